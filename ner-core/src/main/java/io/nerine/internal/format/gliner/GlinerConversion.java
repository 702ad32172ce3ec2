package io.nerine.internal.format.gliner;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.PlacedTokens;
import io.nerine.internal.format.tokens.TokenRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes documents of GLiNER's records. */
final class GlinerConversion implements RecordConversion {

  private static final String FIX =
      "write it as [start, end, \"TYPE\"], numbers of its first and last token, from 0";

  private final RecordReading reading;
  private final TokenRecords records;

  GlinerConversion(RecordReading reading, TokenRecords records) {
    this.reading = reading;
    this.records = records;
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode value = record.value();
    if (!value.path(GlinerFormat.TOKENS).isArray()) {
      reading.error(
          record.place(),
          "no array '%s'".formatted(GlinerFormat.TOKENS),
          "add the tokens of the text");
      return;
    }
    PlacedTokens tokens = records.tokens(record, value, GlinerFormat.TOKENS);
    if (tokens == null) {
      return;
    }
    List<EntitySpan> spans = new ArrayList<>();
    JsonNode entities = value.path(GlinerFormat.ENTITIES);
    if (!entities.isArray() && !entities.isMissingNode()) {
      reading.error(
          record.place("/" + GlinerFormat.ENTITIES),
          "entities that are " + Json.kind(entities),
          "write them as an array");
    }
    int index = 0;
    for (JsonNode entity : entities) {
      String place = record.place("/%s/%d".formatted(GlinerFormat.ENTITIES, index++));
      span(entity, tokens, place).ifPresent(spans::add);
    }
    documents.accept(
        records.document(
            record,
            value,
            tokens.text(),
            spans,
            Set.of(GlinerFormat.TOKENS, GlinerFormat.ENTITIES)));
  }

  private Optional<EntitySpan> span(JsonNode entity, PlacedTokens tokens, String place) {
    boolean fits =
        entity.isArray()
            && entity.size() >= 3
            && entity.get(0).canConvertToExactIntegral()
            && entity.get(1).canConvertToExactIntegral()
            && entity.get(2).isTextual();
    if (!fits) {
      reading.error(place, "an entity that is " + Json.abbreviated(entity.toString()), FIX);
      return Optional.empty();
    }
    String type = entity.get(2).textValue();
    long first = entity.get(0).longValue();
    long last = entity.get(1).longValue();
    if (type.isBlank()) {
      reading.error(place, "an entity without a type", "name its type");
      return Optional.empty();
    }
    if (first < 0 || last < first || last >= tokens.size()) {
      reading.error(
          place,
          "an entity of tokens %d to %d, but there are %d".formatted(first, last, tokens.size()),
          FIX);
      return Optional.empty();
    }
    int start = tokens.starts()[(int) first];
    int end = tokens.ends()[(int) last];
    if (start == end) {
      reading.error(place, "an entity of empty tokens", "remove the tokens");
      return Optional.empty();
    }
    return Optional.of(new EntitySpan(start, end, type));
  }
}
