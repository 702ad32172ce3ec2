package io.nerine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CharSpanTest {

  @Test
  void endsAreExclusive() {
    CharSpan span = new CharSpan(2, 5);
    assertThat(span.length()).isEqualTo(3);
    assertThat(span.overlaps(new CharSpan(5, 7))).isFalse();
    assertThat(span.overlaps(new CharSpan(4, 7))).isTrue();
    assertThat(span.contains(new CharSpan(2, 5))).isTrue();
    assertThat(span.contains(new CharSpan(2, 6))).isFalse();
  }

  @Test
  void isOrderedByStartThenEnd() {
    assertThat(new CharSpan(1, 9)).isLessThan(new CharSpan(2, 3));
    assertThat(new CharSpan(1, 2)).isLessThan(new CharSpan(1, 3));
  }

  @Test
  void refusesReversedSpans() {
    assertThatThrownBy(() -> new CharSpan(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CharSpan(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
