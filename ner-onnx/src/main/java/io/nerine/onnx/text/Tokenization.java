package io.nerine.onnx.text;

/** What a tokenizer gets to see at once. */
public enum Tokenization {
  /**
   * One word after the other, each by itself. Tokens of words are remembered, which is fast; only a
   * model that was trained this way may be used this way.
   */
  WORDS,
  /**
   * The whole text, as the Hugging Face library does it. A token may then reach over the edge of a
   * word.
   */
  TEXT
}
