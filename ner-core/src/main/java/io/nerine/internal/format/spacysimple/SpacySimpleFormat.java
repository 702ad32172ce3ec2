package io.nerine.internal.format.spacysimple;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonProbe;
import io.nerine.internal.format.JsonRecords;
import io.nerine.internal.format.RecordDocuments;
import io.nerine.internal.format.RecordReading;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Simple training data of spaCy: pairs of a text and {@code {"entities": [[0, 5, "PER"]]}}, as an
 * array or one a line, in JSON or as the Python literal that tutorials show; the same as objects
 * with {@code text} and {@code entities}, or {@code ents} as displaCy takes them; and {@code
 * {"classes": [...], "annotations": [...]}} as the NER Annotator writes it. Offsets count code
 * points; an annotator that runs in a browser may count UTF-16 units, which the options have to
 * say. Thread-safe.
 *
 * <p>Only texts and tags have a place. spaCy's own {@code ner} cannot be trained on tags that
 * overlap, its {@code spancat} can. Binary {@code .spacy} files are refused.
 */
public final class SpacySimpleFormat implements DocumentFormat {

  static final String LAYOUT = "layout";
  static final String STYLE = "style";

  private static final Set<String> ANNOTATIONS = Set.of("/annotations");

  /** Creates the format. */
  public SpacySimpleFormat() {}

  @Override
  public String name() {
    return "spacy";
  }

  @Override
  public String description() {
    return "spaCy's simple training data: texts with entities, as JSON, JSON Lines or Python";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return EnumSet.of(
        FormatCapability.ANY_TEXT,
        FormatCapability.WORD_PARTS,
        FormatCapability.NESTED_SPANS,
        FormatCapability.CROSSING_SPANS,
        FormatCapability.REPEATED_SPANS);
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.CODE_POINT;
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        LAYOUT,
        "array (default) for one JSON array, lines for JSON Lines",
        STYLE,
        "pair (default) for [text, {entities}], object for {text, entities}, displacy for"
            + " {text, ents}");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    return probe.named(".spacy") && !probe.directory()
        ? FormatMatch.CERTAIN
        : SpacySimpleMatch.of(probe.head(), JsonProbe.of(probe));
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatProbe probe = FormatProbe.of(input);
    if (probe.named(".spacy") && !probe.directory()) {
      throw new DataFormatException(
          "'%s' is a binary file of spaCy; write its documents as JSON in Python:".formatted(input)
              + " json.dump([[d.text, {\"entities\": [[e.start_char, e.end_char, e.label_]"
              + " for e in d.ents]}] for d in DocBin().from_disk(path).get_docs(nlp.vocab)], file)");
    }
    RecordReading reading = new RecordReading(input, options, offsets());
    return RecordDocuments.reader(
        input, records(input, probe, reading.log()), new SpacySimpleConversion(reading), reading);
  }

  private static JsonRecords records(Path input, FormatProbe probe, FormatLog log) {
    PythonLiteral python = PythonLiteral.in(probe.head());
    if (python != PythonLiteral.NONE) {
      return JsonRecords.translated(
          input,
          python == PythonLiteral.LIST,
          PythonLiteralReader::new,
          "write JSON in Python: json.dump(TRAIN_DATA, file)",
          log);
    }
    boolean inside = SpacySimpleMatch.isProject(JsonProbe.of(probe));
    return inside ? JsonRecords.inside(input, ANNOTATIONS, log) : JsonRecords.of(input, log);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new SpacySimpleWriter(target, capabilities(), options, offsets()).write(documents);
  }
}
