package io.nerine.onnx.text;

import io.nerine.text.Words;
import java.util.Objects;

/**
 * Turns raw text into model input. Thread-safe; the tokenizer stays the caller's, who closes it
 * when no encoder uses it any more.
 *
 * <pre>{@code
 * TextEncoder encoder = new TextEncoder(tokenizer, PipelineSettings.defaults());
 * EncodedText encoded = encoder.encode(text);
 * for (TextWindow window : encoded.windows()) {
 *   EncodedWindow input = encoded.encodeWindow(window);
 * }
 * }</pre>
 */
public final class TextEncoder {

  private final SubwordTokenizer tokenizer;
  private final PipelineSettings settings;

  /**
   * Creates an encoder.
   *
   * @param tokenizer cuts words into sub-word tokens
   * @param settings how windows are made
   */
  public TextEncoder(SubwordTokenizer tokenizer, PipelineSettings settings) {
    this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Encodes a text of any length. A word of more than {@code (maxTokens - 2) / 2} sub-word tokens
   * is represented by its first ones.
   *
   * @param text any text: empty, of any length, with any characters
   * @return the text as sub-word tokens
   * @throws IllegalStateException if the tokenizer is closed
   * @throws io.nerine.exception.InferenceException if the tokenizer fails
   */
  public EncodedText encode(String text) {
    Words words = Words.of(text);
    EncodedText.Builder builder = new EncodedText.Builder(settings, words.size());
    if (settings.tokenization() == Tokenization.TEXT) {
      WordAlignment.add(text, words, tokenizer.pieces(text), builder);
      return builder.build(words, tokenizer);
    }
    for (int i = 0; i < words.size(); i++) {
      int start = words.start(i);
      int end = words.end(i);
      int[] ids = tokenizer.encode(text, start, end);
      if (ids.length > 0) {
        builder.add(text, start, end, ids);
      }
    }
    return builder.build(words, tokenizer);
  }
}
