package io.nerine.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.text.Words;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;

class WordsLawTests {

  @Property(tries = 2000)
  void wordsAreOrderedBoundedAndWholeAndLeaveOutOnlyWhatIsInvisible(
      @ForAll @From(supplier = UnicodeTexts.class) String text) {
    Words words = Words.of(text);
    int before = 0;
    for (int i = 0; i < words.size(); i++) {
      assertThat(words.start(i)).isGreaterThanOrEqualTo(before);
      assertInvisible(text, before, words.start(i));
      assertThat(words.end(i) - words.start(i)).isBetween(1, 64);
      assertNotInsidePair(text, words.start(i));
      assertNotInsidePair(text, words.end(i));
      before = words.end(i);
    }
    assertInvisible(text, before, text.length());
  }

  private static void assertInvisible(String text, int from, int to) {
    text.substring(from, to)
        .codePoints()
        .forEach(
            c ->
                assertThat(
                        Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT)
                    .as("U+%04X is visible", c)
                    .isTrue());
  }

  private static void assertNotInsidePair(String text, int offset) {
    if (offset > 0 && offset < text.length()) {
      assertThat(Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset))).isFalse();
    }
  }
}
