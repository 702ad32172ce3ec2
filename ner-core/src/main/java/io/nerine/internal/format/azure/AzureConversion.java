package io.nerine.internal.format.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Text;
import io.nerine.internal.format.JsonRecord;
import io.nerine.internal.format.NerineField;
import io.nerine.internal.format.RecordConversion;
import io.nerine.internal.format.RecordReading;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.text.OffsetEncoding;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes documents of the documents of a labels file and their text files. */
final class AzureConversion implements RecordConversion {

  private static final Set<String> FIELDS =
      Set.of("location", "language", "culture", "dataset", "entities", "extractors");

  private final AzureProject project;
  private final RecordReading reading;
  private final Path texts;
  private final AzureIndex index;
  private final RegionReader regions;

  AzureConversion(Path labels, AzureProject project, RecordReading reading) {
    this.project = project;
    this.reading = reading;
    Path folder = labels.toAbsolutePath().normalize().getParent();
    Path beside = folder == null ? Path.of("").toAbsolutePath() : folder;
    this.texts =
        reading
            .options()
            .option(AzureFormat.TEXTS)
            .map(given -> Path.of(given).toAbsolutePath().normalize())
            .orElse(beside);
    this.index = AzureIndex.read(beside, reading);
    this.regions = new RegionReader(project.categories(), reading);
  }

  @Override
  public void convert(JsonRecord record, Consumer<AnnotatedDocument> documents) {
    if (!project.isOfEntities()) {
      // Said once, of the project.
      return;
    }
    JsonNode location = record.value().path("location");
    if (!location.isTextual()) {
      reading.error(
          record.place(),
          record.value().isObject()
              ? "a document with %s as 'location'".formatted(Json.kind(location))
              : "a document that is " + Json.kind(record.value()),
          "write the name of its text file as 'location'");
      return;
    }
    String text = text(record.place("/location"), location.textValue());
    if (text != null) {
      AnnotatedDocument document = document(record, location.textValue(), text);
      if (document != null) {
        documents.accept(document);
      }
    }
  }

  private @Nullable String text(String place, String location) {
    String name = Json.abbreviated(location);
    Path file = null;
    try {
      // Windows has the other slash.
      for (String path : new String[] {location, location.replace('\\', '/')}) {
        if (!texts.resolve(path).normalize().startsWith(texts)) {
          reading.error(
              place, "location '%s', which leads out of the directory".formatted(name), "move it");
          return null;
        }
        file = file == null ? FolderFiles.inside(texts, path) : file;
      }
    } catch (InvalidPathException e) {
      file = null;
    }
    if (file == null) {
      reading.error(
          place,
          "location '%s', where there is no file in '%s'".formatted(name, texts),
          "put the text there, or give its directory by the option '%s'"
              .formatted(AzureFormat.TEXTS));
      return null;
    }
    try {
      return Utf8Text.read(file);
    } catch (DataFormatException e) {
      reading.error(place, String.valueOf(e.getMessage()), "make it a text file in UTF-8");
      return null;
    }
  }

  private @Nullable AnnotatedDocument document(JsonRecord record, String location, String text) {
    JsonNode value = record.value();
    NerineField more = index.of(location);
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(more.id().orElse(location), text);
    if (!regions.read(record, text, document)) {
      return null;
    }
    language(record).ifPresent(document::language);
    part(record).ifPresent(document::part);
    value
        .properties()
        .forEach(
            field -> {
              if (!FIELDS.contains(field.getKey())) {
                document.metadata(field.getKey(), Json.value(field.getValue()));
              }
            });
    more.addTo(document, text);
    if (reading.unit() == OffsetEncoding.GRAPHEME && text.indexOf('\u200D') >= 0) {
      reading
          .tally()
          .warning(
              record.place(),
              "joined characters, which TextElements_v8 counts as several",
              "counted as one",
              "verify its tags, or label with Utf16CodeUnit");
    }
    return index.withAttributes(location, document.build());
  }

  private Optional<String> language(JsonRecord record) {
    for (String field : new String[] {"language", "culture"}) {
      String language = reading.string(record.value(), field, record.place());
      if (language != null && !language.isBlank()) {
        return Optional.of(language);
      }
    }
    boolean none = index.saysNoLanguage(record.value().path("location").asText());
    return none || project.language().isBlank()
        ? Optional.empty()
        : Optional.of(project.language());
  }

  private Optional<DatasetPart> part(JsonRecord record) {
    String dataset = reading.string(record.value(), "dataset", record.place());
    if (dataset == null || dataset.isBlank()) {
      return Optional.empty();
    }
    switch (dataset.toLowerCase(Locale.ROOT)) {
      case "train" -> {
        return Optional.of(DatasetPart.TRAIN);
      }
      case "test" -> {
        return Optional.of(DatasetPart.TEST);
      }
      default -> {
        reading.error(
            record.place("/dataset"),
            "dataset '%s'".formatted(Json.abbreviated(dataset)),
            "write Train or Test");
        return Optional.empty();
      }
    }
  }
}
