package io.nerine.report;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Evaluator;
import io.nerine.evaluation.Slicing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Invented service tickets, and predictions with errors of every kind. */
final class InventedEvaluation {

  private static final List<String> SITES =
      List.of("Riga Harbour", "Pier 4", "Gdynia", "Malmö Yard", "Dock <7> & Co", "東京 Depot");
  private static final List<String> PARTS =
      List.of(
          "GX-4471-B", "valve seat", "AB-12", "drive belt 90", "\uD83D\uDD27 kit", "fuse \"R\"");
  private static final List<String> PEOPLE =
      List.of("Ana Ruiz", "Bo", "Kim Holt-Larsen", "Dr. Ida Moe", "O'Brien", "\u05D3\u05E0\u05D4");

  private InventedEvaluation() {}

  static List<AnnotatedDocument> documents(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      List<EntitySpan> spans = new ArrayList<>();
      for (int sentence = 1 + random.nextInt(3); sentence > 0; sentence--) {
        text.append(random.nextBoolean() ? "On Monday " : "After the <b>second</b> call ");
        mention(text, spans, PEOPLE, "Person", random);
        text.append(" replaced the ");
        mention(text, spans, PARTS, "Part", random);
        text.append(" at ");
        mention(text, spans, SITES, "Site", random);
        text.append(", and nobody has complained since the pumps were started again.\n");
      }
      documents.add(
          AnnotatedDocument.builder("ticket-" + i, text.toString())
              .language("en")
              .spans(spans)
              .build());
    }
    return documents;
  }

  private static void mention(
      StringBuilder text,
      List<EntitySpan> spans,
      List<String> mentions,
      String type,
      SplittableRandom random) {
    int start = text.length();
    text.append(mentions.get(random.nextInt(mentions.size())));
    spans.add(new EntitySpan(start, text.length(), type));
  }

  static List<AnnotatedDocument> predictions(
      List<AnnotatedDocument> gold, double errors, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return gold.stream().map(document -> prediction(document, errors, random)).toList();
  }

  private static AnnotatedDocument prediction(
      AnnotatedDocument gold, double errors, SplittableRandom random) {
    AnnotatedDocument.Builder predicted = gold.toBuilder().clearSpans();
    for (EntitySpan span : gold.spans()) {
      double sure = 0.6 + 0.4 * random.nextDouble();
      if (random.nextDouble() >= errors) {
        predicted.span(with(span.start(), span.end(), span.type(), sure));
        continue;
      }
      double unsure = 0.2 + 0.6 * random.nextDouble();
      String other = span.type().equals("Site") ? "Part" : "Site";
      switch (random.nextInt(5)) {
        case 0 -> predicted.span(with(span.start(), span.end(), other, unsure));
        case 1 -> predicted.span(with(span.start(), span.end() + 1, span.type(), unsure));
        case 2 -> predicted.span(with(span.start(), span.end() + 1, other, unsure));
        case 3 -> {
          if (span.end() - span.start() > 3) {
            predicted.span(with(span.start(), span.start() + 1, span.type(), unsure));
            predicted.span(with(span.start() + 2, span.end(), span.type(), unsure));
          }
        }
        default -> {
          // Missed; a word beside it is predicted instead.
          int word = gold.text().indexOf("pumps");
          predicted.span(with(word, word + 5, span.type(), unsure));
        }
      }
    }
    return predicted.build();
  }

  private static EntitySpan with(int start, int end, String type, double confidence) {
    String shown = String.format(Locale.ROOT, "%.4f", confidence);
    return new EntitySpan(start, end, type, Map.of(EntitySpan.CONFIDENCE, shown));
  }

  static Dataset training() {
    List<AnnotatedDocument> documents = documents(40, 99);
    return Dataset.of(Dataset.inferSchema("tickets", documents), documents);
  }

  static Evaluation evaluation(int documents, double errors, long seed) {
    List<AnnotatedDocument> gold = documents(documents, 5);
    return Evaluator.evaluate(
        gold,
        predictions(gold, errors, seed),
        EvaluationOptions.builder()
            .slice("seen in training", Slicing.seen(training().documents().subList(0, 3)))
            .slice("length in words", Slicing.words())
            .build());
  }

  /** A report with all there is in one. */
  static EvaluationReport report() {
    return EvaluationReport.builder(evaluation(60, 0.35, 1))
        .title("Tickets <3> & \"more\"")
        .fact("Model", "tickets.nerine")
        .training(training())
        .learningCurve(List.of(new LearningPoint(50, 0.61), new LearningPoint(100, 0.72)))
        .against("version 4", evaluation(60, 0.5, 2), "version 3")
        .build();
  }
}
