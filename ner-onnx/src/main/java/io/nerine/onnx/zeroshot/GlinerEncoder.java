package io.nerine.onnx.zeroshot;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.text.SubwordTokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Turns types and raw text into the input of a GLiNER model. Thread-safe; the tokenizer stays the
 * caller's, who closes it when no encoder uses it any more.
 *
 * <p>The types are shared out evenly among as few prompts as the settings allow; a prompt never
 * takes more than half of a window.
 */
public final class GlinerEncoder {

  /**
   * The beginning of an input.
   *
   * @param ids the opening special token, then marker and label of each type, then the separator
   * @param firstType the index of its first type
   * @param types the number of its types
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over once, never compared.
  record Prompt(int[] ids, int firstType, int types) {}

  private final SubwordTokenizer tokenizer;
  private final GlinerSettings settings;
  private final int entityId;
  private final int separatorId;
  private final List<Prompt> prompts;

  /**
   * Creates an encoder.
   *
   * @param tokenizer the tokenizer that the model was trained with
   * @param settings how the model takes its input
   * @param labels what types are called
   * @throws ModelLoadingException if the tokenizer lacks a token of the prompt
   * @throws IllegalArgumentException if a label can't be put before the model, or two types have
   *     the same
   */
  public GlinerEncoder(SubwordTokenizer tokenizer, GlinerSettings settings, TypeLabels labels) {
    this.tokenizer = Objects.requireNonNull(tokenizer, "tokenizer");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.entityId = marker(settings.entityToken());
    this.separatorId = marker(settings.separatorToken());
    labels.checkDistinct();
    this.prompts = prompts(labels);
  }

  private int marker(String token) {
    int[] ids = tokenizer.encode(token);
    if (ids.length != 1 || ids[0] == tokenizer.unkId()) {
      throw new ModelLoadingException(
          ("tokenizer.json has no token '%s', which the prompt of the model needs (it makes the ids"
                  + " %s of it); take the file that was exported with the model")
              .formatted(token, Arrays.toString(ids)));
    }
    return ids[0];
  }

  private List<Prompt> prompts(TypeLabels labels) {
    List<int[]> parts = new ArrayList<>();
    labels.toMap().forEach((type, label) -> parts.add(part(type, label)));
    List<Prompt> made = new ArrayList<>();
    int types = parts.size();
    for (int first = 0; first < types; ) {
      // As many prompts as are still needed, filled evenly: 26 types are 13 and 13, not 25 and 1.
      int left = types - first;
      int needed = (left + settings.maxTypes() - 1) / settings.maxTypes();
      int share = (left + needed - 1) / needed;
      int end = first;
      int tokens = 2;
      while (end < first + share && (end == first || tokens + parts.get(end).length <= room())) {
        tokens += parts.get(end).length;
        end++;
      }
      made.add(prompt(parts.subList(first, end), first, tokens));
      first = end;
    }
    return List.copyOf(made);
  }

  /** The greatest number of tokens of a prompt. */
  private int room() {
    return settings.maxTokens() / 2;
  }

  /** The marker and the label of a type. */
  private int[] part(String type, String label) {
    int[] ids = tokenizer.encode(label);
    for (int id : ids) {
      if (id == entityId || id == separatorId) {
        throw new IllegalArgumentException(
            "The label '%s' of the type '%s' holds a token of the prompt itself; leave out '%s' and '%s'"
                .formatted(label, type, settings.entityToken(), settings.separatorToken()));
      }
    }
    if (ids.length == 0 || ids.length + 3 > room()) {
      throw new IllegalArgumentException(
          "The label '%s' of the type '%s' has %d sub-word tokens, and must have 1 to %d; give the type another label"
              .formatted(label, type, ids.length, room() - 3));
    }
    int[] part = new int[ids.length + 1];
    part[0] = entityId;
    System.arraycopy(ids, 0, part, 1, ids.length);
    return part;
  }

  private Prompt prompt(List<int[]> parts, int firstType, int tokens) {
    int[] ids = new int[tokens];
    ids[0] = tokenizer.clsId();
    int at = 1;
    for (int[] part : parts) {
      System.arraycopy(part, 0, ids, at, part.length);
      at += part.length;
    }
    ids[at] = separatorId;
    return new Prompt(ids, firstType, parts.size());
  }

  /** {@return the number of prompts, which each window is run with; 0 without types} */
  public int prompts() {
    return prompts.size();
  }

  List<Prompt> promptList() {
    return prompts;
  }

  /** The greatest number of tokens of the words of a window. */
  int wordTokens() {
    int longest = prompts.stream().mapToInt(prompt -> prompt.ids().length).max().orElse(2);
    return settings.maxTokens() - longest - 1;
  }

  GlinerSettings settings() {
    return settings;
  }

  int closingId() {
    return tokenizer.sepId();
  }

  /**
   * Encodes a text of any length. A word of more sub-word tokens than half of a window holds is
   * represented by its first ones.
   *
   * @param text any text: empty, of any length, with any characters
   * @return the text as sub-word tokens
   * @throws IllegalStateException if the tokenizer is closed
   * @throws io.nerine.exception.InferenceException if the tokenizer fails
   */
  public GlinerText encode(String text) {
    GlinerWords words = GlinerWords.of(text);
    int maxWordTokens = Math.max(1, wordTokens() / 2);
    GlinerText.Builder builder = new GlinerText.Builder(words.size());
    for (int word = 0; word < words.size(); word++) {
      int start = words.start(word);
      int end = words.end(word);
      int[] ids = tokenizer.encode(text.substring(start, end));
      if (ids.length > 0) {
        builder.add(start, end, ids, Math.min(ids.length, maxWordTokens));
      }
    }
    return builder.build(this, words);
  }

  /**
   * Returns an input of a given size with all types of a prompt, to try a graph on.
   *
   * @param prompt the index of the prompt
   * @param words the number of words, each of one token with the greatest id
   * @return the input
   */
  public GlinerInput trial(int prompt, int words) {
    int[] greatest = {tokenizer.vocabularySize() - 1};
    GlinerText.Builder builder = new GlinerText.Builder(words);
    for (int word = 0; word < words; word++) {
      builder.add(word, word + 1, greatest, 1);
    }
    return builder.build(this, GlinerWords.of("")).input(0, words, prompts.get(prompt));
  }
}
