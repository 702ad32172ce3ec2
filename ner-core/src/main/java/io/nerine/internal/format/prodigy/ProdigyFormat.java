package io.nerine.internal.format.prodigy;

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
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The tasks that Prodigy exports ({@code db-out}) and imports ({@code db-in}), one a line, with
 * {@code spans} whose offsets count code points. Thread-safe.
 *
 * <p>What an answer means follows Prodigy's own training:
 *
 * <table>
 *   <caption>Answers</caption>
 *   <tr><td>{@code accept}, or none</td><td>the whole text is reviewed and {@code spans} are its
 *       tags; from a binary view ({@code _view_id} {@code ner}: {@code ner.teach}, {@code
 *       ner.match}) the tags alone are reviewed, nothing between them</td></tr>
 *   <tr><td>{@code reject} of one span</td><td>the span is known not to be of its type, nothing is
 *       reviewed</td></tr>
 *   <tr><td>{@code reject} of none or several</td><td>which of them is wrong is not known: left
 *       out</td></tr>
 *   <tr><td>{@code ignore}</td><td>left out</td></tr>
 * </table>
 *
 * <p>What is left out is noted, or kept as a text without tags of which nothing is reviewed if the
 * option {@code unanswered} says so. Who annotated stands as the annotator of the tags. Tokens are
 * used to verify tags and not kept; Prodigy makes them again. All other fields are metadata.
 */
public final class ProdigyFormat implements DocumentFormat {

  static final String UNANSWERED = "unanswered";

  /** The fields by which Prodigy knows a task again. */
  private static final Set<String> MARKS =
      Set.of("_input_hash", "_task_hash", "_view_id", "_session_id", "_annotator_id");

  /** Creates the format. */
  public ProdigyFormat() {}

  @Override
  public String name() {
    return "prodigy";
  }

  @Override
  public String description() {
    return "Prodigy's tasks with spans and answers, JSON Lines as db-out writes them";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return EnumSet.allOf(FormatCapability.class);
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.CODE_POINT;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.of(
        UNANSWERED,
        "skip (default) leaves out tasks that were ignored or rejected as a whole, keep reads their"
            + " texts as not reviewed");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    JsonProbe json = JsonProbe.of(probe);
    if (json.any(
        record -> isText(record) && record.path("answer").isTextual() && !begins(record))) {
      return FormatMatch.CERTAIN;
    }
    if (json.any(record -> isText(record) && MARKS.stream().anyMatch(record::has))) {
      return FormatMatch.LIKELY;
    }
    // Input that Prodigy did not number yet looks like the JSON of many others.
    return json.any(record -> isText(record) && record.at("/spans/0/label").isTextual())
        ? FormatMatch.POSSIBLE
        : FormatMatch.NONE;
  }

  private static boolean isText(JsonNode record) {
    return record.path("text").isTextual();
  }

  /** Whether a record begins as one of Nerine's own does, which may keep Prodigy's fields. */
  private static boolean begins(JsonNode record) {
    return record.fieldNames().next().equals("id");
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    RecordReading reading = new RecordReading(input, options, offsets());
    ProdigyConversion conversion = new ProdigyConversion(reading);
    return RecordDocuments.reader(input, JsonRecords.of(input, reading.log()), conversion, reading);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new ProdigyWriter(target, options.offsets().orElse(offsets())).write(documents);
  }
}
