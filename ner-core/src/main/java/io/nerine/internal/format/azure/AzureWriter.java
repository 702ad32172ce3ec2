package io.nerine.internal.format.azure;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.format.WriteOptions;
import io.nerine.internal.Json;
import io.nerine.internal.format.JsonSafety;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.WrittenSpans;
import io.nerine.internal.format.files.FileNames;
import io.nerine.internal.format.files.FolderTarget;
import io.nerine.internal.format.files.Losses;
import io.nerine.internal.format.files.WrittenText;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a directory with a labels file and the texts. For one use. */
final class AzureWriter {

  static final String USUAL_VERSION = "2022-05-01";

  /** The name of the labels file. */
  static final String LABELS = "project.json";

  private static final String KIND = "CustomEntityRecognition";
  private static final String USUAL_LANGUAGE = "en";
  private static final String ENDING = ".txt";

  /** The documents while the head of the labels file, which names all categories, is not known. */
  private static final String DOCUMENTS = ".documents.tmp";

  private final Path target;
  private final WriteOptions options;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final FileNames names = new FileNames(false);
  private final Set<String> categories = new LinkedHashSet<>();
  private final Set<String> languages = new LinkedHashSet<>();

  AzureWriter(Path target, WriteOptions options) {
    this.target = target;
    this.options = options;
    this.unit = options.offsets().orElse(OffsetEncoding.UTF16);
    this.losses = new Losses(EnumSet.allOf(FormatCapability.class), log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    FolderTarget.write(target, AzureWriter::isOwn, folder -> writeTo(folder, documents));
    losses.report();
    return log.report();
  }

  private static boolean isOwn(String name) {
    return name.endsWith(ENDING) || name.endsWith(".json") || name.equals(AzureIndex.NAME);
  }

  private void writeTo(Path folder, Iterable<AnnotatedDocument> documents) throws IOException {
    Path list = folder.resolve(DOCUMENTS);
    Path index = folder.resolve(AzureIndex.NAME);
    try (Writer listed = writer(list);
        Writer indexed = writer(index)) {
      String before = "\n";
      for (AnnotatedDocument document : documents) {
        Written written = write(folder, document);
        listed.append(before).append("      ").append(Json.line(written.document));
        before = ",\n";
        if (written.beyond.size() > 1) {
          indexed.append(Json.line(written.beyond)).append('\n');
        }
      }
    }
    try (Writer labels = writer(folder.resolve(LABELS))) {
      String head = Json.pretty(head());
      int end = head.lastIndexOf("[ ]");
      labels.append(head, 0, end).append('[');
      copy(list, labels);
      labels.append("\n    ]").append(head, end + 3, head.length());
    }
    Files.delete(list);
    if (Files.size(index) == 0) {
      Files.delete(index);
    }
  }

  private static Writer writer(Path file) throws IOException {
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  private static void copy(Path file, Writer out) throws IOException {
    char[] buffer = new char[1 << 14];
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    }
  }

  /** A document of the labels file, and its line in the index. */
  private record Written(
      Map<String, @Nullable Object> document, Map<String, @Nullable Object> beyond) {}

  private Written write(Path folder, AnnotatedDocument given) throws IOException {
    losses.count(given);
    WrittenText text = new WrittenText(given.text(), unit);
    if (text.changed()) {
      losses.warning(
          given, "an unpaired surrogate, which UTF-8 cannot hold", "written as U+FFFD", "");
    }
    AnnotatedDocument document =
        JsonSafety.writable(text.changed() ? JsonSafety.copy(given, text.text()) : given, losses);
    String location = location(document.id());
    String mark = WrittenText.mark(text.text());
    Files.writeString(folder.resolve(location), mark + text.text());
    WrittenSpans spans = WrittenSpans.of(document, unit, losses);
    log.count(spans.in(document));
    document.language().ifPresent(languages::add);
    WrittenRegions regions = new WrittenRegions(document, spans, text);
    spans.forEach(tag -> categories.add(tag.span().type()));
    return new Written(
        record(document, location, regions), beyond(document, location, spans, regions));
  }

  private String location(String id) {
    boolean ends = id.endsWith(ENDING) && id.length() > ENDING.length();
    return names.next(ends ? id.substring(0, id.length() - ENDING.length()) : id) + ENDING;
  }

  private static Map<String, @Nullable Object> record(
      AnnotatedDocument document, String location, WrittenRegions regions) {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("location", location);
    document.language().ifPresent(language -> record.put("language", language));
    document
        .part()
        .filter(part -> part != DatasetPart.DEV)
        .ifPresent(part -> record.put("dataset", part == DatasetPart.TEST ? "Test" : "Train"));
    record.put("entities", regions.records());
    return record;
  }

  private Map<String, @Nullable Object> beyond(
      AnnotatedDocument document, String location, WrittenSpans spans, WrittenRegions regions) {
    Set<FormatCapability> parts = EnumSet.of(FormatCapability.REJECTED_SPANS);
    if (!document.id().equals(location)) {
      parts.add(FormatCapability.IDS);
    }
    if (document.part().filter(part -> part == DatasetPart.DEV).isPresent()) {
      parts.add(FormatCapability.PARTS);
    }
    if (!regions.sayAll()) {
      parts.add(FormatCapability.REVIEW_MARKS);
    }
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    NerineField.put(document, parts, document.metadata().keySet(), record, losses);
    Map<String, @Nullable Object> beyond = new LinkedHashMap<>();
    beyond.put(AzureIndex.FILE, location);
    if (record.get(NerineField.NAME) instanceof Map<?, ?> field) {
      field.forEach((key, value) -> beyond.put(String.valueOf(key), value));
    }
    if (document.language().isEmpty()) {
      // Or else it had that of the project.
      beyond.put("language", null);
    }
    List<Map<String, Object>> attributes = attributes(spans);
    if (!attributes.isEmpty()) {
      beyond.put(AzureIndex.SPANS, attributes);
    }
    return beyond;
  }

  private static List<Map<String, Object>> attributes(WrittenSpans spans) {
    List<Map<String, Object>> attributes = new ArrayList<>();
    for (WrittenSpans.Written tag : spans) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("start", tag.span().start());
      fields.put("end", tag.span().end());
      fields.put("label", tag.span().type());
      fields.put(NerineField.NAME, new TreeMap<>(tag.span().attributes()));
      attributes.add(fields);
    }
    boolean any = attributes.stream().anyMatch(one -> !Map.of().equals(one.get(NerineField.NAME)));
    return any ? attributes : List.of();
  }

