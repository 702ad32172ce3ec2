package io.nerine.quality;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link QualityReport} for people at a terminal. */
final class ReportText {

  private static final int FINDINGS_OF_A_KIND = 5;
  private static final int PLACES_SHOWN = 2;
  private static final int PLACES_DETAILED = 10;

  private final QualityReport report;
  private final boolean detailed;
  private final StringBuilder text = new StringBuilder();

  private ReportText(QualityReport report, boolean detailed) {
    this.report = report;
    this.detailed = detailed;
  }

  static String of(QualityReport report, boolean detailed) {
    return new ReportText(report, detailed).write();
  }

  private String write() {
    writeData();
    report.agreements().forEach(this::write);
    for (Severity severity : Severity.values()) {
      write(severity);
    }
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      int count = report.findings(severity).size();
      counts.add(
          severity == Severity.INFO ? count + " info" : Figures.count(count, Names.of(severity)));
    }
    return text.append(String.join(", ", counts)).toString();
  }

  private void writeData() {
    report
        .data()
        .forEach(
            (part, value) -> {
              if (value instanceof Map<?, ?> figures && figures.containsKey("documents")) {
                text.append(
                    "%s: %s documents, %s words, %s mentions\n"
                        .formatted(
                            part,
                            grouped(figures.get("documents")),
                            grouped(figures.get("words")),
                            grouped(figures.get("mentions"))));
              }
            });
  }

  private static String grouped(@Nullable Object number) {
    return number instanceof Number value ? Figures.number(value.doubleValue()) : "?";
  }

  private void write(Agreement agreement) {
    text.append(agreement.first())
        .append(" and ")
        .append(agreement.second())
        .append(": ")
        .append(Figures.count(agreement.documents(), "document"))
        .append(", F1 ")
        .append(Figures.number(Figures.rounded(agreement.f1())))
        .append(", kappa ")
        .append(Figures.number(Figures.rounded(agreement.kappa())))
        .append('\n');
  }

  private void write(Severity severity) {
    Map<FindingCode, List<Finding>> byCode = new LinkedHashMap<>();
    for (Finding finding : report.findings(severity)) {
      byCode.computeIfAbsent(finding.code(), code -> new ArrayList<>()).add(finding);
    }
    byCode.forEach(
        (code, findings) -> {
          text.append('\n')
              .append(severity)
              .append(' ')
              .append(Names.of(code))
              .append(" (")
              .append(findings.size())
              .append(")\n");
          int shown = detailed ? findings.size() : Math.min(FINDINGS_OF_A_KIND, findings.size());
          boolean sameAdvice = findings.stream().map(Finding::advice).distinct().count() == 1;
          for (Finding finding : findings.subList(0, shown)) {
            write(finding, sameAdvice ? "" : ". " + finding.advice());
          }
          if (shown < findings.size()) {
            text.append("  ... ").append(findings.size() - shown).append(" more\n");
          }
          if (sameAdvice) {
            text.append("  > ").append(findings.get(0).advice()).append('\n');
          }
        });
    if (!byCode.isEmpty()) {
      text.append('\n');
    }
  }

  private void write(Finding finding, String advice) {
    text.append("  ").append(finding.message()).append(advice).append('\n');
    int shown = Math.min(detailed ? PLACES_DETAILED : PLACES_SHOWN, finding.places().size());
    for (Place place : finding.places().subList(0, shown)) {
      text.append("      ").append(place).append("  ").append(place.excerpt()).append('\n');
    }
    if (shown < finding.placeCount() && shown > 0) {
      text.append("      ... ")
          .append(Figures.count(finding.placeCount() - shown, "more place"))
          .append('\n');
    }
  }
}
