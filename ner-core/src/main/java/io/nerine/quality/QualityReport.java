package io.nerine.quality;

import io.nerine.internal.Json;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link DataQuality} found: findings, ranked, and figures of the data. Immutable; printed, it
 * is a page for a terminal with the first findings of each kind.
 */
public final class QualityReport {

  private final List<Finding> findings;
  private final List<Agreement> agreements;
  private final Map<String, Object> data;
  private final Map<String, Object> options;

  QualityReport(
      List<Finding> findings,
      List<Agreement> agreements,
      Map<String, Object> data,
      Map<String, Object> options) {
    this.findings = List.copyOf(findings);
    this.agreements = List.copyOf(agreements);
    this.data = Json.copyMap("data", data);
    this.options = Json.copyMap("options", options);
  }

  /** {@return all findings: errors first, then warnings, each with the surest first} */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * Returns the findings of one kind.
   *
   * @param code the kind
   * @return its findings, ranked
   */
  public List<Finding> findings(FindingCode code) {
    return findings.stream().filter(finding -> finding.code() == code).toList();
  }

  /**
   * Returns the findings that matter so much.
   *
   * @param severity the severity
   * @return its findings, ranked
   */
  public List<Finding> findings(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  /** {@return whether there is an error} */
  public boolean hasErrors() {
    return !findings.isEmpty() && findings.get(0).severity() == Severity.ERROR;
  }

  /** {@return the number of findings by kind, of the kinds that were found} */
  public Map<FindingCode, Integer> counts() {
    Map<FindingCode, Integer> counts = new EnumMap<>(FindingCode.class);
    findings.forEach(finding -> counts.merge(finding.code(), 1, Integer::sum));
    return Collections.unmodifiableMap(counts);
  }

  /** {@return how far each two annotators agree; empty where no text has tags of several} */
  public List<Agreement> agreements() {
    return agreements;
  }

  /**
   * Returns figures of the data, whether or not something is wrong with them.
   *
   * @return by part ({@code train}, {@code dev}, {@code test}): {@code documents}, {@code words},
   *     {@code mentions}, {@code types} with mentions and documents of each, {@code languages},
   *     {@code medianWords}; for dev and test also {@code seenMentions}, the share of mentions by
   *     type that stand in train, and {@code distance}, how far the mix of types is from that of
   *     train, 0 to 1; under {@code distinctiveness} what {@link Threshold#DISTINCTIVENESS} is
   *     compared with, by type
   */
  public Map<String, Object> data() {
    return data;
  }

  /**
   * Returns the whole report as maps, lists, strings and numbers.
   *
   * @return {@code severities} and {@code codes} with the number of findings of each, {@code data}
   *     as {@link #data()}, {@code agreements}, {@code findings} in rank, and the {@code options}
   *     of the checks
   */
  public Map<String, Object> toMap() {
    Map<String, Object> bySeverity = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      bySeverity.put(Names.of(severity), findings(severity).size());
    }
    Map<String, Object> byCode = new LinkedHashMap<>();
    counts().forEach((code, count) -> byCode.put(Names.of(code), count));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("severities", bySeverity);
    map.put("codes", byCode);
    map.put("data", data);
    map.put("agreements", agreements.stream().map(Agreement::toMap).toList());
    map.put("findings", findings.stream().map(Finding::toMap).toList());
    map.put("options", options);
    return map;
  }

  /** {@return the report of {@link #toMap()} as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  /** {@return the findings one after the other, each with places and advice} */
  public String toDetailedString() {
    return ReportText.of(this, true);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QualityReport that
        && findings.equals(that.findings)
        && agreements.equals(that.agreements)
        && data.equals(that.data)
        && options.equals(that.options);
  }

  @Override
  public int hashCode() {
    return findings.hashCode();
  }

  /** {@return figures, and of each kind of finding how many there are and the surest few} */
  @Override
  public String toString() {
    return ReportText.of(this, false);
  }
}
