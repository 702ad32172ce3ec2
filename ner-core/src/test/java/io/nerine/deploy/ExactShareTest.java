package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactShareTest {

  @Test
  void aTenthIsEveryTenth() {
    ExactShare share = new ExactShare(0.1);
    assertThat(IntStream.rangeClosed(1, 40).filter(i -> share.next()))
        .containsExactly(10, 20, 30, 40);
  }

  @Property(tries = 300)
  void ofTheFirstThingsTheShareIsPickedAtAnyMoment(
      @ForAll @IntRange(max = 1_000) int thousandths, @ForAll @IntRange(max = 3_000) int things) {
    ExactShare share = new ExactShare(thousandths / 1000.0);
    long picked = IntStream.range(0, things).filter(i -> share.next()).count();
    assertThat(picked).isEqualTo((long) things * thousandths / 1000);
  }

  @Property(tries = 300)
  void whatASmallShareOfTheTextsPicksAGreaterOnePicksToo(
      @ForAll String text,
      @ForAll @DoubleRange(max = 1) double one,
      @ForAll @DoubleRange(max = 1) double other) {
    ExactShare small = new ExactShare(Math.min(one, other));
    ExactShare great = new ExactShare(Math.max(one, other));
    assertThat(small.picks(text)).isEqualTo(small.picks(new String(text.toCharArray())));
    if (small.picks(text)) {
      assertThat(great.picks(text)).isTrue();
    }
    assertThat(new ExactShare(0).picks(text)).isFalse();
    assertThat(new ExactShare(1).picks(text)).isTrue();
  }

  @Test
  void ofManyTextsTheShareIsPickedOnAverage() {
    ExactShare share = new ExactShare(0.1);
    long picked = IntStream.range(0, 100_000).filter(i -> share.picks("ticket " + i)).count();
    // Five standard deviations of a fair draw.
    assertThat(picked).isBetween(9_525L, 10_475L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoShare(double share) {
    assertThatThrownBy(() -> new ExactShare(share))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be 0 to 1, found " + share);
  }
}
