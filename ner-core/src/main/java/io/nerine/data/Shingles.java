package io.nerine.data;

import io.nerine.text.Words;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * What of a text is compared with other texts: its {@link Words} in lower case and in compatibility
 * form (NFKC), without punctuation, and from these the sets of shingles.
 *
 * <p>A text of punctuation alone keeps it. A letter of a script that is written without spaces is a
 * word by itself. Invisible format characters do not count.
 */
final class Shingles {

  /** A text of fewer words is compared by its characters: one word weighs too much in it. */
  static final int SHORT = 20;

  private static final int CHARACTERS = 3;

  /** Stands before the first and behind the last character or word. */
  private static final long EDGE = 0x10000;

  private static final int BITS_OF_CHARACTER = 17;

  private final StringBuilder characters = new StringBuilder();
  private long[] words;
  private int wordCount;

  private Shingles(String text) {
    Words found = Words.of(text);
    this.words = new long[found.size()];
    read(text, found, false);
    if (wordCount == 0) {
      read(text, found, true);
    }
  }

  static Shingles of(String text) {
    return new Shingles(text);
  }

  /** {@return the number of words} */
  int words() {
    return wordCount;
  }

  /** {@return whether the text is compared by its characters} */
  boolean isShort() {
    return wordCount < SHORT;
  }

  /** {@return whether it is compared with texts that are short} */
  boolean canBeLikeShort() {
    return wordCount < 2 * SHORT;
  }

  /** {@return the Jaccard similarity with another text; 0 for a short text and a long one} */
  double similarity(Shingles other) {
    if (!isShort() && !other.isShort()) {
      return jaccard(ofWords(), other.ofWords());
    }
    return canBeLikeShort() && other.canBeLikeShort()
        ? jaccard(ofCharacters(), other.ofCharacters())
        : 0;
  }

  /** {@return the sorted, distinct runs of three characters, the edges of the text included} */
  long[] ofCharacters() {
    int length = characters.length();
    long[] shingles = new long[Math.max(1, length)];
    for (int i = 0; i < shingles.length; i++) {
      long shingle = 0;
      for (int at = i - 1; at < i - 1 + CHARACTERS; at++) {
        shingle =
            shingle << BITS_OF_CHARACTER | (at >= 0 && at < length ? characters.charAt(at) : EDGE);
      }
      shingles[i] = shingle;
    }
    return distinct(shingles);
  }

  /** {@return the sorted, distinct hashes of pairs of words, the edges of the text included} */
  long[] ofWords() {
    long[] shingles = new long[wordCount + 1];
    long before = EDGE;
    for (int i = 0; i <= wordCount; i++) {
      long next = i < wordCount ? words[i] : EDGE;
      shingles[i] = mix(before * 31 + next);
      before = next;
    }
    return distinct(shingles);
  }

  /** {@return the Jaccard similarity of two sorted, distinct arrays that are not both empty} */
  static double jaccard(long[] one, long[] other) {
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < one.length && j < other.length) {
      if (one[i] == other[j]) {
        common++;
        i++;
        j++;
      } else if (one[i] < other[j]) {
        i++;
      } else {
        j++;
      }
    }
    return (double) common / (one.length + other.length - common);
  }

  /** Spreads all bits over all bits: the finaliser of SplitMix64 (Steele et al., OOPSLA 2014). */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private static long[] distinct(long[] shingles) {
    Arrays.sort(shingles);
    int count = 0;
    for (int i = 0; i < shingles.length; i++) {
      if (i == 0 || shingles[i] != shingles[count - 1]) {
        shingles[count++] = shingles[i];
      }
    }
    return count == shingles.length ? shingles : Arrays.copyOf(shingles, count);
  }

  private void read(String text, Words found, boolean punctuation) {
    StringBuilder word = new StringBuilder(Words.MAX_LENGTH);
    for (int i = 0; i < found.size(); i++) {
      int start = found.start(i);
      if (!punctuation && isPunctuation(Character.getType(text.codePointAt(start)))) {
        continue;
      }
      for (int at = start; at < found.end(i); ) {
        int codePoint = text.codePointAt(at);
        at += Character.charCount(codePoint);
        if (!word.isEmpty() && isUnspaced(codePoint)) {
          add(word);
        }
        if (Character.getType(codePoint) != Character.FORMAT) {
          word.appendCodePoint(codePoint);
        }
      }
      add(word);
    }
  }

  private void add(StringBuilder word) {
    int start = characters.length();
    appendPlain(word);
    long hash = 0;
    for (int i = start; i < characters.length(); i++) {
      hash = hash * 0x100000001B3L + characters.charAt(i) + 1;
    }
    if (wordCount == words.length) {
      words = Arrays.copyOf(words, 2 * wordCount);
    }
    words[wordCount++] = mix(hash);
    word.setLength(0);
  }

  private void appendPlain(StringBuilder word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) >= 0x80) {
        characters.append(
            Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        return;
      }
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      characters.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
    }
  }

  private static boolean isPunctuation(int type) {
    return switch (type) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** Whether a character, not a mark, is of a script without spaces; Words cuts at Han alone. */
  private static boolean isUnspaced(int codePoint) {
    if (codePoint < 0x0E00 || !Character.isLetter(codePoint)) {
      return false;
    }
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN, YI -> true;
      default -> false;
    };
  }
}
