package io.nerine.quality;

import io.nerine.text.CharSpan;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds text that was written as UTF-8 and read as Windows-1252, as in {@code MÃ¼nchen}: characters
 * that would be the bytes of one character in UTF-8. A short sequence that could be meant, such as
 * a capital before a dash or a closing quote, counts only where there are several, and little else
 * that is not ASCII.
 */
final class Mojibake {

  private static final int FIRST_LEAD = 0xC2;
  private static final int LAST_LEAD = 0xF4;
  private static final String CONTINUATIONS = continuations();

  private Mojibake() {}

  /** The characters as which Windows-1252 reads the bytes 80 to BF, in their order. */
  private static String continuations() {
    byte[] bytes = new byte[0x40];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (0x80 + i);
    }
    char[] read = new String(bytes, Charset.forName("windows-1252")).toCharArray();
    for (int i = 0; i < read.length; i++) {
      // The five bytes without a character are controls to most decoders.
      read[i] = read[i] == '\uFFFD' ? (char) (0x80 + i) : read[i];
    }
    return new String(read);
  }

  /** {@return the first places, at most so many} */
  static List<CharSpan> find(String text, int limit) {
    List<CharSpan> certain = new ArrayList<>();
    List<CharSpan> possible = new ArrayList<>();
    int others = 0;
    for (int i = 0; i < text.length() && certain.size() < limit; ) {
      int length = sequence(text, i);
      if (length == 0) {
        others += text.charAt(i) < 0x80 ? 0 : 1;
        i++;
        continue;
      }
      CharSpan span = new CharSpan(i, i + length);
      possible.add(span);
      if (length > 2 || isCertain(text.charAt(i), text.charAt(i + 1))) {
        certain.add(span);
      }
      i += length;
    }
    boolean likely = possible.size() > 1 && possible.size() > others;
    List<CharSpan> found = certain.isEmpty() && likely ? possible : certain;
    return found.subList(0, Math.min(limit, found.size()));
  }

  /** The length of the sequence that begins at an offset, or 0. */
  private static int sequence(String text, int offset) {
    char lead = text.charAt(offset);
    if (lead < FIRST_LEAD || lead > LAST_LEAD) {
      return 0;
    }
    int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (offset + length > text.length()) {
      return 0;
    }
    int codePoint = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; i++) {
      int bits = CONTINUATIONS.indexOf(text.charAt(offset + i));
      if (bits < 0) {
        return 0;
      }
      codePoint = codePoint << 6 | bits;
    }
    int least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    return codePoint >= least && Character.isDefined(codePoint) ? length : 0;
  }

  /** Â and Ã, which begin nearly all of them in western languages, before what is no letter. */
  private static boolean isCertain(char lead, char next) {
    return lead <= 0xC3 && next >= 0xA0 && next <= 0xBF;
  }
}
