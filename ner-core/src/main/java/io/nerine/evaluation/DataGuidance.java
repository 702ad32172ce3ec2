package io.nerine.evaluation;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Guidance.Code;
import io.nerine.evaluation.Guidance.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Looks at how tags are spread over types, training and test set. */
final class DataGuidance {

  /** How many times the distance that chance makes a distance must have to be told. */
  private static final double BEYOND_CHANCE = 3;

  private final Evaluation evaluation;
  private final Dataset training;
  private final GuidanceOptions options;

  /** Tags by type, in the order of the schema, then of the test set. */
  private final Map<String, Integer> trainLabels = new LinkedHashMap<>();

  private final Map<String, Integer> testLabels = new LinkedHashMap<>();

  DataGuidance(Evaluation evaluation, Dataset training, GuidanceOptions options) {
    this.evaluation = evaluation;
    this.training = training;
    this.options = options;
    trainLabels.putAll(training.mentions());
    evaluation.types().keySet().forEach(type -> trainLabels.putIfAbsent(type, 0));
    for (String type : trainLabels.keySet()) {
      testLabels.put(type, evaluation.types().getOrDefault(type, Scores.NONE).gold());
    }
  }

  List<Guidance> all() {
    List<Guidance> found = new ArrayList<>();
    leakedTexts(found);
    trainLabels.forEach((type, labels) -> few(type, labels, found));
    testLabels.forEach((type, labels) -> missingInTest(type, labels, found));
    imbalance("training", trainLabels, found);
    imbalance("the test set", testLabels, found);
    mix(found);
    return found;
  }

  private void leakedTexts(List<Guidance> found) {
    Set<String> texts = new HashSet<>();
    training.documents().forEach(document -> texts.add(document.text()));
    List<String> leaked =
        evaluation.keptDocuments().stream()
            .map(EvaluatedDocument::document)
            .filter(document -> texts.contains(document.text()))
            .map(AnnotatedDocument::id)
            .toList();
    if (!leaked.isEmpty()) {
      found.add(
          new Guidance(
              Code.LEAKED_TEXTS,
              Severity.PROBLEM,
              List.of(),
              Map.of("documents", leaked.size()),
              "%d of the test documents have a text that was trained on.".formatted(leaked.size()),
              "Leave them out of training or out of the test set: the figures are too good.",
              few(leaked)));
    }
  }

  private <T> List<T> few(List<T> all) {
    return all.subList(0, Math.min(all.size(), options.maxDocuments()));
  }

  private void few(String type, int labels, List<Guidance> found) {
    int inTest = testLabels.getOrDefault(type, 0);
    if (labels == 0 && inTest > 0) {
      found.add(
          new Guidance(
              Code.TYPE_MISSING_IN_TRAINING,
              Severity.PROBLEM,
              List.of(type),
              Map.of("testLabels", inTest),
              "'%s' has %s in the test set and none in training.".formatted(type, tags(inTest)),
              "Tag mentions of it in training documents, or split the documents anew.",
              documentsWith(type, tested())));
    } else if (labels < options.minLabels() || labels < options.advisedLabels()) {
      boolean tooFew = labels < options.minLabels();
      int wanted = tooFew ? options.minLabels() : options.advisedLabels();
      Map<String, Number> figures = new LinkedHashMap<>();
      figures.put("labels", labels);
      figures.put("wanted", wanted);
      found.add(
          new Guidance(
              Code.FEW_LABELS,
              tooFew ? Severity.WARNING : Severity.HINT,
              List.of(type),
              figures,
              "'%s' has %s in training, %s are advised."
                  .formatted(type, tags(labels), options.advisedLabels()),
              "Tag more mentions of it, in documents that differ from each other.",
              documentsWith(type, training.documents())));
    }
  }

