package io.nerine.internal.format.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonProbe;
import io.nerine.internal.format.JsonRecords;
import io.nerine.internal.format.RecordDocuments;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.OptionValues;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TagNotation;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.internal.format.tokens.TokenRecords;
import io.nerine.internal.format.tokens.TokenStyle;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records of tokens and tags as the data sets of Hugging Face have them: {@code {"id": "0",
 * "tokens": [...], "ner_tags": [...]}}, as JSON Lines, one array, or the answer of the API for
 * looking at data sets. Tags are strings or numbers; numbers need their names, from an option, from
 * the {@code dataset_info.json} beside the file or above it, or from the answer of the API.
 * Thread-safe.
 *
 * <p>The text is the one that a field {@code text} states, if the tokens stand in it, else the
 * tokens with one space between them.
 */
public final class HuggingFaceFormat implements DocumentFormat {

  static final String TOKENS_FIELD = "tokens-field";
  static final String TAGS_FIELD = "tags-field";
  static final String LABELS = "labels";
  static final String LAYOUT = "layout";
  static final String SCHEME = "scheme";
  static final String TOKENS = "tokens";
  static final String TAGS = "ner_tags";

  private static final String ROWS = "rows";
  private static final String TYPES = "types";

  /** Where data sets put tokens, the likeliest first. */
  private static final List<String> TOKENS_FIELDS = List.of(TOKENS, "words");

  /** Where they put tags. */
  private static final List<String> TAGS_FIELDS =
      List.of(TAGS, "ner", "tags", "labels", "ner_tags_str", "entity_tags");

  /** Creates the format. */
  public HuggingFaceFormat() {}

  @Override
  public String name() {
    return "huggingface";
  }

  @Override
  public String description() {
    return "records of tokens and ner_tags as Hugging Face data sets have them, JSON or JSON Lines";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return TokenRecords.HELD;
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.ofEntries(
        Map.entry(TOKENS_FIELD, "the field that holds the tokens; tokens or words by default"),
        Map.entry(
            TAGS_FIELD, "the field that holds the tags; ner_tags, ner, tags or labels by default"),
        Map.entry(LABELS, "the names of tags that are numbers, in order, such as O,B-PER,I-PER"),
        OptionValues.SCHEME_OPTION,
        OptionValues.TYPE_OPTION,
        OptionValues.JOIN_OPTION);
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.ofEntries(
        OptionValues.WRITTEN_SCHEME_OPTION,
        Map.entry(
            LABELS, "the names of tags in order, such as O,B-PER,I-PER, to write numbers instead"),
        Map.entry(LAYOUT, "lines (default) for JSON Lines, array for one JSON array"),
        TokenStyle.TEXT_OPTION,
        TokenStyle.TOKENS_OPTION);
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    JsonProbe json = JsonProbe.of(probe);
    if (json.any(record -> record.path(ROWS).isArray() && record.has("features"))) {
      boolean tagged = json.any(record -> fits(record.at("/rows/0/row"), TAGS));
      return tagged ? FormatMatch.CERTAIN : FormatMatch.NONE;
    }
    if (json.any(record -> fits(record, TAGS))) {
      return FormatMatch.CERTAIN;
    }
    boolean likely =
        json.any(record -> TAGS_FIELDS.stream().anyMatch(field -> fits(record, field)));
    // Of a record that is longer than the first look, the tags are not seen.
    boolean cut =
        !probe.whole()
            && json.records().size() == 1
            && json.any(record -> TOKENS_FIELDS.stream().anyMatch(f -> isTokens(record.path(f))));
    return likely || cut ? FormatMatch.LIKELY : FormatMatch.NONE;
  }

  private static boolean isTokens(JsonNode tokens) {
    return tokens.isArray() && (tokens.isEmpty() || tokens.path(0).isTextual());
  }

  private static boolean fits(JsonNode record, String tagsField) {
    JsonNode tags = record.path(tagsField);
    boolean tagged =
        tags.isArray()
            && (tags.isEmpty() || tags.path(0).isTextual() || tags.path(0).isIntegralNumber());
    return tagged && TOKENS_FIELDS.stream().anyMatch(field -> isTokens(record.path(field)));
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    JsonProbe probe = JsonProbe.of(FormatProbe.of(input));
    boolean rows = probe.any(record -> record.path(ROWS).isArray());
    List<JsonNode> first = rows ? rows(probe) : probe.records();
    String tokens = field(options.option(TOKENS_FIELD).map(List::of).orElse(TOKENS_FIELDS), first);
    String tags = field(options.option(TAGS_FIELD).map(List::of).orElse(TAGS_FIELDS), first);
    List<String> labels = options.option(LABELS).map(ClassLabels::parse).orElseGet(List::of);
    Set<String> arrays = Set.of("/" + ROWS);
    if (labels.isEmpty() && rows) {
      for (JsonNode beside : JsonRecords.beside(input, arrays, reading.log()).values()) {
        labels = labels.isEmpty() ? ClassLabels.in(beside, tags) : labels;
      }
    }
    labels = labels.isEmpty() ? ClassLabels.beside(input, tags) : labels;
    String scheme = options.option(SCHEME).orElse("auto").toLowerCase(Locale.ROOT);
    boolean named = !scheme.equals("auto") && !scheme.equals(TYPES);
    TagDecoder decoder =
        new TagDecoder(
            reading.file(),
            reading.log(),
            scheme.equals(TYPES) ? TagNotation.TYPE : TagNotation.of(labels).orElse(null),
            named ? TagScheme.named(scheme) : null,
            OptionValues.bareType(options));
    TokenRecords records = new TokenRecords(reading, TokenRecords.join(options, first, tokens));
    JsonRecords source =
        rows
            ? JsonRecords.inside(input, arrays, reading.log())
            : JsonRecords.of(input, reading.log());
    return RecordDocuments.reader(
        input,
        source,
        new HuggingFaceConversion(reading, records, decoder, tokens, tags, labels),
        reading);
  }

  private static List<JsonNode> rows(JsonProbe probe) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode record : probe.records()) {
      record.path(ROWS).forEach(row -> rows.add(row.path(HuggingFaceConversion.ROW)));
    }
    return rows;
  }

  private static String field(List<String> names, List<JsonNode> first) {
    for (String name : names) {
      if (first.stream().anyMatch(record -> record.path(name).isArray())) {
        return name;
      }
    }
    return names.get(0);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new HuggingFaceWriter(target, options).write(documents);
  }
}
