package io.nerine.internal.format.spacysimple;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes one file of pairs or objects. */
final class SpacySimpleWriter {

  private final Path target;
  private final OffsetEncoding unit;
  private final JsonOutput.Layout layout;
  private final String style;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  SpacySimpleWriter(
      Path target, Set<FormatCapability> held, WriteOptions options, OffsetEncoding unit) {
    this.target = target;
    this.unit = options.offsets().orElse(unit);
    this.layout = JsonOutput.layout(options, SpacySimpleFormat.LAYOUT, JsonOutput.Layout.ARRAY);
    this.style =
        OptionChoice.of(
            SpacySimpleFormat.STYLE,
            options.option(SpacySimpleFormat.STYLE),
            List.of("pair", "object", "displacy"));
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(target, layout, documents, document -> List.of(record(document)));
    losses.report();
    return log.report();
  }

  private Object record(AnnotatedDocument document) {
    losses.count(document);
    WrittenSpans spans = WrittenSpans.of(document, unit, losses);
    log.count(spans.in(document));
    return switch (style) {
      case "pair" -> List.of(document.text(), Map.of("entities", spans.triples()));
      case "object" -> object(document, "entities", spans.triples());
      default -> object(document, "ents", objects(spans));
    };
  }

  private static Map<String, Object> object(
      AnnotatedDocument document, String field, List<?> tags) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("text", document.text());
    object.put(field, tags);
    return object;
  }

  private static List<Map<String, Object>> objects(WrittenSpans spans) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (WrittenSpans.Written tag : spans) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("start", tag.start());
      object.put("end", tag.end());
      object.put("label", tag.span().type());
      objects.add(object);
    }
    return objects;
  }
}
