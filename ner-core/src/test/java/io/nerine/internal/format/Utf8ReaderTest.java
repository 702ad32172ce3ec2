package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8ReaderTest {

  private static final String MIXED = "a\u00E4\u6771\uD83D\uDE9A";

  private static Utf8Reader reader(byte[] bytes, long limit) {
    return new Utf8Reader(new ByteArrayInputStream(bytes), limit);
  }

  private static String read(byte[] bytes) throws IOException {
    StringWriter text = new StringWriter();
    try (Reader in = reader(bytes, Long.MAX_VALUE)) {
      in.transferTo(text);
    }
    return text.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void decodesAcrossItsBuffers() throws IOException {
    for (int shift = 0; shift < 8; shift++) {
      String text = "x".repeat(shift) + MIXED.repeat(20_000);
      assertThat(read(utf8(text))).isEqualTo(text);
    }
  }

  @Test
  void skipsOneByteOrderMarkAtTheBeginning() throws IOException {
    assertThat(read(utf8("\uFEFFa\uFEFF"))).isEqualTo("a\uFEFF");
    assertThat(read(utf8("\uFEFF\uFEFF"))).isEqualTo("\uFEFF");
    assertThat(read(utf8(""))).isEmpty();
    assertThat(read(utf8("a"))).isEqualTo("a");
  }

  @Test
  void givesAllBeforeWrongBytes() throws IOException {
    byte[] bytes = utf8(MIXED.repeat(10_000) + "?");
    bytes[bytes.length - 1] = (byte) 0xC3;
    StringWriter text = new StringWriter();
    Reader in = reader(bytes, Long.MAX_VALUE);
    assertThatThrownBy(() -> in.transferTo(text))
        .isInstanceOf(Utf8Reader.UnreadableException.class)
        .hasMessage("not UTF-8: byte 0xC3");
    assertThat(text.toString()).isEqualTo(MIXED.repeat(10_000));
  }

  @Test
  void givesOneUnitOfAPairAtATime() throws IOException {
    try (Reader in = reader(utf8("\uD83D\uDE9A"), 100)) {
      assertThat(in.read()).isEqualTo(0xD83D);
      assertThat(in.read()).isEqualTo(0xDE9A);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new char[0], 0, 0)).isZero();
    }
  }

  @Test
  void boundsWhatOneRecordTakes() throws IOException {
    byte[] bytes = new byte[1 << 20];
    Arrays.fill(bytes, (byte) 'x');
    assertThatThrownBy(() -> reader(bytes, 1 << 18).transferTo(new StringWriter()))
        .hasMessageContaining("a record is longer than 262144 bytes");
    try (Utf8Reader in = reader(bytes, 1 << 18)) {
      char[] buffer = new char[1 << 16];
      long read = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
        in.startRecord();
      }
      assertThat(read).isEqualTo(bytes.length);
    }
  }
}
