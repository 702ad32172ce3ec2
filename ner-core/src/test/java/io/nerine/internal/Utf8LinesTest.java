package io.nerine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8LinesTest {

  private static List<String> lines(String content) throws Exception {
    List<String> result = new ArrayList<>();
    try (Utf8Lines lines = lines(content, 1 << 20)) {
      while (lines.next()) {
        result.add(lines.number() + ":" + lines.text());
      }
      assertThat(lines.next()).as("after the end").isFalse();
    }
    return result;
  }

  private static Utf8Lines lines(String content, int maxLineBytes) {
    return new Utf8Lines(
        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), maxLineBytes);
  }

  @Test
  void splitsAtEveryKindOfLineEnd() throws Exception {
    assertThat(lines("a\nb\r\nc\rd\n\n\r\re"))
        .containsExactly("1:a", "2:b", "3:c", "4:d", "5:", "6:", "7:", "8:e");
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly("1:");
    assertThat(lines("\r\n")).containsExactly("1:");
    assertThat(lines("a")).containsExactly("1:a");
  }

  @Test
  void doesNotSplitAtUnicodeSeparators() throws Exception {
    assertThat(lines("a\u2028b\u0085c")).containsExactly("1:a\u2028b\u0085c");
  }

  @Test
  void findsLineEndsOnTheEdgesOfItsBuffer() throws Exception {
    for (int length = (1 << 16) - 3; length <= (1 << 16) + 1; length++) {
      String first = "x".repeat(length);

      assertThat(lines(first + "\r\nyé")).containsExactly("1:" + first, "2:yé");
      assertThat(lines(first + "é\n")).containsExactly("1:" + first + "é");
    }
  }

  @Test
  void dropsAByteOrderMarkAtTheStartOnly() throws Exception {
    assertThat(lines("\uFEFFa\n\uFEFFb")).containsExactly("1:a", "2:\uFEFFb");
    assertThat(lines("\uFEFF")).containsExactly("1:");
  }

  @Test
  void refusesALineBeyondTheLimit() throws IOException {
    try (Utf8Lines lines = lines("12345\n123456\n", 5)) {
      assertThat(lines.next()).isTrue();
      assertThatThrownBy(lines::next)
          .isInstanceOf(IOException.class)
          .hasMessage("line 2 is longer than 5 bytes; write one document a line");
    }
  }
}
