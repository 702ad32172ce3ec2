package io.nerine.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as a table for people. */
final class EvaluationText {

  private EvaluationText() {}

  static String of(Evaluation evaluation) {
    int width = "boundaries".length();
    for (String type : evaluation.types().keySet()) {
      width = Math.max(width, type.codePointCount(0, type.length()));
    }
    StringBuilder text = new StringBuilder();
    pad(text, "type", width);
    text.append("  precision  recall      F1     gold  predicted    right\n");
    for (Map.Entry<String, Scores> type : evaluation.types().entrySet()) {
      row(text, type.getKey(), width, type.getValue());
    }
    row(text, "micro", width, evaluation.micro());
    pad(text, "macro", width);
    text.append(String.format(Locale.ROOT, "%11s %7s %7.4f\n", "", "", evaluation.macroF1()));
    row(text, "boundaries", width, evaluation.boundaries());
    row(text, "overlap", width, evaluation.overlap());
    text.append(counted(evaluation.documents(), "document"));
    appendErrors(text, evaluation.errorCounts());
    if (evaluation.leftOutGold() + evaluation.leftOutPredictions() > 0) {
      text.append(
          "\nleft out, since not reviewed: %s and %s"
              .formatted(
                  counted(evaluation.leftOutGold(), "gold mention"),
                  counted(evaluation.leftOutPredictions(), "prediction")));
    }
    return text.toString();
  }

  private static void appendErrors(StringBuilder text, Map<ErrorKind, Integer> errors) {
    List<String> kinds =
        errors.entrySet().stream()
            .filter(kind -> kind.getValue() > 0)
            .map(kind -> kind.getValue() + " " + kind.getKey().label())
            .toList();
    if (!kinds.isEmpty()) {
      int sum = errors.values().stream().mapToInt(Integer::intValue).sum();
      text.append(", ").append(counted(sum, "error")).append(": ").append(String.join(", ", kinds));
    }
  }

  private static String counted(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  private static void row(StringBuilder text, String name, int width, Scores scores) {
    pad(text, name, width);
    text.append(
        String.format(
            Locale.ROOT,
            "%11.4f %7.4f %7.4f %8d %10d %8d\n",
            scores.precision(),
            scores.recall(),
            scores.f1(),
            scores.gold(),
            scores.predicted(),
            scores.truePositives()));
  }

  private static void pad(StringBuilder text, String name, int width) {
    text.append(name).append(" ".repeat(width - name.codePointCount(0, name.length())));
  }
}
