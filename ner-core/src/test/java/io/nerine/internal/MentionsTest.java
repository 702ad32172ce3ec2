package io.nerine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MentionsTest {

  @Property(tries = 1000)
  void theNearestPlaceIsThatOfASearchAtEachOffset(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 40) String text,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 4) String mention,
      @ForAll @IntRange(max = 40) int offset,
      @ForAll @IntRange(max = 12) int reach) {
    int from = Math.min(offset, text.length());

    int expected = -1;
    for (int distance = 0; distance <= reach && expected == -1 && !mention.isEmpty(); distance++) {
      boolean before = from >= distance && text.startsWith(mention, from - distance);
      boolean behind = text.startsWith(mention, from + distance);
      if (before && behind && distance > 0) {
        break;
      }
      expected = before ? from - distance : behind ? from + distance : -1;
    }

    assertThat(Mentions.nearest(mention, text, from, reach))
        .isEqualTo(mention.length() > reach ? -1 : expected);
  }

  @Test
  void formsOfOneTextAreTheSame() {
    String text = "x Jose\u0301\r\nO\u00A0Neill \uD834\uDD60 x";
    assertThat(Mentions.same("Jos\u00E9\nO Neill", text, 2, 16)).isTrue();
    assertThat(Mentions.same("Jos\u00E9\nO Neil", text, 2, 16)).isFalse();
    assertThat(Mentions.same("\uD834\uDD58\uD834\uDD65\uD834\uDD6E", text, 17, 19)).isTrue();
    assertThat(Mentions.same("", text, 2, 3)).isFalse();
  }
}
