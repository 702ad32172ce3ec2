package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlicingTest {

  private static final String TEXT = "Replace valve GX-4471-B at Ulm, then call Ines Okafor. 東京支店";

  private static final AnnotatedDocument DOCUMENT =
      AnnotatedDocument.builder("t-1", TEXT)
          .language("en")
          .metadata("line", 7)
          .metadata("shift", null)
          .build();

  private static EntitySpan span(String mention, String type) {
    int start = TEXT.indexOf(mention);
    return new EntitySpan(start, start + mention.length(), type);
  }

  private static Optional<String> slice(Slicing slicing, String mention) {
    return slicing.slice(DOCUMENT, span(mention, "Site"));
  }

  @Test
  void bySeenMentions() {
    Slicing seen =
        Slicing.seen(
            List.of(
                AnnotatedDocument.builder("a", "Ulm and valve").span(0, 3, "Site").build(),
                AnnotatedDocument.builder("b", "valve").span(0, 5, "Part").build()));

    assertThat(slice(seen, "Ulm")).hasValue("seen");
    assertThat(slice(seen, "valve")).hasValue("seen as another type");
    assertThat(slice(seen, "Ines")).hasValue("unseen");
    assertThat(slice(Slicing.seen(Set.of("Ulm")), "Ulm")).hasValue("seen");
    assertThat(slice(Slicing.seen(Set.of("ulm")), "Ulm")).hasValue("unseen");
  }

  @Test
  void byFrequency() {
    AnnotatedDocument often =
        AnnotatedDocument.builder("a", "Ulm Ulm Ulm Ines")
            .span(0, 3, "Site")
            .span(4, 7, "Person")
            .span(8, 11, "Site")
            .span(12, 16, "Person")
            .build();
    Slicing frequency = Slicing.frequency(List.of(often));

    assertThat(slice(frequency, "Ulm")).hasValue("2-4");
    assertThat(slice(frequency, "Ines")).hasValue("1");
    assertThat(slice(frequency, "valve")).hasValue("0");
  }

  @Test
  void byLength() {
    assertThat(slice(Slicing.words(), "Ulm")).hasValue("1");
    assertThat(slice(Slicing.words(), "Ines Okafor")).hasValue("2");
    assertThat(slice(Slicing.words(), "GX-4471-B")).hasValue("5-9");
    assertThat(slice(Slicing.words(), "東京支店")).hasValue("4");
    assertThat(slice(Slicing.words(), " ")).hasValue("0");
    assertThat(slice(Slicing.words(), TEXT)).hasValue("10+");
    assertThat(slice(Slicing.characters(), "at")).hasValue("1-2");
    assertThat(slice(Slicing.characters(), "Ulm")).hasValue("3-4");
    assertThat(slice(Slicing.characters(), "GX-4471-B")).hasValue("5-9");
    assertThat(slice(Slicing.characters(), TEXT)).hasValue("50+");
    AnnotatedDocument emoji = AnnotatedDocument.of("e", "\uD83D\uDE00\uD83D\uDE00");
    assertThat(Slicing.characters().slice(emoji, new EntitySpan(0, 4, "X"))).hasValue("1-2");
  }

  @Test
  void byPosition() {
    assertThat(slice(Slicing.position(), "Replace")).hasValue("1st quarter");
    assertThat(slice(Slicing.position(), "at Ulm")).hasValue("2nd quarter");
    assertThat(slice(Slicing.position(), "call")).hasValue("3rd quarter");
    assertThat(slice(Slicing.position(), "東京支店")).hasValue("4th quarter");
    assertThat(slice(Slicing.offset(), "Ulm")).hasValue("0-499");
    AnnotatedDocument huge = AnnotatedDocument.of("h", "x".repeat(1_200_000));
    EntitySpan late = new EntitySpan(1_199_000, 1_199_001, "X");
    assertThat(Slicing.offset().slice(huge, late)).hasValue("100000+");
    assertThat(Slicing.position().slice(huge, late)).hasValue("4th quarter");
  }

  @Test
  void byDocument() {
    assertThat(slice(Slicing.language(), "Ulm")).hasValue("en");
    assertThat(slice(Slicing.metadata("line"), "Ulm")).hasValue("7");
    assertThat(slice(Slicing.metadata("shift"), "Ulm")).hasValue(Slicing.NONE);
    assertThat(slice(Slicing.metadata("machine"), "Ulm")).hasValue(Slicing.NONE);
    assertThat(Slicing.language().slice(AnnotatedDocument.of("e", "x"), new EntitySpan(0, 1, "X")))
        .hasValue(Slicing.NONE);
  }

  @Test
  void scoresEachSliceApart() {
    AnnotatedDocument gold =
        DOCUMENT.toBuilder()
            .span(span("GX-4471-B", "Part"))
            .span(span("Ulm", "Site"))
            .span(span("Ines Okafor", "Person"))
            .build();
    AnnotatedDocument predicted =
        DOCUMENT.toBuilder()
            .span(span("GX-4471-B", "Part"))
            .span(span("Ulm, then", "Site"))
            .span(span("call", "Person"))
            .build();
    EvaluationOptions options =
        EvaluationOptions.builder()
            .slice("words", Slicing.words())
            .slice("sites", (d, mention) -> Optional.of(mention.type()).filter("Site"::equals))
            .build();

    Evaluation evaluation = Evaluator.evaluate(List.of(gold), List.of(predicted), options);

    assertThat(evaluation.slices().keySet()).containsExactly("words", "sites");
    assertThat(evaluation.slices().get("words"))
        .containsExactly(
            Map.entry("1", new Scores(1, 1, 0)),
            Map.entry("2", new Scores(1, 0, 0)),
            Map.entry("3", new Scores(0, 1, 0)),
            Map.entry("5-9", new Scores(1, 1, 1)));
    assertThat(evaluation.slices().get("sites"))
        .containsExactly(Map.entry("Site", new Scores(1, 1, 0)));
    assertThat(evaluation.slices().get("words").values().stream().reduce(Scores.NONE, Scores::plus))
        .isEqualTo(evaluation.micro());
    assertThat(evaluation.toMap().get("slices"))
        .asString()
        .startsWith("{words=[{slice=1, precision=0.0, recall=0.0");
  }

  @Test
  void aRightPredictionFallsWhereItsGoldMentionDoes() {
    EntitySpan reviewed = new EntitySpan(0, 7, "Verb", Map.of("annotator", "ines"));
    EvaluationOptions options =
        EvaluationOptions.builder()
            .slice(
                "annotator",
                (d, mention) -> Optional.ofNullable(mention.attributes().get("annotator")))
            .build();

    Evaluation evaluation =
        Evaluator.evaluate(
            List.of(DOCUMENT.toBuilder().span(reviewed).build()),
            List.of(DOCUMENT.toBuilder().span(0, 7, "Verb").span(9, 12, "Verb").build()),
            options);

    assertThat(evaluation.slices().get("annotator"))
        .containsExactly(Map.entry("ines", new Scores(1, 1, 1)));
  }

  @Test
  void sortsSlicesByTheNumberTheyBeginWith() {
    EvaluationOptions options =
        EvaluationOptions.builder()
            .slice(
                "n",
                (d, mention) -> Optional.of(List.of("10+", "2-4", "b", "a").get(mention.start())))
            .build();
    AnnotatedDocument gold =
        DOCUMENT.toBuilder()
            .span(0, 9, "A")
            .span(1, 9, "A")
            .span(2, 9, "A")
            .span(3, 9, "A")
            .build();

    assertThat(Evaluator.evaluate(List.of(gold), List.of(), options).slices().get("n").keySet())
        .containsExactly("2-4", "10+", "a", "b");
  }

  @Test
  void refusesWhatCannotBeASlicing() {
    EvaluationOptions.Builder builder = EvaluationOptions.builder();

    assertThatThrownBy(() -> builder.slice(" ", Slicing.words()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must not be blank");
    assertThatThrownBy(() -> builder.slice("\uD83D", Slicing.words()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired surrogate");
    EvaluationOptions options =
        EvaluationOptions.builder().slice("x", (d, mention) -> null).build();
    List<AnnotatedDocument> gold = List.of(DOCUMENT.toBuilder().span(0, 7, "Verb").build());
    assertThatThrownBy(() -> Evaluator.evaluate(gold, List.of(), options))
        .isExactlyInstanceOf(NullPointerException.class)
        .hasMessage("the slice by 'x' is null");
  }
}
