package io.nerine.samples.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Writes what was extracted, as records or in the format of a tagging tool. */
final class ExtractionOutput {

  /** The attribute of a tag that tells how sure the model is. */
  private static final String CONFIDENCE = "confidence";

  /** Escapes, so that the unpaired surrogates that a text may have reach the file. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private ExtractionOutput() {}

  /** Writes a record a line. */
  static void writeRecords(Extractions extractions, OutputStream out) throws IOException {
    while (extractions.hasNext()) {
      Extractions.Found found = extractions.next();
      out.write(record(found.id(), found.extraction()).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      if (extractions.batchDone()) {
        // Whoever reads along gets each batch when it is done.
        out.flush();
        if (out instanceof PrintStream stream && stream.checkError()) {
          throw new NerException("Cannot write to the standard output; its reader has ended");
        }
      }
    }
  }

  private static String record(String id, Extraction extraction) throws JsonProcessingException {
    if (extraction.failure().isEmpty()) {
      return JsonLines.toLine(id, extraction);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("id", id);
    fields.put("text", extraction.text());
    fields.put("error", String.valueOf(extraction.failure().get().getMessage()));
    return JSON.writeValueAsString(fields);
  }

  /** Writes tagged documents, without those that failed, which no format can tell of. */
  static FormatReport writeDocuments(Extractions extractions, Path target, DocumentFormat format) {
    return Formats.write(target, format, () -> new Documents(extractions), WriteOptions.defaults());
  }

  /** The documents that did not fail, as they would be tagged. */
  private static final class Documents implements Iterator<AnnotatedDocument> {

    private final Extractions extractions;
    private @Nullable AnnotatedDocument next;

    Documents(Extractions extractions) {
      this.extractions = extractions;
    }

    @Override
    public boolean hasNext() {
      while (next == null && extractions.hasNext()) {
        Extractions.Found found = extractions.next();
        if (found.extraction().failure().isEmpty()) {
          next = document(found.id(), found.extraction());
        }
      }
      return next != null;
    }

    @Override
    public AnnotatedDocument next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      AnnotatedDocument document = next;
      next = null;
      return document;
    }

    private static AnnotatedDocument document(String id, Extraction extraction) {
      AnnotatedDocument.Builder document = AnnotatedDocument.builder(id, extraction.text());
      for (Entity entity : extraction.entities()) {
        document.span(
            new EntitySpan(
                entity.start(),
                entity.end(),
                entity.type(),
                Map.of(CONFIDENCE, String.valueOf(entity.confidence()))));
      }
      return document.build();
    }
  }
}
