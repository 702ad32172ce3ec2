package io.nerine.internal.format.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.PlacedTokens;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TokenRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes documents of records. Not thread-safe. */
final class HuggingFaceConversion implements RecordConversion {

  /** Where the API for looking at data sets puts a record. */
  static final String ROW = "row";

  private final RecordReading reading;
  private final TokenRecords records;
  private final TagDecoder decoder;
  private final String tokensField;
  private final String tagsField;
  private final List<String> labels;

  HuggingFaceConversion(
      RecordReading reading,
      TokenRecords records,
      TagDecoder decoder,
      String tokensField,
      String tagsField,
      List<String> labels) {
    this.reading = reading;
    this.records = records;
    this.decoder = decoder;
    this.tokensField = tokensField;
    this.tagsField = tagsField;
    this.labels = labels;
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    JsonNode object =
        record.value().path(ROW).isObject() ? record.value().path(ROW) : record.value();
    if (!object.path(tokensField).isArray() || !object.path(tagsField).isArray()) {
      reading.error(
          record.place(),
          "no arrays '%s' and '%s'".formatted(tokensField, tagsField),
          "add them, or name the fields by the options '%s' and '%s'"
              .formatted(HuggingFaceFormat.TOKENS_FIELD, HuggingFaceFormat.TAGS_FIELD));
      return;
    }
    PlacedTokens tokens = records.tokens(record, object, tokensField);
    List<String> tags = tokens == null ? null : tags(record, object.path(tagsField));
    if (tokens == null || tags == null) {
      return;
    }
    if (tags.size() != tokens.size()) {
      reading.error(
          record.place("/" + tagsField),
          "%d tags for %d tokens".formatted(tags.size(), tokens.size()),
          "give each token one tag");
      return;
    }
    List<EntitySpan> spans = new ArrayList<>();
    decoder.decode(tags, tokens.starts(), tokens.ends(), i -> place(record, i), spans::add);
    documents.accept(
        records.document(record, object, tokens.text(), spans, Set.of(tokensField, tagsField)));
  }

  private @Nullable List<String> tags(JsonRecord record, JsonNode array) {
    List<String> tags = new ArrayList<>(array.size());
    for (JsonNode tag : array) {
      if (tag.isTextual()) {
        tags.add(tag.textValue());
      } else if (tag.isIntegralNumber()) {
        tags.add(named(tag, record, tags.size()));
      } else {
        reading.error(
            place(record, tags.size()),
            "a tag that is " + Json.kind(tag),
            "write it as a string or as a number");
        return null;
      }
    }
    return tags;
  }

  private String place(JsonRecord record, int tag) {
    return record.place("/%s/%d".formatted(tagsField, tag));
  }

  private String named(JsonNode tag, JsonRecord record, int index) {
    if (labels.isEmpty()) {
      throw new DataFormatException(
          ("%s, %s: tags are numbers, whose names are not known; give them in order by option '%s',"
                  + " such as O,B-PER,I-PER, or put the dataset_info.json of the data set beside"
                  + " the file")
              .formatted(reading.file(), place(record, index), HuggingFaceFormat.LABELS));
    }
    if (tag.canConvertToInt() && tag.intValue() >= 0 && tag.intValue() < labels.size()) {
      return labels.get(tag.intValue());
    }
    String found = "tag %s, but there are %d names";
    reading
        .log()
        .error(
            reading.file(),
            place(record, index),
            found.formatted(Json.abbreviated(tag.asText()), labels.size()),
            "read as O",
            "correct the number, or give all names");
    return "O";
  }

  @Override
  public void end(Consumer<AnnotatedDocument> documents) {
    decoder.finish();
  }
}
