package io.nerine.testing;

import io.nerine.document.EntitySpan;
import io.nerine.evaluation.DocumentScores;
import io.nerine.evaluation.EvaluatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Shows the documents with most errors, as the last part of a failure message. */
final class WorstDocuments {

  private static final int DOCUMENTS = 3;
  private static final int ERRORS = 5;

  /** Characters shown before and behind a mention. */
  private static final int CONTEXT = 30;

  /** Of a longer mention the middle is left out. */
  private static final int LONGEST = 80;

  private WorstDocuments() {}

  private record Worst(EvaluatedDocument document, List<EvaluationError> errors, int weight) {}

  /** {@return the documents with most of some errors, or nothing if there are none} */
  static String of(Evaluation evaluation, Predicate<EvaluationError> concerned) {
    List<Worst> worst = new ArrayList<>();
    for (EvaluatedDocument document : evaluation.keptDocuments()) {
      List<EvaluationError> errors = document.errors().stream().filter(concerned).toList();
      worst.add(new Worst(document, errors, errors.size()));
    }
    return show(evaluation, worst, "worst documents");
  }

  /** {@return the documents in which more is wrong than by another evaluation} */
  static String lost(Evaluation evaluation, Evaluation baseline) {
    Map<String, Integer> wrong = new HashMap<>();
    for (DocumentScores document : baseline.documentScores()) {
      wrong.put(document.id(), document.wrong());
    }
    Map<String, Integer> more = new HashMap<>();
    for (DocumentScores document : evaluation.documentScores()) {
      more.put(document.id(), document.wrong() - wrong.getOrDefault(document.id(), 0));
    }
    List<Worst> worst = new ArrayList<>();
    for (EvaluatedDocument document : evaluation.keptDocuments()) {
      worst.add(
          new Worst(document, document.errors(), more.getOrDefault(document.document().id(), 0)));
    }
    return show(evaluation, worst, "documents that lost most");
  }

  private static String show(Evaluation evaluation, List<Worst> documents, String heading) {
    if (evaluation.documents() > 0 && documents.isEmpty()) {
      return "\n(no texts were kept to show errors in: set keptDocuments of the evaluation options)";
    }
    List<Worst> worst =
        documents.stream()
            .filter(document -> document.weight() > 0)
            .sorted(Comparator.comparing(Worst::weight, Comparator.reverseOrder()))
            .toList();
    if (worst.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append('\n')
        .append(heading)
        .append(" (")
        .append(Math.min(DOCUMENTS, worst.size()))
        .append(" of ")
        .append(worst.size())
        .append("), [gold] and {predicted}:");
    worst.stream().limit(DOCUMENTS).forEach(document -> append(text, document));
    return text.toString();
  }

  private static void append(StringBuilder text, Worst worst) {
    text.append("\n  ").append(worst.document().document().id());
    for (EvaluationError error :
        worst.errors().subList(0, Math.min(ERRORS, worst.errors().size()))) {
      text.append("\n    ").append(error.kind().label()).append(": ");
      if (!error.gold().isEmpty()) {
        text.append('[').append(types(error.gold())).append(']');
      }
      if (!error.predicted().isEmpty()) {
        text.append('{').append(types(error.predicted())).append('}');
      }
      text.append(' ').append(context(worst.document().document().text(), error));
    }
    if (worst.errors().size() > ERRORS) {
      text.append("\n    and ").append(worst.errors().size() - ERRORS).append(" more");
    }
  }

  private static String types(List<EntitySpan> mentions) {
    return mentions.stream().map(EntitySpan::type).distinct().collect(Collectors.joining(", "));
  }

  /** The text around the mentions, in which these are marked. */
  private static String context(String text, EvaluationError error) {
    int start = text.length();
    int end = 0;
    Map<Integer, StringBuilder> marks = new HashMap<>();
    for (EntitySpan mention : error.gold()) {
      start = Math.min(start, mention.start());
      end = Math.max(end, mention.end());
      mark(marks, mention.start(), "[");
      mark(marks, mention.end(), "]");
    }
    for (EntitySpan mention : error.predicted()) {
      start = Math.min(start, mention.start());
      end = Math.max(end, mention.end());
      mark(marks, mention.start(), "{");
      mark(marks, mention.end(), "}");
    }
    // Three dots in place of three characters or fewer would save nothing.
    int from = start - CONTEXT <= 3 ? 0 : ShownText.whole(text, start - CONTEXT);
    int to =
        text.length() - end - CONTEXT <= 3 ? text.length() : ShownText.whole(text, end + CONTEXT);
    boolean isLong = end - start > LONGEST;
    int skipFrom = isLong ? ShownText.whole(text, start + LONGEST / 2) : to;
    int skipTo = isLong ? ShownText.whole(text, end - LONGEST / 2) : to;
    StringBuilder shown = new StringBuilder(from > 0 ? "..." : "");
    for (int i = from; i <= to; i++) {
      if (marks.containsKey(i)) {
        shown.append(marks.get(i));
      }
      if (isLong && i == skipFrom) {
        shown.append(" ... ");
      }
      if (i < to && (i < skipFrom || i >= skipTo)) {
        shown.append(ShownText.readable(text, i));
      }
    }
    return shown.append(to < text.length() ? "..." : "").toString();
  }

  /** What ends at a place stands before what begins there. */
  private static void mark(Map<Integer, StringBuilder> marks, int offset, String mark) {
    StringBuilder there = marks.computeIfAbsent(offset, added -> new StringBuilder());
    if (mark.equals("]") || mark.equals("}")) {
      there.insert(0, mark);
    } else {
      there.append(mark);
    }
  }
}
