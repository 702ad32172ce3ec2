package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  private static final String TEXT = "0123456789".repeat(4);

  private static AnnotatedDocument document(String id, EntitySpan... spans) {
    return AnnotatedDocument.builder(id, TEXT).spans(List.of(spans)).build();
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  @Test
  void countsExactMatchesPerTypeAndPooled() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(
                document("a", span(0, 2, "Site"), span(3, 5, "Person"), span(6, 9, "Person")),
                document("b", span(0, 4, "Site"))),
            List.of(
                document("b", span(0, 4, "Site"), span(5, 6, "Date")),
                document("a", span(0, 2, "Site"), span(3, 5, "Site"), span(6, 8, "Person"))));

    assertThat(evaluation.documents()).isEqualTo(2);
    assertThat(evaluation.micro()).isEqualTo(new Scores(4, 5, 2));
    assertThat(evaluation.types())
        .containsExactly(
            Map.entry("Date", new Scores(0, 1, 0)),
            Map.entry("Person", new Scores(2, 1, 0)),
            Map.entry("Site", new Scores(2, 3, 2)));
    assertThat(evaluation.macroF1()).isEqualTo((0.0 + 0.0 + 0.8) / 3);
    assertThat(evaluation.boundaries()).isEqualTo(new Scores(4, 5, 3));
    assertThat(evaluation.overlap()).isEqualTo(new Scores(4, 5, 3));
  }

  @Test
  void countsWhatIsTaggedOrPredictedTwiceOnce() {
    EntitySpan once = span(0, 2, "Site");
    EntitySpan again = new EntitySpan(0, 2, "Site", Map.of("annotator", "two"));

    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document("a", once, again)), List.of(document("a", once, once, again)));

    assertThat(evaluation.micro()).isEqualTo(new Scores(1, 1, 1));
    assertThat(evaluation.micro().recall()).isEqualTo(1);
  }

  @Test
  void takesAMissingDocumentForOneWithoutPrediction() {
    Evaluation evaluation = Evaluator.evaluate(List.of(document("a", span(0, 2, "X"))), List.of());

    assertThat(evaluation.micro()).isEqualTo(new Scores(1, 0, 0));
    assertThat(evaluation.documents()).isEqualTo(1);
  }

  @Test
  void evaluatesNothing() {
    Evaluation evaluation = Evaluator.evaluate(List.of(), List.of());

    assertThat(evaluation.micro()).isEqualTo(new Scores(0, 0, 0));
    assertThat(evaluation.macroF1()).isZero();
    assertThat(evaluation.types()).isEmpty();
  }

  @Test
  void pairsOverlapsOneToOne() {
    // One long prediction cannot be two mentions, nor two pieces of one mention both be right.
    assertThat(
            Evaluator.evaluate(
                    List.of(document("a", span(0, 4, "X"), span(5, 9, "X"))),
                    List.of(document("a", span(0, 9, "X"))))
                .overlap())
        .isEqualTo(new Scores(2, 1, 1));
    assertThat(
            Evaluator.evaluate(
                    List.of(document("a", span(0, 9, "X"))),
                    List.of(document("a", span(0, 4, "X"), span(5, 9, "X"))))
                .overlap())
        .isEqualTo(new Scores(1, 2, 1));
  }

  @Test
  void pairsExactMatchesBeforeLargerOverlaps() {
    // By size alone, 0..9 would take 0..10 first and leave nothing for the exact 0..4.
    List<AnnotatedDocument> gold = List.of(document("a", span(0, 4, "X"), span(0, 10, "X")));
    List<AnnotatedDocument> predicted = List.of(document("a", span(0, 4, "X"), span(3, 10, "X")));

    assertThat(Evaluator.evaluate(gold, predicted).overlap()).isEqualTo(new Scores(2, 2, 2));
  }

  @Test
  void doesNotPairNeighboursOrOtherTypes() {
    assertThat(
            Evaluator.evaluate(
                    List.of(document("a", span(0, 4, "X"), span(10, 14, "X"))),
                    List.of(document("a", span(4, 8, "X"), span(10, 14, "Y"))))
                .overlap())
        .isEqualTo(new Scores(2, 2, 0));
  }

  @Test
  void namesTheDocumentThatCannotBeCompared() {
    List<AnnotatedDocument> gold = List.of(AnnotatedDocument.of("a", "some text"));

    assertThatThrownBy(
            () -> Evaluator.evaluate(gold, List.of(AnnotatedDocument.of("a", "some test!"))))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("predicted document 'a'")
        .hasMessageContaining("differ at offset 7, lengths 10 and 9");
    assertThatThrownBy(() -> Evaluator.evaluate(gold, List.of(AnnotatedDocument.of("b", "x"))))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("Predicted document 'b' is not among the 1 gold documents");
    assertThatThrownBy(() -> Evaluator.evaluate(List.of(gold.get(0), gold.get(0)), gold))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("Id 'a' occurs twice among the gold documents");
    assertThatThrownBy(() -> Evaluator.evaluate(gold, List.of(gold.get(0), gold.get(0))))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("Id 'a' occurs twice among the predicted documents");
  }

  @Test
  void writesAllFiguresAsJson() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document("a", span(0, 2, "Site"), span(3, 5, "Site"))),
            List.of(document("a", span(0, 2, "Site"))));

    assertThat(evaluation.toJson())
        .isEqualTo(
            """
            {
              "documents": 1,
              "exact": {
                "micro": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "gold": 2,
                  "predicted": 1,
                  "tp": 1
                },
                "macro": {
                  "f1": 0.6666666666666666
                }
              },
              "boundaries": {
                "precision": 1.0,
                "recall": 0.5,
                "f1": 0.6666666666666666,
                "gold": 2,
                "predicted": 1,
                "tp": 1
              },
              "overlap": {
                "precision": 1.0,
                "recall": 0.5,
                "f1": 0.6666666666666666,
                "gold": 2,
                "predicted": 1,
                "tp": 1
              },
              "types": {
                "Site": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "gold": 2,
                  "predicted": 1,
                  "tp": 1
                }
              },
              "semEval": {
                "strict": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "correct": 1,
                  "incorrect": 0,
                  "partial": 0,
                  "missing": 1,
                  "spurious": 0
                },
                "boundaryOnly": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "correct": 1,
                  "incorrect": 0,
                  "partial": 0,
                  "missing": 1,
                  "spurious": 0
                },
                "partial": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "correct": 1,
                  "incorrect": 0,
                  "partial": 0,
                  "missing": 1,
                  "spurious": 0
                },
                "typeOnly": {
                  "precision": 1.0,
                  "recall": 0.5,
                  "f1": 0.6666666666666666,
                  "correct": 1,
                  "incorrect": 0,
                  "partial": 0,
                  "missing": 1,
                  "spurious": 0
                }
              },
              "words": {
                "micro": {
                  "precision": 1.0,
                  "recall": 1.0,
                  "f1": 1.0,
                  "gold": 1,
                  "predicted": 1,
                  "tp": 1
                },
                "types": {
                  "Site": {
                    "precision": 1.0,
                    "recall": 1.0,
                    "f1": 1.0,
                    "gold": 1,
                    "predicted": 1,
                    "tp": 1
                  }
                }
              },
              "errors": {
                "wrongType": 0,
                "wrongBoundary": 0,
                "wrongTypeAndBoundary": 0,
                "missed": 1,
                "spurious": 0,
                "split": 0,
                "merged": 0
              },
              "confusion": {
                "Site": {
                  "Site": 1,
                  "none": 1
                }
              },
              "leftOut": {
                "gold": 0,
                "predicted": 0
              }
            }
            """);
  }

  @Test
  void printsATableAlikeInAnyLocale() {
    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(document("a", span(0, 2, "Manufacturer"), span(3, 5, "Site"))),
            List.of(document("a", span(0, 2, "Manufacturer"))));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(evaluation)
          .hasToString(
              """
              type          precision  recall      F1     gold  predicted    right
              Manufacturer     1.0000  1.0000  1.0000        1          1        1
              Site             0.0000  0.0000  0.0000        1          0        0
              micro            1.0000  0.5000  0.6667        2          1        1
              macro                            0.5000
              boundaries       1.0000  0.5000  0.6667        2          1        1
              overlap          1.0000  0.5000  0.6667        2          1        1
              1 document, 1 error: 1 missed\
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isEqualToTheSameFigures() {
    List<AnnotatedDocument> gold = List.of(document("a", span(0, 2, "X")));

    assertThat(Evaluator.evaluate(gold, gold))
        .isEqualTo(Evaluator.evaluate(gold, gold))
        .hasSameHashCodeAs(Evaluator.evaluate(gold, gold))
        .isNotEqualTo(Evaluator.evaluate(gold, List.of()));
  }

  @Test
  void runsAnExtractorInChunks() {
    List<AnnotatedDocument> gold =
        IntStream.range(0, 1_000)
            .mapToObj(i -> AnnotatedDocument.builder("d" + i, i + " x").span(0, 1, "First").build())
            .toList();
    FirstCharacter extractor = new FirstCharacter();

    Evaluation evaluation =
        Evaluator.evaluate(extractor, Dataset.of(EntitySchema.of("s", "First"), gold));

    assertThat(evaluation.micro()).isEqualTo(new Scores(1_000, 1_000, 1_000));
    assertThat(evaluation.documents()).isEqualTo(1_000);
    assertThat(extractor.chunks).containsExactly(256, 256, 256, 232);
    assertThat(Evaluator.evaluate(extractor, gold)).isEqualTo(evaluation);
  }

  @Test
  void keepsChunksOfLongTextsSmall() {
    String longText = "x".repeat(600_000);
    List<AnnotatedDocument> gold =
        IntStream.range(0, 3).mapToObj(i -> AnnotatedDocument.of("d" + i, longText)).toList();
    FirstCharacter extractor = new FirstCharacter();

    Evaluator.evaluate(extractor, gold);

    assertThat(extractor.chunks).containsExactly(1, 1, 1);
  }

  @Test
  void throwsAFailedExtractionAndNamesItsDocument() {
    List<AnnotatedDocument> gold =
        List.of(AnnotatedDocument.of("good", "x"), AnnotatedDocument.of("bad", ""));

    assertThatThrownBy(() -> Evaluator.evaluate(new FirstCharacter(), gold))
        .isExactlyInstanceOf(InferenceException.class)
        .hasMessage(
            "Document 'bad' could not be extracted, so it cannot be evaluated: nothing there")
        .cause()
        .hasMessage("nothing there");
  }

  @Test
  void throwsThatTheExtractorIsClosed() {
    FirstCharacter extractor = new FirstCharacter();
    extractor.close();

    assertThatThrownBy(() -> Evaluator.evaluate(extractor, List.of(AnnotatedDocument.of("a", "x"))))
        .isExactlyInstanceOf(ExtractorClosedException.class);
  }

  /** Finds the first character of a text. */
  private static final class FirstCharacter implements Extractor {

    private final List<Integer> chunks = new ArrayList<>();
    private boolean closed;

    @Override
    public EntitySchema schema() {
      return EntitySchema.of("s", "First");
    }

    @Override
    public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
      chunks.add(texts.size());
      return Extractor.super.extractAll(texts, options);
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      if (closed) {
        throw new ExtractorClosedException("closed");
      }
      if (text.isEmpty()) {
        throw new InferenceException("nothing there");
      }
      return Extraction.builder(text)
          .entity(new Entity(0, 1, text.substring(0, 1), "First", 1, "test"))
          .build();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
