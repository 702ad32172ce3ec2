package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Guidance.Code;
import io.nerine.evaluation.Guidance.Severity;
import io.nerine.internal.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Looks for mentions that the model found and nobody tagged. */
final class OmissionGuidance {

  /** So often a text must be predicted as a type to be believed without being tagged anywhere. */
  private static final int RECURRING = 3;

  private static final int EXAMPLES = 3;

  private final Evaluation evaluation;
  private final GuidanceOptions options;

  OmissionGuidance(Evaluation evaluation, GuidanceOptions options) {
    this.evaluation = evaluation;
    this.options = options;
  }

  private record Mention(String type, String text) {}

  void add(List<AnnotatedDocument> training, List<Guidance> found) {
    Map<Mention, List<String>> spurious = new LinkedHashMap<>();
    Set<Mention> tagged = new HashSet<>();
    training.forEach(document -> addTags(document, document.spans(), tagged));
    for (EvaluatedDocument evaluated : evaluation.keptDocuments()) {
      AnnotatedDocument document = evaluated.document();
      addTags(document, evaluated.gold(), tagged);
      for (EvaluationError error : evaluated.errors()) {
        if (error.kind() == ErrorKind.SPURIOUS
            && error.confidence().orElse(1) >= options.omissionConfidence()) {
          EntitySpan span = error.predicted().get(0);
          spurious
              .computeIfAbsent(
                  new Mention(span.type(), document.textOf(span)), added -> new ArrayList<>())
              .add(document.id());
        }
      }
    }
    Map<String, Map<String, List<String>>> byType = new TreeMap<>();
    spurious.forEach(
        (mention, documents) -> {
          if (tagged.contains(mention) || documents.size() >= RECURRING) {
            byType
                .computeIfAbsent(mention.type(), added -> new TreeMap<>())
                .put(mention.text(), documents);
          }
        });
    byType.forEach((type, documentsOfText) -> add(type, documentsOfText, found));
  }

  private static void addTags(
      AnnotatedDocument document, List<EntitySpan> spans, Set<Mention> tagged) {
    spans.forEach(span -> tagged.add(new Mention(span.type(), document.textOf(span))));
  }

  private void add(String type, Map<String, List<String>> documentsOfText, List<Guidance> found) {
    int count = documentsOfText.values().stream().mapToInt(List::size).sum();
    if (count < options.minCases()) {
      return;
    }
    List<String> examples =
        documentsOfText.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    (Map.Entry<String, List<String>> text) -> -text.getValue().size()))
            .limit(EXAMPLES)
            .map(text -> Json.abbreviated(text.getKey().replaceAll("\\s+", " ")))
            .toList();
    Map<String, Number> figures = new LinkedHashMap<>();
    figures.put("predictions", count);
    figures.put("texts", documentsOfText.size());
    figures.put("ofPredicted", evaluation.types().getOrDefault(type, Scores.NONE).predicted());
    found.add(
        new Guidance(
            Code.PROBABLE_OMISSIONS,
            Severity.WARNING,
            List.of(type),
            figures,
            ("%d predictions of '%s' count as wrong, though their texts are tagged so elsewhere or"
                    + " come up again and again, such as %s.")
                .formatted(count, type, GuidanceText.list(examples)),
            "Look whether the test documents were tagged completely; correct their tags and"
                + " evaluate again.",
            documentsOfText.values().stream()
                .flatMap(List::stream)
                .distinct()
                .limit(options.maxDocuments())
                .toList()));
  }
}
