package io.nerine.onnx.zeroshot;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.internal.SettingValues;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a GLiNER model takes its input; part of the model.
 *
 * @param maxWidth the greatest number of words of a span, 1 to 1,024; token-level models know no
 *     such bound
 * @param maxWords the greatest number of words of a window, 2 to 32,768
 * @param overlapWords about how many words two consecutive windows share, 0 to {@code maxWords / 2}
 * @param maxTokens the greatest length of a window in sub-word tokens, prompt and special tokens
 *     counted, 16 to 32,768
 * @param maxTypes the greatest number of types of a prompt, 1 to 1,024
 * @param entityToken the token before each label
 * @param separatorToken the token between prompt and text
 * @param pooling which tokens stand for their word
 */
public record GlinerSettings(
    int maxWidth,
    int maxWords,
    int overlapWords,
    int maxTokens,
    int maxTypes,
    String entityToken,
    String separatorToken,
    Pooling pooling) {

  /** Which sub-word tokens stand for their word. */
  public enum Pooling {
    /** The first one. */
    FIRST,
    /** The last one. */
    LAST,
    /** All of them; the graph knows what to make of them. */
    ALL
  }

  private static final int MAX_COUNT = 1_024;
  private static final int MAX_LENGTH = 32_768;

  private static final String MAX_WIDTH = "maxWidth";
  private static final String MAX_WORDS = "maxWords";
  private static final String OVERLAP_WORDS = "overlapWords";
  private static final String MAX_TOKENS = "maxTokens";
  private static final String MAX_TYPES = "maxTypes";
  private static final String ENTITY_TOKEN = "entityToken";
  private static final String SEPARATOR_TOKEN = "separatorToken";
  private static final String POOLING = "subtokenPooling";

  /**
   * Creates the settings.
   *
   * @throws IllegalArgumentException if a number lies outside its range, or a token is blank
   */
  public GlinerSettings {
    check(MAX_WIDTH, maxWidth, 1, MAX_COUNT);
    check(MAX_WORDS, maxWords, 2, MAX_LENGTH);
    check(OVERLAP_WORDS, overlapWords, 0, maxWords / 2);
    check(MAX_TOKENS, maxTokens, 16, MAX_LENGTH);
    check(MAX_TYPES, maxTypes, 1, MAX_COUNT);
    if (entityToken.isBlank() || separatorToken.isBlank() || entityToken.equals(separatorToken)) {
      throw new IllegalArgumentException(
          "entityToken and separatorToken must be two tokens, found '%s' and '%s'"
              .formatted(entityToken, separatorToken));
    }
    Objects.requireNonNull(pooling, "pooling");
  }

  private static void check(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, found %d".formatted(name, least, greatest, value));
    }
  }

  /**
   * Reads the settings of a model.
   *
   * @param settings the values by key, as {@link #toMap()} gives them; other keys are ignored
   * @return the settings
   * @throws ModelLoadingException if a value is missing, of the wrong kind or out of range
   */
  public static GlinerSettings from(Map<String, ?> settings) {
    SettingValues values = new SettingValues(settings);
    try {
      return new GlinerSettings(
          values.integer(MAX_WIDTH),
          values.integer(MAX_WORDS),
          values.integer(OVERLAP_WORDS),
          values.integer(MAX_TOKENS),
          values.integer(MAX_TYPES),
          values.text(ENTITY_TOKEN),
          values.text(SEPARATOR_TOKEN),
          pooling(values));
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException("Settings of the model: " + e.getMessage(), e);
    }
  }

  private static Pooling pooling(SettingValues values) {
    String found = values.text(POOLING);
    for (Pooling pooling : Pooling.values()) {
      if (name(pooling).equals(found)) {
        return pooling;
      }
    }
    throw SettingValues.wrong(POOLING, "'first', 'last' or 'all'", found);
  }

  private static String name(Pooling pooling) {
    return pooling.name().toLowerCase(Locale.ROOT);
  }

  /** {@return the settings by key, for a model's manifest} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put(MAX_WIDTH, maxWidth);
    map.put(MAX_WORDS, maxWords);
    map.put(OVERLAP_WORDS, overlapWords);
    map.put(MAX_TOKENS, maxTokens);
    map.put(MAX_TYPES, maxTypes);
    map.put(ENTITY_TOKEN, entityToken);
    map.put(SEPARATOR_TOKEN, separatorToken);
    map.put(POOLING, name(pooling));
    return map;
  }
}
