package io.nerine.internal.format.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.ReadOptions;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordReading;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What JSON records have in common that hold tokens: how the text is had from them, and where
 * everything but the tags goes. Not thread-safe.
 */
public final class TokenRecords {

  /** What records of tokens with a text beside them hold. */
  public static final Set<FormatCapability> HELD =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.IDS,
              FormatCapability.LANGUAGES,
              FormatCapability.PARTS,
              FormatCapability.METADATA,
              FormatCapability.ANY_TEXT,
              FormatCapability.WORD_PARTS,
              FormatCapability.REVIEW_MARKS,
              FormatCapability.REJECTED_SPANS));

  /** What of that goes into the field of Nerine. */
  public static final Set<FormatCapability> BEYOND =
      Set.copyOf(
          EnumSet.of(
              FormatCapability.LANGUAGES,
              FormatCapability.PARTS,
              FormatCapability.REVIEW_MARKS,
              FormatCapability.REJECTED_SPANS));

  private static final String TEXT = "text";

  private final RecordReading reading;
  private final Join join;

  /**
   * Creates the reading of records.
   *
   * @param reading how they are read
   * @param join what stands between two tokens where there is no text
   */
  public TokenRecords(RecordReading reading, Join join) {
    this.reading = reading;
    this.join = join;
  }

  /**
   * Reads the tokens of a record, and its text if it states one.
   *
   * @param record the record
   * @param object the object that has the fields
   * @param field the field with the tokens
   * @return the tokens in their text; null if they cannot be read, which was reported
   */
  public @Nullable PlacedTokens tokens(JsonRecord record, JsonNode object, String field) {
    JsonNode array = object.path(field);
    List<String> tokens = new ArrayList<>(array.size());
    for (JsonNode token : array) {
      if (!token.isTextual()) {
        reading.error(
            record.place("/%s/%d".formatted(field, tokens.size())),
            "a token that is " + Json.kind(token),
            "write it as a string");
        return null;
      }
      tokens.add(token.textValue());
    }
    String text = object.path(TEXT).isTextual() ? object.path(TEXT).textValue() : null;
    PlacedTokens placed = text == null ? null : PlacedTokens.in(text, tokens);
    if (text != null && placed == null) {
      reading
          .log()
          .warning(
              reading.file(),
              record.place("/" + TEXT),
              "a text that the tokens do not stand in",
              "left out; the tokens were joined",
              "correct the text, or leave it out");
    }
    return placed == null ? PlacedTokens.joined(tokens, join) : placed;
  }

  /**
   * Tells how the tokens of a file are to be joined.
   *
   * @param options the options, which may say it
   * @param first the first records
   * @param field the field with the tokens
   * @return what they say, or what the tokens look like
   * @throws IllegalArgumentException if the options say it wrongly
   */
  public static Join join(ReadOptions options, List<JsonNode> first, String field) {
    Join said = OptionValues.join(options);
    if (said != null) {
      return said;
    }
    List<String> tokens = new ArrayList<>();
    for (JsonNode record : first) {
      record.path(field).forEach(token -> tokens.add(token.asText()));
    }
    return Join.of(tokens);
  }

  /**
   * Makes the document of a record.
   *
   * @param record the record
   * @param object the object that has the fields
   * @param text its text
   * @param spans its tags
   * @param read the fields that were read; the others become metadata
   * @return the document
   */
  public AnnotatedDocument document(
      JsonRecord record, JsonNode object, String text, List<EntitySpan> spans, Set<String> read) {
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(id(record, object), text).spans(spans);
    object
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean known =
                  read.contains(name)
                      || name.equals("id")
                      || name.equals(TEXT)
                      || name.equals(NerineField.NAME);
              if (!known) {
                document.metadata(name, Json.value(field.getValue()));
              }
            });
    NerineField.in(object, record.place("/" + NerineField.NAME), reading).addTo(document, text);
    return document.build();
  }

  private static String id(JsonRecord record, JsonNode object) {
    JsonNode id = object.path("id");
    return id.isIntegralNumber() || id.isTextual() ? id.asText() : record.defaultId();
  }
}
