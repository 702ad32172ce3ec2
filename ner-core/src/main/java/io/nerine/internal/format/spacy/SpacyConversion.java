package io.nerine.internal.format.spacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes documents of spaCy's. Not thread-safe. */
final class SpacyConversion implements RecordConversion {

  private final RecordReading reading;
  private final TagDecoder decoder;
  private final Join join;

  SpacyConversion(RecordReading reading, TagDecoder decoder, Join join) {
    this.reading = reading;
    this.decoder = decoder;
    this.join = join;
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode paragraphs = record.value().path(SpacyFormat.PARAGRAPHS);
    if (!paragraphs.isArray()) {
      reading.error(
          record.place(),
          "no array '%s'".formatted(SpacyFormat.PARAGRAPHS),
          "write {\"id\": 0, \"paragraphs\": [{\"sentences\": [{\"tokens\": [...]}]}]}");
      return;
    }
    StringBuilder text = new StringBuilder();
    List<EntitySpan> spans = new ArrayList<>();
    List<CharSpan> known = new ArrayList<>();
    boolean allKnown = true;
    int number = 0;
    for (JsonNode value : paragraphs) {
      String inside = "/%s/%d".formatted(SpacyFormat.PARAGRAPHS, number++);
      SpacyParagraph paragraph = SpacyParagraph.read(record, inside, value, reading, join);
      if (paragraph == null) {
        return;
      }
      text.append(number > 1 ? "\n\n" : "");
      paragraph.decode(text.length(), decoder, spans);
      allKnown &= paragraph.addKnown(text.length(), known);
      text.append(paragraph.text());
    }
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(id(record), text.toString()).spans(spans);
    JsonNode own = record.value().path(NerineField.NAME);
    if (!allKnown && !own.has("reviewedTypes") && !own.has("reviewedRegions")) {
      document.reviewedRegions(known);
    }
    record
        .value()
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (!SpacyFormat.OWN_FIELDS.contains(name)) {
                document.metadata(name, Json.value(field.getValue()));
              }
            });
    NerineField.in(record.value(), record.place("/" + NerineField.NAME), reading)
        .addTo(document, text.toString());
    documents.accept(document.build());
  }

  private static String id(JsonRecord record) {
    JsonNode id = record.value().path("id");
    return id.isIntegralNumber() || id.isTextual() ? id.asText() : record.defaultId();
  }

  @Override
  public void end(Consumer<AnnotatedDocument> documents) {
    decoder.finish();
  }
}
