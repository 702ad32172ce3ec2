package io.nerine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class OffsetMapTest {

  /** A family of three, a flag and an accented letter. */
  private static final String TEXT =
      "a\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67b\uD83C\uDDF3\uD83C\uDDF4e\u0301";

  @Test
  void countsCodePoints() {
    OffsetMap map = OffsetMap.of("\uD83D\uDE00 Anna", OffsetEncoding.CODE_POINT);
    assertThat(map.length()).isEqualTo(6);
    assertThat(map.fromUtf16(3)).isEqualTo(2);
    assertThat(map.toUtf16(2)).isEqualTo(3);
    assertThat(map.fromUtf16(1)).isZero();
  }

  @Test
  void countsWhatAReaderSees() {
    OffsetMap map = OffsetMap.of(TEXT, OffsetEncoding.GRAPHEME);
    assertThat(map.length()).isEqualTo(5);
    assertThat(map.toUtf16(2)).isEqualTo(9);
    assertThat(map.fromUtf16(9)).isEqualTo(2);
    assertThat(map.fromUtf16(5)).isEqualTo(1);
    assertThat(map.toUtf16(5)).isEqualTo(TEXT.length());
  }

  @Test
  void countsBytes() {
    OffsetMap map = OffsetMap.of(TEXT, OffsetEncoding.UTF8);
    assertThat(map.length()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8).length);
    assertThat(map.toUtf16(1)).isEqualTo(1);
    assertThat(map.toUtf16(5)).isEqualTo(3);
    assertThatThrownBy(() -> map.toUtf16(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inside a character");
  }

  @Test
  void refusesOffsetsOutsideTheText() {
    OffsetMap map = OffsetMap.of("ab", OffsetEncoding.CODE_POINT);
    assertThatThrownBy(() -> map.fromUtf16(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> map.fromUtf16(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> map.toUtf16(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anEmptyTextHasOneOffset() {
    for (OffsetEncoding encoding : OffsetEncoding.values()) {
      OffsetMap map = OffsetMap.of("", encoding);
      assertThat(map.length()).isZero();
      assertThat(map.fromUtf16(0)).isZero();
      assertThat(map.toUtf16(0)).isZero();
    }
  }

  @Property
  void thereAndBackIsTheStartOfTheCharacter(
      @ForAll @StringLength(max = 60) String text, @ForAll OffsetEncoding encoding) {
    OffsetMap map = OffsetMap.of(text, encoding);
    int last = -1;
    for (int i = 0; i <= text.length(); i++) {
      int encoded = map.fromUtf16(i);
      assertThat(encoded).isGreaterThanOrEqualTo(last);
      int back = map.toUtf16(encoded);
      assertThat(back).isLessThanOrEqualTo(i);
      assertThat(map.fromUtf16(back)).isEqualTo(encoded);
      last = encoded;
    }
  }

  @Property
  void codePointsAreThoseOfTheJdk(@ForAll @StringLength(max = 60) String text) {
    OffsetMap map = OffsetMap.of(text, OffsetEncoding.CODE_POINT);
    assertThat(map.length()).isEqualTo(text.codePointCount(0, text.length()));
    for (int i = 0; i <= map.length(); i++) {
      assertThat(map.toUtf16(i)).isEqualTo(text.offsetByCodePoints(0, i));
    }
  }
}
