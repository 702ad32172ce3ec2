package io.nerine.internal.format.prodigy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.JsonOutput;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.Losses;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes tasks for Prodigy: one for a document, and one for each of its rejected tags. */
final class ProdigyWriter {

  private static final Set<FormatCapability> BEYOND =
      EnumSet.complementOf(EnumSet.of(FormatCapability.REJECTED_SPANS));

  private static final Set<String> TAKEN = taken();

  private final Path target;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;

  ProdigyWriter(Path target, OffsetEncoding unit) {
    this.target = target;
    this.unit = unit;
    this.losses = new Losses(EnumSet.allOf(FormatCapability.class), log, target.toString());
  }

  private static Set<String> taken() {
    Set<String> taken = new HashSet<>(ProdigyConversion.FIELDS);
    taken.add("_view_id");
    return Set.copyOf(taken);
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    JsonOutput.write(target, JsonOutput.Layout.LINES, documents, this::tasks);
    losses.report();
    return log.report();
  }

  private List<Map<String, @Nullable Object>> tasks(AnnotatedDocument given) {
    losses.count(given);
    AnnotatedDocument document = JsonSafety.writable(given, losses);
    WrittenSpans spans = WrittenSpans.of(document, unit, losses);
    WrittenSpans rejected = WrittenSpans.of(document, document.rejectedSpans(), unit, losses);
    List<Map<String, @Nullable Object>> tasks = new ArrayList<>();
    boolean nothingReviewed = document.reviewedRegions().map(List::isEmpty).orElse(false);
    if (spans.size() > 0 || rejected.size() == 0 || !nothingReviewed) {
      boolean open = nothingReviewed && spans.size() == 0;
      tasks.add(task(document, fields(spans), open ? null : "accept", view(document)));
    }
    for (WrittenSpans.Written tag : rejected) {
      List<Object> one = List.of(fields(tag));
      tasks.add(task(document, one, "reject", ProdigyConversion.BINARY_VIEW));
    }
    NerineField.put(document, BEYOND, TAKEN, tasks.get(0), losses);
    tasks
        .subList(1, tasks.size())
        .forEach(task -> task.put(NerineField.NAME, Map.of(ProdigyConversion.OF, document.id())));
    log.count(spans.in(document));
    return tasks;
  }

  private static Map<String, @Nullable Object> task(
      AnnotatedDocument document, List<Object> spans, @Nullable String answer, String view) {
    Map<String, @Nullable Object> task = new LinkedHashMap<>();
    task.put("text", document.text());
    task.put("spans", spans);
    if (answer != null) {
      task.put("answer", answer);
    }
    task.put("_view_id", view);
    return task;
  }

  /** The view by which Prodigy tells whether what carries no tag is known to be none. */
  private static String view(AnnotatedDocument document) {
    boolean whole =
        document.reviewedTypes().isEmpty()
            && document
                .reviewedRegions()
                .map(regions -> regions.contains(new CharSpan(0, document.text().length())))
                .orElse(true);
    if (!whole) {
      return ProdigyConversion.BINARY_VIEW;
    }
    return document.metadata().get("_view_id") instanceof String kept ? kept : "ner_manual";
  }

  private static List<Object> fields(WrittenSpans spans) {
    List<Object> fields = new ArrayList<>();
    spans.forEach(tag -> fields.add(fields(tag)));
    return fields;
  }

  private static Map<String, Object> fields(WrittenSpans.Written tag) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("start", tag.start());
    fields.put("end", tag.end());
    fields.put("label", tag.span().type());
    fields.put("text", tag.mention());
    Map<String, String> kept = new TreeMap<>();
    new TreeMap<>(tag.span().attributes())
        .forEach(
            (key, value) -> {
              if (ProdigySpans.FIELDS.contains(key)) {
                kept.put(key, value);
              } else {
                fields.put(key, value);
              }
            });
    if (!kept.isEmpty()) {
      fields.put(NerineField.NAME, kept);
    }
    return fields;
  }
}
