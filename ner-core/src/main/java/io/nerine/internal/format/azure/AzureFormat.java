package io.nerine.internal.format.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Projects of Azure's custom named entity recognition: a labels file in JSON and the texts as files
 * beside it. Reads the current form and the tags file of 2021, with all names that drifted between
 * them; takes the labels file or the directory that holds it. Writes a directory. Thread-safe.
 *
 * <p>The file states no mentions. The length of a text's region is what tells that the text is not
 * the one that was labelled: if its line ends were changed since, strict reading refuses the
 * document and lenient reading moves the tags. A text of which regions cover a part counts as
 * reviewed there. Ids, metadata and what else Azure has no field for stand in a file of their own
 * beside the labels, which Azure passes over.
 */
public final class AzureFormat implements DocumentFormat {

  static final String TEXTS = "texts";
  static final String PROJECT = "project";
  static final String CONTAINER = "container";
  static final String LANGUAGE = "language";
  static final String VERSION = "api-version";

  /** Where documents stand, today and in 2021. */
  static final Set<String> DOCUMENTS = Set.of("/assets/documents", "/documents");

  private static final int MOST_FILES_LOOKED_AT = 20;

  /** Creates the format. */
  public AzureFormat() {}

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public String description() {
    return "Azure custom NER: a project's labels in JSON, of any version, and its texts beside it";
  }

  @Override
  public Set<FormatCapability> capabilities() {
    return EnumSet.allOf(FormatCapability.class);
  }

  @Override
  public OffsetEncoding offsets() {
    return OffsetEncoding.UTF16;
  }

  @Override
  public Map<String, String> readOptions() {
    return Map.of(TEXTS, "the directory of the texts; that of the labels file by default");
  }

  @Override
  public Map<String, String> writeOptions() {
    return Map.of(
        PROJECT, "the name of the project; that of the directory by default",
        CONTAINER, "the name of the storage container; that of the project by default",
        LANGUAGE, "the language of the project; that of the first document by default",
        VERSION, "the version of the file; " + AzureWriter.USUAL_VERSION + " by default");
  }

  @Override
  public FormatMatch match(FormatProbe probe) {
    if (!probe.directory()) {
      return judged(JsonProbe.of(probe));
    }
    FormatMatch best = FormatMatch.NONE;
    for (Path file : jsonFiles(probe)) {
      FormatMatch match = matchInside(file);
      best = match.compareTo(best) > 0 ? match : best;
    }
    return best;
  }

  private static FormatMatch matchInside(Path file) {
    try {
      return judged(JsonProbe.of(FormatProbe.of(file)));
    } catch (DataFormatException e) {
      // What cannot be read is not recognised.
      return FormatMatch.NONE;
    }
  }

  private static List<Path> jsonFiles(FormatProbe directory) {
    return directory.names().stream()
        .filter(name -> name.endsWith(".json") && !name.startsWith("."))
        .limit(MOST_FILES_LOOKED_AT)
        .map(name -> directory.path().resolve(name))
        .toList();
  }

  private static FormatMatch judged(JsonProbe json) {
    if (json.records().size() != 1) {
      return FormatMatch.NONE;
    }
    JsonNode project = json.records().get(0);
    boolean labelled =
        DOCUMENTS.stream()
            .map(documents -> project.at(documents).path(0))
            .anyMatch(
                document ->
                    document.path("location").isTextual()
                        && (document.has("entities") || document.has("extractors")));
    if (labelled || AzureProject.isEntityRecognition(AzureProject.kind(project))) {
      return FormatMatch.CERTAIN;
    }
    // Of another kind, which reading says better than that nothing fits.
    return project.path("assets").isObject() && project.path("metadata").has("projectKind")
        ? FormatMatch.LIKELY
        : FormatMatch.NONE;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    FormatProbe probe = FormatProbe.of(input);
    Path labels = probe.directory() ? labelsIn(probe) : input;
    AzureProject project = AzureProject.read(labels, options);
    RecordReading reading = new RecordReading(labels, options, project.unit());
    project.report(reading);
    AzureConversion conversion = new AzureConversion(labels, project, reading);
    return RecordDocuments.reader(
        input, JsonRecords.inside(labels, DOCUMENTS, reading.log()), conversion, reading);
  }

  private static Path labelsIn(FormatProbe directory) {
    List<Path> found =
        jsonFiles(directory).stream()
            .filter(file -> matchInside(file) != FormatMatch.NONE)
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new DataFormatException(
        found.isEmpty()
            ? "'%s' holds no labels file of a project; give the JSON file"
                .formatted(directory.path())
            : "'%s' holds several labels files: %s; give the right one"
                .formatted(directory.path(), found.stream().map(Path::getFileName).toList()));
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    return new AzureWriter(target, options).write(documents);
  }
}
