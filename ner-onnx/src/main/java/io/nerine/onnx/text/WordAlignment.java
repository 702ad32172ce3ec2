package io.nerine.onnx.text;

import io.nerine.text.Words;

/**
 * Relates the words of a text to the tokens of the whole text: a word takes the scores of the first
 * token that covers its start or, where the tokenizer drops that, any later part of it.
 */
final class WordAlignment {

  private WordAlignment() {}

  /** Adds the words that have a token, with the tokens up to the next word's. */
  static void add(String text, Words words, Pieces pieces, EncodedText.Builder builder) {
    int[] scored = new int[words.size()];
    int[] aligned = new int[words.size()];
    int count = 0;
    int piece = 0;
    for (int word = 0; word < words.size(); word++) {
      while (piece < pieces.size() && pieces.end(piece) <= words.start(word)) {
        piece++;
      }
      if (piece < pieces.size() && pieces.start(piece) < words.end(word)) {
        scored[count] = piece;
        aligned[count] = word;
        count++;
      }
    }
    int from = 0;
    for (int i = 0; i < count; i++) {
      boolean shares = i > 0 && scored[i] == scored[i - 1];
      int end = from;
      if (!shares) {
        int next = i + 1;
        while (next < count && scored[next] == scored[i]) {
          next++;
        }
        end = next == count ? pieces.size() : firstToken(pieces, scored[next], scored[i]);
      }
      int word = aligned[i];
      builder.add(text, words.start(word), words.end(word), pieces, from, end - from, scored[i]);
      from = end;
    }
  }

  /** A mark of a word's beginning that is a token of its own goes with the word. */
  private static int firstToken(Pieces pieces, int scored, int scoredBefore) {
    int before = scored - 1;
    boolean mark = before > scoredBefore && pieces.end(before) == pieces.start(scored);
    return mark && pieces.end(before) - pieces.start(before) <= 1 ? before : scored;
  }
}
