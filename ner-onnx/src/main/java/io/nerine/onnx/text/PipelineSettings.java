package io.nerine.onnx.text;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.internal.SettingValues;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How text becomes model input; part of a model, equal in training and extraction.
 *
 * @param maxTokens the greatest length of a window in sub-word tokens, {@code [CLS]} and {@code
 *     [SEP]} counted, 8 to 32,768
 * @param overlapTokens about how many sub-word tokens two consecutive windows share, 0 to {@code
 *     (maxTokens - 2) / 2}
 * @param caseFeatures whether the graph gets the {@link WordCase} of each word
 * @param tokenization what the tokenizer gets to see at once
 */
public record PipelineSettings(
    int maxTokens, int overlapTokens, boolean caseFeatures, Tokenization tokenization) {

  private static final PipelineSettings DEFAULTS = new PipelineSettings(256, 64, false);

  private static final int LEAST_MAX_TOKENS = 8;
  private static final int GREATEST_MAX_TOKENS = 32_768;

  private static final String MAX_TOKENS = "maxTokens";
  private static final String OVERLAP_TOKENS = "overlapTokens";
  private static final String CASE_FEATURES = "caseFeatures";
  private static final String TOKENIZATION = "tokenization";

  /**
   * Creates the settings.
   *
   * @throws IllegalArgumentException if a number lies outside its range
   */
  public PipelineSettings {
    if (maxTokens < LEAST_MAX_TOKENS || maxTokens > GREATEST_MAX_TOKENS) {
      throw new IllegalArgumentException(
          "maxTokens must be %d to %d, found %d"
              .formatted(LEAST_MAX_TOKENS, GREATEST_MAX_TOKENS, maxTokens));
    }
    // More would not let the next window reach beyond this one in all cases.
    if (overlapTokens < 0 || overlapTokens > (maxTokens - 2) / 2) {
      throw new IllegalArgumentException(
          "overlapTokens must be 0 to %d for maxTokens %d, found %d"
              .formatted((maxTokens - 2) / 2, maxTokens, overlapTokens));
    }
    Objects.requireNonNull(tokenization, "tokenization");
  }

  /**
   * Creates the settings of a model that sees its words one by one.
   *
   * @param maxTokens as above
   * @param overlapTokens as above
   * @param caseFeatures as above
   * @throws IllegalArgumentException if a number lies outside its range
   */
  public PipelineSettings(int maxTokens, int overlapTokens, boolean caseFeatures) {
    this(maxTokens, overlapTokens, caseFeatures, Tokenization.WORDS);
  }

  /** {@return windows of 256 tokens that overlap by 64, without case features} */
  public static PipelineSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Returns the settings with another length of windows, which overlap by a quarter of it.
   *
   * @param maxTokens as above
   * @return the settings
   * @throws IllegalArgumentException if the number lies outside its range
   */
  public PipelineSettings withMaxTokens(int maxTokens) {
    return new PipelineSettings(
        maxTokens, Math.min(maxTokens / 4, (maxTokens - 2) / 2), caseFeatures, tokenization);
  }

  /**
   * Reads the settings of a model.
   *
   * @param settings the values by key, as {@link #toMap()} gives them; other keys are ignored
   * @return the settings
   * @throws ModelLoadingException if a value is missing, of the wrong kind or out of range
   */
  public static PipelineSettings from(Map<String, ?> settings) {
    SettingValues values = new SettingValues(settings);
    int maxTokens = values.integer(MAX_TOKENS);
    int overlapTokens = values.integer(OVERLAP_TOKENS);
    if (!(settings.get(CASE_FEATURES) instanceof Boolean caseFeatures)) {
      throw SettingValues.wrong(CASE_FEATURES, "true or false", settings.get(CASE_FEATURES));
    }
    Tokenization tokenization = tokenization(settings.get(TOKENIZATION));
    try {
      return new PipelineSettings(maxTokens, overlapTokens, caseFeatures, tokenization);
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException("Settings of the model: " + e.getMessage(), e);
    }
  }

  /** Models of words don't carry the key. */
  private static Tokenization tokenization(@Nullable Object value) {
    for (Tokenization tokenization : Tokenization.values()) {
      if (value == null || value.equals(name(tokenization))) {
        return tokenization;
      }
    }
    throw SettingValues.wrong(TOKENIZATION, "'words' or 'text'", value);
  }

  private static String name(Tokenization tokenization) {
    return tokenization.name().toLowerCase(Locale.ROOT);
  }

  /** {@return the settings by key, for a model's manifest} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put(MAX_TOKENS, maxTokens);
    map.put(OVERLAP_TOKENS, overlapTokens);
    map.put(CASE_FEATURES, caseFeatures);
    if (tokenization != Tokenization.WORDS) {
      map.put(TOKENIZATION, name(tokenization));
    }
    return map;
  }
}
