package io.nerine.internal.format.labelstudio;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text among the data of a task. An export does not say which key the labelling interface
 * shows; most have the name of its tag, or {@code text}.
 */
final class TextKey {

  private static final String USUAL = "text";

  private final JsonRecord record;
  private final RecordReading reading;

  TextKey(JsonRecord record, RecordReading reading) {
    this.record = record;
    this.reading = reading;
  }

  /**
   * Finds the key.
   *
   * @param data the data
   * @param target the name of the tag that has regions; empty if it is not known
   * @param more what Nerine added
   * @return the key of a string; null if there is none, which was reported
   */
  @Nullable String find(JsonNode data, String target, NerineField more) {
    Optional<String> given = reading.options().option(LabelStudioFormat.TEXT_KEY);
    List<String> likely = new ArrayList<>();
    if (given.isPresent()) {
      likely.add(given.get());
    } else {
      more.string(TaskConversion.TEXT_FIELD).ifPresent(likely::add);
      if (!target.isEmpty()) {
        likely.add(target);
      }
      likely.add(USUAL);
    }
    for (String key : likely) {
      if (data.path(key).isTextual()) {
        return isUrl(data.get(key).textValue(), key) ? null : key;
      }
    }
    List<String> strings = new ArrayList<>();
    data.properties()
        .forEach(
            field -> {
              if (field.getValue().isTextual()) {
                strings.add(field.getKey());
              }
            });
    if (given.isEmpty() && strings.size() == 1) {
      return isUrl(data.get(strings.get(0)).textValue(), strings.get(0)) ? null : strings.get(0);
    }
    reading.error(
        record.place(),
        "no text under the key %s; strings stand under %s"
            .formatted(String.join(" or ", likely), strings.isEmpty() ? "none" : strings),
        "name the key by the option '%s'".formatted(LabelStudioFormat.TEXT_KEY));
    return null;
  }

  /** Whether the text stands in another place, from which the tool's browser part loads it. */
  private boolean isUrl(String text, String key) {
    boolean url = text.matches("(?:https?|s3|gs|azure-blob)://\\S{1,2000}|/data/\\S{1,2000}");
    if (url) {
      reading.error(
          record.place(),
          "the text under the key '%s' is the address of one".formatted(key),
          "put the text itself into the task");
    }
    return url;
  }
}
