package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedSummaryTest {

  private static final AnnotatedDocument GOLD =
      AnnotatedDocument.builder("a", "Ulm Ulm Ulm Ulm Ulm")
          .span(0, 3, "Site")
          .span(4, 7, "Site")
          .span(8, 11, "Site")
          .span(12, 15, "Site")
          .span(16, 19, "Site")
          .build();

  private static Evaluation finding(int mentions) {
    return Evaluator.evaluate(
        List.of(GOLD),
        List.of(GOLD.toBuilder().clearSpans().spans(GOLD.spans().subList(0, mentions)).build()));
  }

  @Test
  void summarisesRuns() {
    SeedFigure recall =
        SeedSummary.of(List.of(finding(3), finding(4), finding(5))).micro(Measure.RECALL);

    assertThat(recall.runs()).isEqualTo(3);
    assertThat(recall.mean()).isEqualTo(0.8, within(1e-15));
    assertThat(recall.standardDeviation()).isEqualTo(0.2, within(1e-15));
    assertThat(recall.min()).isEqualTo(0.6);
    assertThat(recall.max()).isEqualTo(1);
    // t with 2 degrees of freedom is 4.3027.
    assertThat(recall.low()).isEqualTo(0.8 - 4.30265 * 0.2 / Math.sqrt(3), within(1e-5));
    assertThat(recall.high()).isEqualTo(1);
    assertThat(recall).hasToString("0.8000 +- 0.2000 (0.6000 to 1.0000 in 3 runs)");
  }

  @Test
  void hasNoSpreadWhereAllRunsAreAlike() {
    SeedSummary summary = SeedSummary.of(List.of(finding(4), finding(4)));

    assertThat(summary.micro(Measure.F1).standardDeviation()).isZero();
    assertThat(summary.macroF1().low()).isEqualTo(summary.macroF1().high());
    assertThat(summary.type("Site", Measure.PRECISION).mean()).isEqualTo(1);
  }

  @Test
  void takesATypeThatARunDoesNotPredictForZero() {
    Evaluation spurious =
        Evaluator.evaluate(List.of(GOLD), List.of(GOLD.toBuilder().span(0, 7, "Date").build()));

    SeedSummary summary = SeedSummary.of(List.of(finding(5), spurious));

    assertThat(summary.types()).containsExactly("Date", "Site");
    assertThat(summary.type("Date", Measure.F1).max()).isZero();
    assertThat(summary.toMap().keySet())
        .containsExactly("runs", "level", "micro", "macroF1", "boundaries", "overlap", "types");
    assertThat(summary.toString().lines()).hasSize(4);
  }

  @Test
  void refusesTooFewRunsAndOtherDocuments() {
    List<Evaluation> other = new ArrayList<>(List.of(finding(1)));
    other.add(Evaluator.evaluate(List.of(AnnotatedDocument.of("b", "x")), List.of()));

    assertThatThrownBy(() -> SeedSummary.of(List.of(finding(1))))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("A summary needs two evaluations or more, found 1");
    assertThatThrownBy(() -> SeedSummary.of(other))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("'a', is of the first evaluation alone");
    assertThatThrownBy(() -> SeedSummary.of(List.of(finding(1), finding(2)), 1.5))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SeedSummary.of(List.of(finding(1), finding(2))).type("X", Measure.F1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are [Site]");
  }
}
