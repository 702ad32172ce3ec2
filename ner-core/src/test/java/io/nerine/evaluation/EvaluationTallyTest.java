package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvaluationTallyTest {

  private static final String TEXT = "Ines Okafor left Ulm at 7.";

  private static AnnotatedDocument document(String id, EntitySpan... spans) {
    return AnnotatedDocument.builder(id, TEXT).spans(List.of(spans)).build();
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static EntitySpan sure(EntitySpan span, String confidence) {
    return new EntitySpan(
        span.start(), span.end(), span.type(), Map.of(EntitySpan.CONFIDENCE, confidence));
  }

  private static final EntitySpan PERSON = span(0, 11, "Person");
  private static final EntitySpan SITE = span(17, 20, "Site");

  @Test
  void countsWhatListsGive() {
    List<AnnotatedDocument> gold = List.of(document("a", PERSON, SITE), document("b", SITE));
    List<AnnotatedDocument> predicted = List.of(document("a", PERSON), document("b", PERSON));
    EvaluationTally tally = Evaluator.tally(EvaluationOptions.defaults());
    for (int i = 0; i < gold.size(); i++) {
      tally.add(gold.get(i), predicted.get(i));
    }

    assertThat(tally.evaluation()).isEqualTo(Evaluator.evaluate(gold, predicted));
  }

  @Test
  void tellsWhatEachDocumentGave() {
    Evaluation evaluation =
        Evaluator.tally(EvaluationOptions.defaults())
            .add(document("a", PERSON, SITE), document("a", PERSON, span(17, 22, "Site")))
            .add(document("b"), document("b"))
            .add(document("c", SITE), document("c", span(17, 20, "Person")))
            .evaluation();

    assertThat(evaluation.documentScores())
        .containsExactly(
            new DocumentScores(
                "a",
                Map.of("Person", new Scores(1, 1, 1), "Site", new Scores(1, 1, 0)),
                new Scores(2, 2, 1),
                new Scores(2, 2, 2),
                new SemEvalScores(1, 0, 1, 0, 0, 0)),
            new DocumentScores("b", Map.of(), Scores.NONE, Scores.NONE, SemEvalScores.NONE),
            new DocumentScores(
                "c",
                Map.of("Person", new Scores(0, 1, 0), "Site", new Scores(1, 0, 0)),
                new Scores(1, 1, 1),
                new Scores(1, 1, 0),
                new SemEvalScores(0, 1, 0, 0, 0, 0)));
    assertThat(evaluation.documentScores())
        .extracting(DocumentScores::wrong)
        .containsExactly(2, 0, 2);
    assertThat(evaluation.documentScores().get(0).micro()).isEqualTo(new Scores(2, 2, 1));
    assertThatThrownBy(() -> evaluation.documentScores().get(3))
        .isExactlyInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> evaluation.documentScores().clear())
        .isExactlyInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void documentsAddUpToTheWhole() {
    EvaluationTally tally = Evaluator.tally(EvaluationOptions.defaults());
    for (int i = 0; i < 100; i++) {
      EntitySpan moved = span(i % 7, i % 7 + 1 + i % 5, i % 3 == 0 ? "Person" : "Site");
      tally.add(document("d" + i, PERSON, SITE), document("d" + i, moved, SITE));
    }
    Evaluation evaluation = tally.evaluation();

    assertThat(
            evaluation.documentScores().stream()
                .map(DocumentScores::micro)
                .reduce(Scores.NONE, Scores::plus))
        .isEqualTo(evaluation.micro());
    assertThat(
            evaluation.documentScores().stream()
                .map(DocumentScores::boundaries)
                .reduce(Scores.NONE, Scores::plus))
        .isEqualTo(evaluation.boundaries());
    assertThat(
            evaluation.documentScores().stream()
                .map(DocumentScores::overlap)
                .reduce(Scores.NONE, Scores::plus))
        .isEqualTo(evaluation.overlap());
    assertThat(
            evaluation.documentScores().stream()
                .map(DocumentScores::semEval)
                .reduce(SemEvalScores.NONE, SemEvalScores::plus))
        .isEqualTo(evaluation.semEval());
  }

  @Test
  void knowsConfidencesOfAnExtraction() {
    Extraction extraction =
        Extraction.builder(TEXT)
            .entity(new Entity(0, 11, "Ines Okafor", "Person", 0.9, "m"))
            .entity(new Entity(0, 11, "Ines Okafor", "Person", 0.95, "rule"))
            .entity(new Entity(12, 16, "left", "Site", 1 / 3.0, "m"))
            .build();

    Evaluation evaluation =
        Evaluator.tally(EvaluationOptions.defaults())
            .add(document("a"), document("a"))
            .add(document("b", PERSON, SITE), extraction)
            .evaluation();

    assertThat(evaluation.predictions())
        .containsExactly(
            new ScoredPrediction("b", PERSON, 0.95, true),
            new ScoredPrediction("b", span(12, 16, "Site"), 1 / 3.0, false));
    EvaluatedDocument kept = evaluation.keptDocuments().get(1);
    assertThat(kept.predicted().get(0).attributes()).containsEntry("confidence", "0.95");
    assertThat(evaluation.errors())
        .filteredOn(error -> error.kind() == ErrorKind.SPURIOUS)
        .singleElement()
        .satisfies(error -> assertThat(error.confidence()).hasValue(1 / 3.0));
  }

  @Test
  void knowsConfidencesThatTagsCarry() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document("a", PERSON, SITE), document("b", SITE)),
            List.of(
                document("a", sure(PERSON, "0.5"), SITE, sure(SITE, "0.25")), document("b", SITE)));

    assertThat(evaluation.micro()).isEqualTo(new Scores(3, 3, 3));
    assertThat(evaluation.predictions())
        .containsExactly(
            new ScoredPrediction("a", PERSON, 0.5, true),
            new ScoredPrediction("a", SITE, 0.25, true));
    assertThat(Evaluator.evaluate(List.of(document("a")), List.of()).predictions()).isEmpty();
  }

  @Test
  void refusesAConfidenceThatIsNone() {
    for (String odd : List.of("high", "1.5", "-0.1", "NaN", "")) {
      assertThatThrownBy(
              () ->
                  Evaluator.evaluate(
                      List.of(document("a")), List.of(document("a", sure(PERSON, odd)))))
          .isExactlyInstanceOf(DataFormatException.class)
          .hasMessageContaining("Predicted document 'a'")
          .hasMessageContaining("Person at 0..11 has the confidence '" + odd + "'");
    }
    assertThatThrownBy(() -> new ScoredPrediction("a", PERSON, Double.NaN, true))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheWorstDocumentsOfAStream() {
    EvaluationOptions options = EvaluationOptions.builder().keptDocuments(2).build();
    EvaluationTally tally = Evaluator.tally(options);
    tally.add(document("right", SITE), document("right", SITE));
    tally.add(document("missed", PERSON, SITE), document("missed"));
    tally.add(document("one", PERSON, SITE), document("one", SITE));
    tally.add(document("worst", PERSON, SITE), document("worst", span(1, 3, "Date")));
    tally.add(document("also two", PERSON, SITE), document("also two"));

    Evaluation evaluation = tally.evaluation();

    assertThat(evaluation.keptDocuments())
        .extracting(kept -> kept.document().id())
        .as("in the order of gold, the earlier of equals")
        .containsExactly("missed", "worst");
    assertThat(evaluation.errors()).hasSize(4);
    assertThat(evaluation.errorCounts().values().stream().mapToInt(Integer::intValue).sum())
        .as("errors are counted in all documents")
        .isEqualTo(7);
    assertThat(evaluation.documentScores()).hasSize(5);
  }

  @Test
  void keepsAllDocumentsOfAListAndAHundredOfAStream() {
    List<AnnotatedDocument> gold =
        IntStream.range(0, 150).mapToObj(i -> document("d" + i, PERSON)).toList();
    Nothing extractor = new Nothing();

    assertThat(Evaluator.evaluate(gold, List.of()).keptDocuments()).hasSize(150);
    assertThat(Evaluator.evaluate(extractor, gold).keptDocuments()).hasSize(150);
    Evaluation streamed =
        Evaluator.evaluate(extractor, gold.stream(), EvaluationOptions.defaults());
    assertThat(streamed.keptDocuments()).hasSize(100);
    assertThat(streamed).isEqualTo(Evaluator.evaluate(gold, List.of()));
    EvaluationOptions none = EvaluationOptions.builder().keptDocuments(0).build();
    assertThat(Evaluator.evaluate(gold, List.of(), none).keptDocuments()).isEmpty();
    assertThatThrownBy(() -> EvaluationOptions.builder().keptDocuments(-1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -1");
  }

  @Test
  void readsAStreamAsItGoes() {
    Stream<AnnotatedDocument> endless =
        Stream.iterate(0, i -> i + 1)
            .map(
                i -> {
                  if (i == 10_000) {
                    throw new DataFormatException("line 10001 is broken");
                  }
                  return document("d" + i);
                });
    Nothing extractor = new Nothing();

    assertThatThrownBy(() -> Evaluator.evaluate(extractor, endless, EvaluationOptions.defaults()))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("line 10001 is broken");
    assertThat(extractor.texts).as("in chunks while it is read").isEqualTo(256 * 39);
  }

  @Test
  void saysWhatCannotBeCompared() {
    EvaluationTally tally = Evaluator.tally(EvaluationOptions.defaults());
    tally.add(document("a"), document("a"));

    assertThatThrownBy(() -> tally.add(document("a"), document("a")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("Id 'a' occurs twice");
    assertThatThrownBy(() -> tally.add(document("b"), document("c")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("prediction for document 'b' has the id 'c'");
    assertThatThrownBy(() -> tally.add(document("b"), AnnotatedDocument.of("b", "Ines")))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("differ at offset 4, lengths 4 and 26");
    assertThatThrownBy(() -> tally.add(document("b"), Extraction.builder("Ines").build()))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("not that of document 'b'");
    assertThatThrownBy(
            () ->
                tally.add(
                    document("b"), Extraction.failed(TEXT, new InferenceException("no memory"))))
        .isExactlyInstanceOf(InferenceException.class)
        .hasMessageContaining("Document 'b' could not be extracted")
        .hasMessageContaining("no memory");
    assertThat(tally.evaluation().documents()).isEqualTo(1);
  }

  @Test
  void endsWithTheEvaluation() {
    EvaluationTally tally = Evaluator.tally(EvaluationOptions.defaults());

    assertThat(tally.evaluation().documents()).isZero();
    assertThatThrownBy(tally::evaluation).isExactlyInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> tally.add(document("a"), document("a")))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("begin another");
  }

  @Test
  void evaluatedDocumentsCompareWhatTheyAreGiven() {
    EvaluatedDocument document =
        new EvaluatedDocument(
            document("a"), List.of(SITE, PERSON, SITE), List.of(SITE, sure(SITE, "0.5")));

    assertThat(document.gold()).containsExactly(PERSON, SITE);
    assertThat(document.predicted()).containsExactly(sure(SITE, "0.5"));
    assertThat(document.errors())
        .containsExactly(new EvaluationError(ErrorKind.MISSED, "a", List.of(PERSON), List.of()));
    assertThat(Optional.of(document.document().text())).hasValue(TEXT);
  }

  /** Finds nothing, and counts texts. */
  private static final class Nothing implements Extractor {

    private int texts;

    @Override
    public EntitySchema schema() {
      return EntitySchema.of("nothing", "Person");
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      texts++;
      return Extraction.builder(text).build();
    }

    @Override
    public void close() {}
  }
}