  private void missingInTest(String type, int labels, List<Guidance> found) {
    if (labels == 0 && trainLabels.getOrDefault(type, 0) > 0) {
      found.add(
          new Guidance(
              Code.TYPE_MISSING_IN_TEST,
              Severity.WARNING,
              List.of(type),
              Map.of("trainLabels", trainLabels.getOrDefault(type, 0)),
              "'%s' has no tag in the test set, so nothing is known of how well it is found."
                  .formatted(type),
              "Put documents with mentions of it into the test set, such as by a stratified split.",
              documentsWith(type, training.documents())));
    }
  }

  private void imbalance(String where, Map<String, Integer> labels, List<Guidance> found) {
    String most = "";
    int greatest = 0;
    for (Map.Entry<String, Integer> type : labels.entrySet()) {
      if (type.getValue() > greatest) {
        most = type.getKey();
        greatest = type.getValue();
      }
    }
    List<String> rare = new ArrayList<>();
    Map<String, Number> figures = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> type : labels.entrySet()) {
      // A type without any tag is told of apart.
      if (type.getValue() > 0 && greatest > options.imbalance() * type.getValue()) {
        rare.add(type.getKey());
        figures.put(type.getKey(), type.getValue());
      }
    }
    if (!rare.isEmpty()) {
      figures.put(most, greatest);
      found.add(
          new Guidance(
              Code.IMBALANCE,
              Severity.HINT,
              rare,
              figures,
              "In %s '%s' has %s, more than %s times as many as %s."
                  .formatted(
                      where,
                      most,
                      tags(greatest),
                      number(options.imbalance()),
                      GuidanceText.list(rare)),
              "Tag more documents with the rare types; look at their own figures and at the macro"
                  + " F1, since the micro F1 is that of the frequent ones.",
              List.of()));
    }
  }

  /** By total variation distance: the share of tags that would have to be of another type. */
  private void mix(List<Guidance> found) {
    double train = sum(trainLabels);
    double test = sum(testLabels);
    if (train == 0 || test == 0) {
      return;
    }
    double distance = 0;
    double byChance = 0;
    List<String> types = new ArrayList<>();
    Map<String, Number> figures = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> type : trainLabels.entrySet()) {
      double inTrain = type.getValue() / train;
      double inTest = testLabels.getOrDefault(type.getKey(), 0) / test;
      double pooled = (inTrain * train + inTest * test) / (train + test);
      double error = Math.sqrt(pooled * (1 - pooled) * (1 / train + 1 / test));
      distance += Math.abs(inTrain - inTest) / 2;
      byChance += error * Math.sqrt(2 / Math.PI) / 2;
      if (Math.abs(inTrain - inTest) > Math.max(BEYOND_CHANCE * error, options.mixDistance() / 5)) {
        types.add(type.getKey());
        figures.put("train." + type.getKey(), inTrain);
        figures.put("test." + type.getKey(), inTest);
      }
    }
    if (distance > Math.max(options.mixDistance(), BEYOND_CHANCE * byChance)) {
      figures.put("distance", distance);
      found.add(
          new Guidance(
              Code.DIFFERENT_MIX,
              Severity.WARNING,
              types,
              figures,
              "Training and test set have a different mix of types: %s of the tags differ%s."
                  .formatted(
                      GuidanceText.percent(distance),
                      types.isEmpty() ? "" : ", above all " + GuidanceText.list(types)),
              "Split documents at random or stratified, from the same source.",
              List.of()));
    }
  }

  private static double sum(Map<String, Integer> labels) {
    return labels.values().stream().mapToInt(Integer::intValue).sum();
  }

  private List<AnnotatedDocument> tested() {
    return evaluation.keptDocuments().stream().map(EvaluatedDocument::document).toList();
  }

  private List<String> documentsWith(String type, List<AnnotatedDocument> documents) {
    Set<String> ids = new LinkedHashSet<>();
    for (AnnotatedDocument document : documents) {
      if (ids.size() == options.maxDocuments()) {
        break;
      }
      if (document.spans().stream().map(EntitySpan::type).anyMatch(type::equals)) {
        ids.add(document.id());
      }
    }
    return List.copyOf(ids);
  }

  private static String tags(int count) {
    return count == 1 ? "1 tag" : count + " tags";
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
