package io.nerine.quality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many planted faults have a finding that points at them, and how many findings do not. */
final class FaultCount {

  private static final int[] TOPS = {100, 200, 500};

  private final Map<FaultPlanter.Kind, int[]> found = new EnumMap<>(FaultPlanter.Kind.class);
  private final Map<String, int[]> foundByHow = new TreeMap<>();
  private final Map<Severity, int[]> alarms = new EnumMap<>(Severity.class);
  private final Map<String, int[]> alarmsByCode = new TreeMap<>();
  private final List<String> missed = new ArrayList<>();
  private final int[] rightInTop = new int[TOPS.length];
  private int counts;

  /** Adds a report on planted data. */
  void add(QualityReport report, List<FaultPlanter.Fault> faults) {
    counts++;
    for (FaultPlanter.Fault fault : faults) {
      boolean warned = isPointedAt(fault, report, Severity.WARNING);
      boolean told = warned || isPointedAt(fault, report, Severity.INFO);
      count(found.computeIfAbsent(fault.kind(), key -> new int[3]), warned, told);
      if (fault.kind() != FaultPlanter.Kind.TYPE) {
        String how = Names.of(fault.kind()) + " " + fault.how().toLowerCase(Locale.ROOT);
        count(foundByHow.computeIfAbsent(how, key -> new int[3]), warned, told);
      }
      if (!warned) {
        missed.add(fault.toString());
      }
    }
    int rank = 0;
    int right = 0;
    for (Finding finding : report.findings()) {
      boolean points =
          finding.places().stream()
              .anyMatch(place -> faults.stream().anyMatch(fault -> fault.isAt(place)));
      alarms.computeIfAbsent(finding.severity(), key -> new int[2])[points ? 0 : 1]++;
      String code = Names.of(finding.severity()) + " " + Names.of(finding.code());
      alarmsByCode.computeIfAbsent(code, key -> new int[2])[points ? 0 : 1]++;
      right += points ? 1 : 0;
      rank++;
      for (int top = 0; top < TOPS.length; top++) {
        rightInTop[top] += rank == TOPS[top] ? right : 0;
      }
    }
  }

  private static void count(int[] counts, boolean warned, boolean told) {
    counts[0] += warned ? 1 : 0;
    counts[1] += told ? 1 : 0;
    counts[2]++;
  }

  private static boolean isPointedAt(
      FaultPlanter.Fault fault, QualityReport report, Severity least) {
    return report.findings().stream()
        .filter(finding -> finding.severity().compareTo(least) <= 0)
        .flatMap(finding -> finding.places().stream())
        .anyMatch(fault::isAt);
  }

  /** {@return the share of faults of a kind that an error or a warning points at} */
  double warned(FaultPlanter.Kind kind) {
    int[] counted = found.getOrDefault(kind, new int[3]);
    return counted[2] == 0 ? 0 : (double) counted[0] / counted[2];
  }

  /** {@return the number of findings of a severity that point at no fault} */
  int falseAlarms(Severity severity) {
    return alarms.getOrDefault(severity, new int[2])[1];
  }

  List<String> missed() {
    return missed;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    found.forEach(
        (kind, counted) ->
            text.append(
                "%s: %d of %d by an error or warning, %d by any finding%n"
                    .formatted(Names.of(kind), counted[0], counted[2], counted[1])));
    foundByHow.forEach(
        (how, counted) -> text.append("  %s: %d of %d%n".formatted(how, counted[0], counted[2])));
    alarms.forEach(
        (severity, counted) ->
            text.append(
                "%s: %d point at a fault, %d do not%n"
                    .formatted(Names.of(severity), counted[0], counted[1])));
    for (int top = 0; top < TOPS.length; top++) {
      text.append(
          "first %d findings: %d point at a fault%n"
              .formatted(TOPS[top], rightInTop[top] / counts));
    }
    alarmsByCode.forEach(
        (code, counted) ->
            text.append("  %s: %d right, %d not%n".formatted(code, counted[0], counted[1])));
    return text.toString();
  }
}
