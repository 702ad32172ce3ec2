package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  private static final AnnotatedDocument DOCUMENT = AnnotatedDocument.of("d", "x".repeat(60));

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static Evaluation evaluate(List<EntitySpan> gold, List<EntitySpan> predicted) {
    return Evaluator.evaluate(
        List.of(DOCUMENT.toBuilder().spans(gold).build()),
        List.of(DOCUMENT.toBuilder().spans(predicted).build()));
  }

  private final ConfusionMatrix matrix =
      evaluate(
              List.of(
                  span(0, 4, "Site"),
                  span(5, 9, "Site"),
                  span(10, 14, "Site"),
                  span(20, 24, "City")),
              List.of(
                  span(0, 4, "Site"),
                  span(5, 9, "City"),
                  span(9, 13, "City"),
                  span(30, 34, "City")))
          .confusion();

  @Test
  void countsCells() {
    assertThat(matrix.types()).containsExactly("City", "Site");
    assertThat(matrix.count("Site", "Site")).isEqualTo(1);
    assertThat(matrix.count("Site", "City")).isEqualTo(2);
    assertThat(matrix.count("City", "Site")).isZero();
    assertThat(matrix.missed("City")).isEqualTo(1);
    assertThat(matrix.missed("Site")).isZero();
    assertThat(matrix.spurious("City")).isEqualTo(1);
    assertThat(matrix.count("Site", "Planet")).isZero();
    assertThat(matrix.count("Planet", "Planet")).isZero();
    assertThat(matrix.missed("Planet")).isZero();
    assertThat(matrix.confusions())
        .containsExactly(new ConfusionMatrix.Confusion("Site", "City", 2));
    assertThatThrownBy(() -> matrix.missed(null)).hasMessage("actual");
  }

  @Test
  void writesMapAndJson() {
    assertThat(matrix.toMap())
        .isEqualTo(
            Map.of(
                "City", Map.of("none", 1),
                "Site", Map.of("City", 2, "Site", 1),
                "none", Map.of("City", 1)));
    assertThat(matrix.toJson()).startsWith("{\n  \"City\": {\n    \"none\": 1\n  },\n");
  }

  @Test
  void writesCommaSeparatedValues() {
    assertThat(matrix.toCsv())
        .isEqualTo(
            """
            actual \\ predicted,City,Site,none
            City,0,0,1
            Site,2,1,0
            none,1,0,0
            """);
    assertThat(evaluate(List.of(span(0, 4, "a \"b\", c")), List.of()).confusion().toCsv())
        .isEqualTo(
            """
            actual \\ predicted,"a ""b"", c",none
            "a ""b"", c",0,1
            none,0,0
            """);
  }

  @Test
  void givesNoneAnotherNameWhereATypeHasIt() {
    ConfusionMatrix odd =
        evaluate(List.of(span(0, 4, "none")), List.of(span(5, 9, "none_"))).confusion();

    assertThat(odd.none()).isEqualTo("none__");
    assertThat(odd.toMap())
        .isEqualTo(Map.of("none", Map.of("none__", 1), "none__", Map.of("none_", 1)));
    assertThat(odd.toCsv()).startsWith("actual \\ predicted,none,none_,none__\n");
  }

  @Test
  void isEmptyWithoutMentions() {
    ConfusionMatrix empty = evaluate(List.of(), List.of()).confusion();

    assertThat(empty.toMap()).isEmpty();
    assertThat(empty.toCsv()).isEqualTo("actual \\ predicted,none\nnone,0\n");
    assertThat(empty).hasToString("actual   none\nnone        0");
    assertThat(empty).isEqualTo(evaluate(List.of(), List.of()).confusion()).isNotEqualTo(matrix);
  }

  @Property
  void marginsAddUp(
      @ForAll("mentions") List<EntitySpan> gold, @ForAll("mentions") List<EntitySpan> predicted) {
    Evaluation evaluation = evaluate(gold, predicted);
    ConfusionMatrix confusion = evaluation.confusion();

    for (Map.Entry<String, Scores> type : evaluation.types().entrySet()) {
      int row = confusion.missed(type.getKey());
      int column = confusion.spurious(type.getKey());
      for (String other : confusion.types()) {
        row += other.equals(type.getKey()) ? 0 : confusion.count(type.getKey(), other);
        column += other.equals(type.getKey()) ? 0 : confusion.count(other, type.getKey());
      }
      assertThat(confusion.count(type.getKey(), type.getKey()))
          .isEqualTo(type.getValue().truePositives());
      assertThat(row).isEqualTo(type.getValue().falseNegatives());
      assertThat(column).isEqualTo(type.getValue().falsePositives());
      assertThat(confusion.missed(type.getKey())).isNotNegative();
      assertThat(confusion.spurious(type.getKey())).isNotNegative();
    }
  }

  @Provide
  Arbitrary<List<EntitySpan>> mentions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 50),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of("A", "B", "C"))
        .as((start, length, type) -> span(start, start + length, type))
        .list()
        .ofMaxSize(12);
  }
}
