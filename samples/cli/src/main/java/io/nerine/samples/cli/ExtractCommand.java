package io.nerine.samples.cli;

import io.nerine.Extractors;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Extracts entities, one record a document, in the order of the input.
 *
 * <p>A document that the model fails on gets a record with an {@code error} in place of {@code
 * entities}, so that records and documents stay in step, or is left out of the formats of other
 * tools; the exit code is then 1.
 */
@Command(
    name = "extract",
    description = {
      "Extract entities from documents.",
      "A document that fails gets a record with an \"error\", or is left out of other formats; the"
          + " exit code is then 1."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExtractCommand extends NerineCommand {

  private static final String STANDARD_OUTPUT = "-";

  @Option(names = "--model", required = true, paramLabel = "M", description = "The bundle.")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "FILE|-",
      description =
          "JSON Lines with \"text\" and perhaps \"id\", or a plain text, which is one document; by"
              + " default the standard input.")
  private String input = InputDocuments.STANDARD_INPUT;

  @Option(
      names = "--output",
      paramLabel = "FILE|-",
      description =
          "Where the records go, by default to the standard output; or the file or directory of"
              + " another --format.")
  private String output = STANDARD_OUTPUT;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      converter = FormatNames.OfFormat.class,
      description = "The format of --input, if it is not as above; 'nerine formats' lists them.")
  private @Nullable DocumentFormat from;

  @Option(
      names = "--format",
      paramLabel = "jsonl|azure|brat|...",
      converter = FormatNames.OfFormat.class,
      description =
          "What to write: jsonl, the default, for records with entities and their confidence; or"
              + " any format that 'nerine formats' lists, to go on in its tool.")
  private @Nullable DocumentFormat format;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; by default one for each processor.")
  private @Nullable Integer threads;

  @Option(
      names = "--min-confidence",
      paramLabel = "X",
      description = "The least confidence of an entity, 0 to 1; 0 by default.")
  private @Nullable Double minConfidence;

  @Override
  int run() throws IOException {
    LoadOptions.Builder loadOptions = LoadOptions.builder();
    set("--threads", threads, loadOptions::threads);
    ExtractionOptions.Builder options = ExtractionOptions.builder();
    set("--min-confidence", minConfidence, options::minConfidence);
    boolean records = format == null || format.name().equals(JsonLines.FORMAT);
    if (!records && output.equals(STANDARD_OUTPUT)) {
      throw badUsage("--format writes files; name one, or a directory, by --output");
    }
    if (from != null && input.equals(InputDocuments.STANDARD_INPUT)) {
      throw badUsage("--from reads files; name one, or a directory, by --input");
    }
    long failures;
    try (Extractor extractor = Extractors.load(model, loadOptions.build());
        InputDocuments documents = documents();
        Progress progress = progress();
        Extractions extractions =
            new Extractions(documents, extractor, options.build(), progress)) {
      if (format == null || records) {
        writeRecords(extractions);
      } else {
        writeDocuments(extractions, format);
      }
      failures = extractions.failures();
    }
    if (failures > 0) {
      warn(
          Progress.count(failures, "document")
              + (records ? " failed; \"error\" in the records says why" : " failed, left out"));
      return ExitCode.CHECK_FAILED;
    }
    return ExitCode.DONE;
  }

  private InputDocuments documents() {
    return from == null
        ? InputDocuments.open(input, console().in())
        : InputDocuments.open(Path.of(input), from);
  }

  private void writeRecords(Extractions extractions) throws IOException {
    if (output.equals(STANDARD_OUTPUT)) {
      ExtractionOutput.writeRecords(extractions, console().out());
      return;
    }
    try (PendingFile file = PendingFile.at(Path.of(output))) {
      try {
        ExtractionOutput.writeRecords(extractions, file.out());
      } catch (IOException e) {
        throw file.failure(e);
      }
      file.commit();
    }
  }

  private void writeDocuments(Extractions extractions, DocumentFormat format) {
    FormatReport written = ExtractionOutput.writeDocuments(extractions, Path.of(output), format);
    if (written.errors() + written.warnings() > 0 || verbose()) {
      ReportLines.print("Wrote as " + format.name(), written, verbose(), console().err());
    }
  }
}
