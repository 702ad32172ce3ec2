package io.nerine.internal.format.spacy;

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
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordDocuments;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.OptionValues;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TagNotation;
import io.nerine.internal.format.tokens.TokenRecords;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The JSON that spaCy 2 is trained on: documents of paragraphs of sentences of tokens, with {@code
 * orth} and tags in the scheme BILUO as {@code ner}. The text of a paragraph is its {@code raw} if
 * the tokens stand in it, else what {@code space} puts behind tokens, else tokens with one space
 * between them and sentences with a line feed; paragraphs are parted by an empty line. A tag {@code
 * -} says that nothing is known of a token, so that the others are the regions that were reviewed.
 * Thread-safe.
 */
public final class SpacyFormat implements DocumentFormat {

  static final String PARAGRAPHS = "paragraphs";
  static final String SENTENCES = "sentences";
  static final String TOKENS = "tokens";
  static final String RAW = "raw";
  static final String ORTH = "orth";
  static final String NER = "ner";
  static final String SPACE = "space";
  static final Set<String> OWN_FIELDS = Set.of("id", PARAGRAPHS, NerineField.NAME);

  /** Creates the format. */
  public SpacyFormat() {}

  @Override
  public String name() {
    return "spacy2";
  }

  @Override
  public String description() {
    return "JSON that spaCy 2 is trained on: paragraphs, sentences and tokens with BILUO tags";
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
        Map.entry(
            "join", "what stands between tokens without a text: space (default), none or closed"),
        OptionValues.TYPE_OPTION);
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    boolean paragraphs =
        JsonProbe.of(probe)
            .any(
                record ->
                    record.path(PARAGRAPHS).isArray()
                        && (record.path(PARAGRAPHS).isEmpty()
                            || record.path(PARAGRAPHS).path(0).has(SENTENCES)
                            || record.path(PARAGRAPHS).path(0).has(RAW)));
    return paragraphs ? FormatMatch.CERTAIN : FormatMatch.NONE;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    Join join = OptionValues.join(options);
    TagDecoder decoder =
        new TagDecoder(
            reading.file(), reading.log(), TagNotation.DASH, null, OptionValues.bareType(options));
    return RecordDocuments.reader(
        input,
        JsonRecords.of(input, reading.log()),
        new SpacyConversion(reading, decoder, join == null ? Join.SPACE : join),
        reading);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new SpacyWriter(target).write(documents);
  }
}
