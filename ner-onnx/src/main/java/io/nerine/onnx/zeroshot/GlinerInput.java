package io.nerine.onnx.zeroshot;

/**
 * The model input of one window with one prompt. The arrays are the input's own and are not copied;
 * do not change them.
 *
 * @param inputIds {@code [tokens]} ids of the tokenizer: prompt, words and special tokens
 * @param wordsMask {@code [tokens]} the number of the word that a token stands for, from 1 on; 0
 *     for all other tokens
 * @param words the number of words of the window
 * @param types the number of types of the prompt
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over once, never compared.
public record GlinerInput(int[] inputIds, int[] wordsMask, int words, int types) {

  /** {@return the number of sub-word tokens, prompt and special tokens counted} */
  public int tokens() {
    return inputIds.length;
  }
}
