package io.nerine.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the pattern files of spaCy's entity ruler, as far as their patterns are phrases. */
final class EntityRulerFile {

  /** Takes one pattern. */
  interface Patterns {

    /**
     * Takes a pattern.
     *
     * @return what is wrong with it, or empty
     */
    String pattern(
        String place, String label, String phrase, boolean asWritten, @Nullable String id);
  }

  private final Path file;
  private final Patterns patterns;
  private final FormatLog log = new FormatLog();

  private EntityRulerFile(Path file, Patterns patterns) {
    this.file = file;
    this.patterns = patterns;
  }

  /**
   * Reads a file, all of it even if a line is wrong.
   *
   * @throws DataFormatException if anything in it is wrong; the message lists what
   */
  static void read(Path file, Patterns patterns) {
    EntityRulerFile reader = new EntityRulerFile(file, patterns);
    try (Utf8Lines lines = new Utf8Lines(Files.newInputStream(file), Utf8Lines.MAX_LINE_BYTES)) {
      while (lines.next()) {
        reader.line(lines);
      }
    } catch (IOException e) {
      throw new DataFormatException(
          "Cannot read '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
    reader.log.report().throwIfErrors(file.toString());
  }

  private void line(Utf8Lines lines) {
    String place = "line " + lines.number();
    try {
      String line = lines.text();
      if (!line.isBlank()) {
        pattern(place, Json.parse(line));
      }
    } catch (Utf8Lines.NotUtf8Exception e) {
      wrong(place, e.problem());
    } catch (JsonProcessingException e) {
      wrong(place, "no JSON: " + Json.describe(e));
    }
  }

  private void pattern(String place, JsonNode record) {
    JsonNode label = record.path("label");
    JsonNode pattern = record.path("pattern");
    JsonNode id = record.path("id");
    if (!label.isTextual() || label.textValue().isBlank()) {
      wrong(place, "label is %s; give a string".formatted(Json.kind(label)));
    } else if (pattern.isTextual()) {
      take(place, label.textValue(), pattern.textValue(), true, id);
    } else if (pattern.isArray() && !pattern.isEmpty()) {
      tokens(place, label.textValue(), pattern, id);
    } else {
      wrong(
          place, "pattern is %s; give a phrase or a list of tokens".formatted(Json.kind(pattern)));
    }
  }

  private void tokens(String place, String label, JsonNode tokens, JsonNode id) {
    StringBuilder phrase = new StringBuilder();
    boolean asWritten = true;
    for (JsonNode token : tokens) {
      Map.Entry<String, JsonNode> only =
          token.isObject() && token.size() == 1 ? token.properties().iterator().next() : null;
      boolean literal =
          only != null
              && only.getValue().isTextual()
              && (only.getKey().equals("LOWER")
                  || only.getKey().equals("TEXT")
                  || only.getKey().equals("ORTH"));
      if (only == null || !literal) {
        wrong(
            place,
            "token %s of the pattern is no plain word; only LOWER, TEXT and ORTH with a string can"
                    .formatted(Json.abbreviated(token.toString()))
                + " be read, write others as a regular expression");
        return;
      }
      asWritten &= !only.getKey().equals("LOWER");
      phrase.append(phrase.isEmpty() ? "" : " ").append(only.getValue().textValue());
    }
    // Tokens may stand without a space between them, so a phrase of several is compared by words.
    take(place, label, phrase.toString(), asWritten && tokens.size() == 1, id);
  }

  private void take(String place, String label, String phrase, boolean asWritten, JsonNode id) {
    if (phrase.isBlank()) {
      wrong(place, "the pattern is blank; give a phrase");
      return;
    }
    String problem =
        patterns.pattern(place, label, phrase, asWritten, id.isValueNode() ? id.asText() : null);
    if (!problem.isEmpty()) {
      wrong(place, problem);
    }
  }

  private void wrong(String place, String found) {
    log.error(file.toString(), place, found, "", "");
  }
}