  private Map<String, Object> head() {
    String project =
        options
            .option(AzureFormat.PROJECT)
            .orElseGet(() -> String.valueOf(target.toAbsolutePath().getFileName()));
    String language =
        Stream.concat(options.option(AzureFormat.LANGUAGE).stream(), languages.stream())
            .findFirst()
            .orElse(USUAL_LANGUAGE);
    if (languages.isEmpty() && options.option(AzureFormat.LANGUAGE).isEmpty()) {
      log.info(
          target.toString(),
          "",
          "no document states its language",
          "project written as of language '%s', see the options".formatted(USUAL_LANGUAGE));
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("projectName", project);
    metadata.put(
        "storageInputContainerName", options.option(AzureFormat.CONTAINER).orElse(project));
    metadata.put("projectKind", KIND);
    metadata.put("description", "");
    metadata.put("language", language);
    metadata.put("multilingual", languages.size() > 1);
    metadata.put("settings", Map.of());
    Map<String, Object> assets = new LinkedHashMap<>();
    assets.put("projectKind", KIND);
    assets.put("entities", categories.stream().map(name -> Map.of("category", name)).toList());
    assets.put("documents", List.of());
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("projectFileVersion", options.option(AzureFormat.VERSION).orElse(USUAL_VERSION));
    head.put("stringIndexType", indexType());
    head.put("metadata", metadata);
    head.put("assets", assets);
    return head;
  }

  private String indexType() {
    switch (unit) {
      case UTF16 -> {
        return "Utf16CodeUnit";
      }
      case CODE_POINT -> {
        return "UnicodeCodePoint";
      }
      case GRAPHEME -> {
        return "TextElements_v8";
      }
      default -> {
        log.warning(
            target.toString(),
            "/stringIndexType",
            "a unit that Azure does not know",
            "written as Utf8Byte",
            "write in UTF-16 units");
        return "Utf8Byte";
      }
    }
  }
}
