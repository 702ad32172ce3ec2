package io.nerine.internal.format.doccano;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes one file for doccano to import. */
final class DoccanoWriter {

  /** Metadata of these names would be read as something else. */
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "id",
          "text",
          "data",
          "column_data",
          "label",
          "labels",
          "column_label",
          "entities",
          "annotations",
          "relations",
          "cats",
          NerineField.NAME);

  private static final Set<FormatCapability> BEYOND =
      EnumSet.complementOf(EnumSet.of(FormatCapability.IDS));

  private final Path target;
  private final OffsetEncoding unit;
  private final JsonOutput.Layout layout;
  private final boolean entities;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  DoccanoWriter(
      Path target, Set<FormatCapability> held, WriteOptions options, OffsetEncoding unit) {
    this.target = target;
    this.unit = options.offsets().orElse(unit);
    this.layout = JsonOutput.layout(options, DoccanoFormat.LAYOUT, JsonOutput.Layout.LINES);
    this.entities =
        OptionChoice.flag(DoccanoFormat.ENTITIES, options.option(DoccanoFormat.ENTITIES));
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(target, layout, documents, document -> List.of(record(document)));
    losses.report();
    return log.report();
  }

  private Map<String, @Nullable Object> record(AnnotatedDocument given) {
    losses.count(given);
    AnnotatedDocument document = JsonSafety.writable(given, losses);
    WrittenSpans spans = WrittenSpans.of(document, unit, losses);
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", document.id());
    record.put("text", document.text());
    record.put(entities ? "entities" : "label", entities ? objects(spans) : spans.triples());
    if (entities) {
      record.put("relations", List.of());
    }
    NerineField.put(document, BEYOND, OWN_FIELDS, record, losses);
    log.count(spans.in(document));
    return record;
  }

  private static List<Map<String, Object>> objects(WrittenSpans spans) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (WrittenSpans.Written tag : spans) {
      Map<String, Object> object = new LinkedHashMap<>();
      String id = tag.span().attributes().get(EntitySpan.ID);
      object.put("id", id == null ? objects.size() : id);
      object.put("start_offset", tag.start());
      object.put("end_offset", tag.end());
      object.put("label", tag.span().type());
      objects.add(object);
    }
    return objects;
  }
}
