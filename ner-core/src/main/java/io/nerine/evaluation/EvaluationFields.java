package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as maps and numbers. */
final class EvaluationFields {

  private EvaluationFields() {}

  static Map<String, Object> of(Evaluation evaluation) {
    Map<String, Object> exact = new LinkedHashMap<>();
    exact.put("micro", fields(evaluation.micro()));
    exact.put("macro", Map.of("f1", evaluation.macroF1()));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", evaluation.documents());
    map.put("exact", exact);
    map.put("boundaries", fields(evaluation.boundaries()));
    map.put("overlap", fields(evaluation.overlap()));
    map.put("types", byName(evaluation.types()));
    map.put("semEval", fields(evaluation.semEval()));
    Map<String, Object> words = new LinkedHashMap<>();
    words.put("micro", fields(evaluation.words()));
    words.put("types", byName(evaluation.wordTypes()));
    map.put("words", words);
    Map<String, Object> errors = new LinkedHashMap<>();
    evaluation.errorCounts().forEach((kind, count) -> errors.put(kind.key(), count));
    map.put("errors", errors);
    map.put("confusion", evaluation.confusion().toMap());
    Map<String, Object> leftOut = new LinkedHashMap<>();
    leftOut.put("gold", evaluation.leftOutGold());
    leftOut.put("predicted", evaluation.leftOutPredictions());
    map.put("leftOut", leftOut);
    if (!evaluation.slices().isEmpty()) {
      Map<String, Object> slices = new LinkedHashMap<>();
      evaluation.slices().forEach((name, scores) -> slices.put(name, list(scores)));
      map.put("slices", slices);
    }
    return map;
  }

  private static Map<String, Object> byName(Map<String, Scores> scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    scores.forEach((name, ofName) -> fields.put(name, fields(ofName)));
    return fields;
  }

  /** Names of slices come from data, of which JSON may be unable to make keys. */
  private static List<Object> list(Map<String, Scores> slices) {
    List<Object> list = new ArrayList<>();
    slices.forEach(
        (name, scores) -> {
          Map<String, Object> slice = new LinkedHashMap<>();
          slice.put("slice", name);
          slice.putAll(fields(scores));
          list.add(slice);
        });
    return list;
  }

  private static Map<String, Object> fields(Scores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("precision", scores.precision());
    fields.put("recall", scores.recall());
    fields.put("f1", scores.f1());
    fields.put("gold", scores.gold());
    fields.put("predicted", scores.predicted());
    fields.put("tp", scores.truePositives());
    return fields;
  }

  private static Map<String, Object> fields(SemEvalScores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("strict", fields(scores.strict()));
    fields.put("boundaryOnly", fields(scores.boundaryOnly()));
    fields.put("partial", fields(scores.partial()));
    fields.put("typeOnly", fields(scores.typeOnly()));
    return fields;
  }

  private static Map<String, Object> fields(MatchCounts counts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("precision", counts.precision());
    fields.put("recall", counts.recall());
    fields.put("f1", counts.f1());
    fields.put("correct", counts.correct());
    fields.put("incorrect", counts.incorrect());
    fields.put("partial", counts.partial());
    fields.put("missing", counts.missing());
    fields.put("spurious", counts.spurious());
    return fields;
  }
}
