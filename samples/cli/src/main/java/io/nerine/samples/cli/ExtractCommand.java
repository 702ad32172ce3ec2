package io.nerine.samples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerine.Extractors;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * Extracts entities, one record a document, in the order of the input.
 *
 * <p>A document that the model fails on gets a record with an {@code error} in place of {@code
 * entities}, so that records and documents stay in step; the exit code is then 1.
 */
@Command(
    name = "extract",
    description = {
      "Extract entities from documents.",
      "A document that fails gets a record with an \"error\", and the exit code is 1."
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
      description = "Where the records go; by default to the standard output.")
  private String output = STANDARD_OUTPUT;

  @Option(
      names = "--format",
      paramLabel = "jsonl",
      converter = FormatConverter.class,
      description = "The form of the records; jsonl, the default, is the only one so far.")
  private Format format = Format.JSONL;

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

  /** The forms of records. */
  enum Format {
    /** JSON Lines. */
    JSONL;

    /** Escapes, so that the unpaired surrogates that a text may have reach the file. */
    private static final JsonMapper JSON =
        JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Writes what became of a document, without a line break. */
    String record(String id, Extraction extraction) throws JsonProcessingException {
      if (extraction.failure().isEmpty()) {
        return JsonLines.toLine(id, extraction);
      }
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("id", id);
      fields.put("text", extraction.text());
      fields.put("error", String.valueOf(extraction.failure().get().getMessage()));
      return JSON.writeValueAsString(fields);
    }
  }

  /** Reads the name of a form. */
  private static final class FormatConverter implements ITypeConverter<Format> {

    @Override
    public Format convert(String name) {
      if (name.equals("jsonl")) {
        return Format.JSONL;
      }
      throw new TypeConversionException("'%s' is not supported; give jsonl".formatted(name));
    }
  }

  @Override
  int run() throws IOException {
    LoadOptions.Builder loadOptions = LoadOptions.builder();
    set("--threads", threads, loadOptions::threads);
    ExtractionOptions.Builder options = ExtractionOptions.builder();
    set("--min-confidence", minConfidence, options::minConfidence);
    long failures;
    try (Extractor extractor = Extractors.load(model, loadOptions.build());
        InputDocuments documents = InputDocuments.open(input, console().in());
        Progress progress = progress()) {
      Work work = new Work(documents, extractor, options.build(), format, progress);
      if (output.equals(STANDARD_OUTPUT)) {
        failures = work.writeTo(console().out());
      } else {
        try (PendingFile file = PendingFile.at(Path.of(output))) {
          try {
            failures = work.writeTo(file.out());
          } catch (IOException e) {
            throw file.failure(e);
          }
          file.commit();
        }
      }
    }
    if (failures > 0) {
      warn(Progress.count(failures, "document") + " failed; \"error\" in the records says why");
      return ExitCode.CHECK_FAILED;
    }
    return ExitCode.DONE;
  }

  /** One pass over the documents. */
  private record Work(
      InputDocuments documents,
      Extractor extractor,
      ExtractionOptions options,
      Format format,
      Progress progress) {

    /** Returns the number of documents that failed. */
    long writeTo(OutputStream out) throws IOException {
      // The extractor draws texts ahead to fill its batches, but only so many.
      Queue<String> idsAhead = new ArrayDeque<>();
      long done = 0;
      long failures = 0;
      try (Stream<String> texts =
              documents.stream()
                  .peek(document -> idsAhead.add(document.id()))
                  .map(AnnotatedDocument::text);
          Stream<Extraction> extractions = extractor.extractStream(texts, options)) {
        for (Iterator<Extraction> each = extractions.iterator(); each.hasNext(); ) {
          if (Thread.currentThread().isInterrupted()) {
            throw new NerException("Interrupted after " + Progress.count(done, "document"));
          }
          Extraction extraction = each.next();
          out.write(format.record(idsAhead.remove(), extraction).getBytes(StandardCharsets.UTF_8));
          out.write('\n');
          done++;
          failures += extraction.failure().isPresent() ? 1 : 0;
          progress.showCount("document", done, documents.share());
          if (idsAhead.isEmpty()) {
            // Whoever reads along gets each batch when it is done.
            out.flush();
            if (out instanceof PrintStream stream && stream.checkError()) {
              throw new NerException("Cannot write to the standard output; its reader has ended");
            }
          }
        }
      }
      return failures;
    }
  }
}
