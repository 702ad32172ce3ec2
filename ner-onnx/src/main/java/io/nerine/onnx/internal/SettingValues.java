package io.nerine.onnx.internal;

import io.nerine.exception.ModelLoadingException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of a model's manifest, read one by one. */
public final class SettingValues {

  private final Map<String, ?> settings;

  /**
   * Creates the values.
   *
   * @param settings the values by key, as a manifest gives them
   */
  public SettingValues(Map<String, ?> settings) {
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  /**
   * Returns an integer.
   *
   * @param key its key
   * @return the value
   * @throws ModelLoadingException if there is none, or none that fits
   */
  public int integer(String key) {
    Object value = settings.get(key);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw wrong(key, "an integer", value);
  }

  /**
   * Returns a text.
   *
   * @param key its key
   * @return the value
   * @throws ModelLoadingException if there is none
   */
  public String text(String key) {
    Object value = settings.get(key);
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "a text", value);
  }

  /**
   * Returns the failure of a setting.
   *
   * @param key its key
   * @param expected what it should be
   * @param found what it is
   * @return the exception
   */
  public static ModelLoadingException wrong(String key, String expected, @Nullable Object found) {
    return new ModelLoadingException(
        "Settings of the model: '%s' must be %s, found %s; write the model anew"
            .formatted(key, expected, found == null ? "nothing" : found));
  }
}
