package io.nerine.samples.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Spoils the bytes of a file in ways that readers meet: damage, wrong values, foreign pieces. */
final class FuzzMutation {

  private static final int MOST_BYTES = 1 << 19;

  private static final List<String> TOKENS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "true",
          "-1",
          "0",
          "1e999",
          "1.5",
          "99999999999",
          "2147483648",
          "-9223372036854775809",
          "\"\"",
          "[]",
          "{}",
          "\n",
          "\r\n",
          "\n\n",
          "\t",
          " ",
          "\u00A0",
          "\uFEFF",
          "\u0000",
          "<",
          ">",
          "</",
          "&",
          "&amp;",
          "&#0;",
          "&#x110000;",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>",
          "]]>",
          "<![CDATA[",
          "<START:x> ",
          " <END>",
          "B-",
          "I-",
          "E-",
          "S-",
          "O",
          "_",
          "*",
          "|",
          "|t|",
          "T1\t",
          "R1\t",
          "#",
          "#Text=",
          "-DOCSTART-",
          ";",
          "%",
          "\uD83D\uDE00",
          "e\u0301",
          "\u202E",
          "\\ud800",
          "\\u0000",
          "[1]",
          "*[2]|",
          "1-1\t",
          "0 0;0 0");

  private final Random random;

  FuzzMutation(long seed) {
    this.random = new Random(seed);
  }

  /** Spoils a file one to four times; another file gives foreign pieces. */
  byte[] spoilt(byte[] content, byte[] other) {
    byte[] spoilt = content;
    for (int i = random.nextInt(4); i >= 0; i--) {
      spoilt = once(spoilt, other);
      if (spoilt.length > MOST_BYTES) {
        return Arrays.copyOf(spoilt, MOST_BYTES);
      }
    }
    return spoilt;
  }

  private byte[] once(byte[] content, byte[] other) {
    int at = random.nextInt(content.length + 1);
    return switch (random.nextInt(9)) {
      case 0 -> flipped(content);
      case 1 -> Arrays.copyOf(content, at);
      case 2 -> spliced(content, at, at, piece(content, random.nextInt(2_000)));
      case 3 -> spliced(content, at, at, piece(other, random.nextInt(500)));
      case 4 -> spliced(content, at, Math.min(content.length, at + random.nextInt(40)), token());
      case 5 -> spliced(content, at, at, token());
      case 6 -> numberChanged(content, at);
      case 7 -> linesSwapped(content);
      default -> spliced(content, at, at, repeated(token(), 1 + random.nextInt(3_000)));
    };
  }

  private byte[] flipped(byte[] content) {
    byte[] flipped = content.clone();
    for (int i = random.nextInt(8); i >= 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] token() {
    return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] piece(byte[] content, int length) {
    int start = random.nextInt(content.length + 1);
    return Arrays.copyOfRange(content, start, Math.min(content.length, start + length));
  }

  private static byte[] repeated(byte[] token, int times) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      bytes.writeBytes(token);
    }
    return bytes.toByteArray();
  }

  /** Puts another number in place of the first behind an offset. */
  private byte[] numberChanged(byte[] content, int from) {
    int start = from;
    while (start < content.length && !isDigit(content[start])) {
      start++;
    }
    int end = start;
    while (end < content.length && isDigit(content[end])) {
      end++;
    }
    String number =
        switch (random.nextInt(4)) {
          case 0 -> String.valueOf(random.nextInt());
          case 1 -> String.valueOf(random.nextInt(60));
          case 2 -> "9".repeat(1 + random.nextInt(40));
          default -> "0";
        };
    return spliced(content, start, end, number.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isDigit(byte unit) {
    return unit >= '0' && unit <= '9';
  }

  private byte[] linesSwapped(byte[] content) {
    // Latin-1 keeps every byte.
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)");
    int first = random.nextInt(lines.length);
    int second = random.nextInt(lines.length);
    String line = lines[first];
    lines[first] = lines[second];
    lines[second] = line;
    return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] spliced(byte[] content, int start, int end, byte[] more) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length + more.length);
    bytes.write(content, 0, start);
    bytes.writeBytes(more);
    bytes.write(content, end, content.length - end);
    return bytes.toByteArray();
  }
}
