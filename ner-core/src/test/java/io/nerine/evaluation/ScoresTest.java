package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ScoresTest {

  @Test
  void computesPrecisionRecallAndF1() {
    Scores scores = new Scores(10, 8, 6);

    assertThat(scores.precision()).isEqualTo(0.75);
    assertThat(scores.recall()).isEqualTo(0.6);
    assertThat(scores.f1()).isEqualTo(2 * 0.75 * 0.6 / (0.75 + 0.6));
  }

  @Test
  void isZeroWhereNothingIsDefined() {
    assertThat(new Scores(0, 0, 0).f1()).isZero();
    assertThat(new Scores(5, 0, 0).precision()).isZero();
    assertThat(new Scores(0, 5, 0).recall()).isZero();
    assertThat(new Scores(5, 5, 0).f1()).isZero();
  }

  @Test
  void isOneWhereAllIsRight() {
    assertThat(new Scores(3, 3, 3).f1()).isEqualTo(1);
  }

  @Test
  void adds() {
    assertThat(new Scores(3, 2, 1).plus(new Scores(1, 1, 1))).isEqualTo(new Scores(4, 3, 2));
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatThrownBy(() -> new Scores(1, 2, 2))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2 of 1 gold, 2 predicted");
    assertThatThrownBy(() -> new Scores(2, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scores(-1, -1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsAlikeInAnyLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new Scores(10, 8, 6))
          .hasToString("P 0.7500 R 0.6000 F1 0.6667 (10 gold, 8 predicted, 6 right)");
    } finally {
      Locale.setDefault(before);
    }
  }
}
