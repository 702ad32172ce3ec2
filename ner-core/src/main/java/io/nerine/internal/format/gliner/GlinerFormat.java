package io.nerine.internal.format.gliner;

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
import io.nerine.internal.format.tokens.TokenRecords;
import io.nerine.internal.format.tokens.TokenStyle;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What GLiNER is trained on: {@code {"tokenized_text": [...], "ner": [[start, end, "label"], ...]}}
 * as one array or as JSON Lines. Starts and ends count tokens, and an end is the last token of the
 * entity, not the one behind it. Other fields, such as {@code negatives} and the labels that were
 * asked for, stay as metadata. Thread-safe.
 *
 * <p>The text is the one that a field {@code text} states, if the tokens stand in it, else the
 * tokens with one space between them.
 */
public final class GlinerFormat implements DocumentFormat {

  static final String TOKENS = "tokenized_text";
  static final String ENTITIES = "ner";
  static final String LAYOUT = "layout";

  /** Creates the format. */
  public GlinerFormat() {}

  @Override
  public String name() {
    return "gliner";
  }

  @Override
  public String description() {
    return "training records of GLiNER: tokenized_text and ner in numbers of tokens";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    Set<FormatCapability> held = EnumSet.copyOf(TokenRecords.HELD);
    held.add(FormatCapability.NESTED_SPANS);
    held.add(FormatCapability.CROSSING_SPANS);
    held.add(FormatCapability.REPEATED_SPANS);
    return held;
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.ofEntries(OptionValues.JOIN_OPTION);
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.ofEntries(
        Map.entry(LAYOUT, "array (default) for one JSON array, lines for JSON Lines"),
        TokenStyle.TEXT_OPTION,
        TokenStyle.TOKENS_OPTION);
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    boolean tokens = JsonProbe.of(probe).any(record -> record.path(TOKENS).isArray());
    return tokens ? FormatMatch.CERTAIN : FormatMatch.NONE;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    JsonProbe probe = JsonProbe.of(FormatProbe.of(input));
    TokenRecords records =
        new TokenRecords(reading, TokenRecords.join(options, probe.records(), TOKENS));
    return RecordDocuments.reader(
        input,
        JsonRecords.of(input, reading.log()),
        new GlinerConversion(reading, records),
        reading);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new GlinerWriter(target, capabilities(), options).write(documents);
  }
}
