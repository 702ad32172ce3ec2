package io.nerine.data;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the documents of data sets. */
final class DatasetFiles {

  private static final Logger LOG = LoggerFactory.getLogger(DatasetFiles.class);

  private DatasetFiles() {}

  /** Reads JSON Lines where a file could be that, else the format that its content tells. */
  static List<AnnotatedDocument> documents(Path file) {
    boolean jsonLines =
        Formats.fitting(file).stream().anyMatch(format -> format.name().equals(JsonLines.FORMAT));
    return jsonLines ? JsonLines.read(file) : Formats.read(file).documents();
  }

  /** Reads in a format, and logs in short what was wrong. */
  static List<AnnotatedDocument> documents(Path file, DocumentFormat format, ReadOptions options) {
    Imported imported = Formats.read(file, format, options);
    FormatReport report = imported.report();
    if (report.errors() + report.warnings() > 0) {
      LOG.warn(
          "'{}', read as {}: {} errors, {} warnings",
          file,
          format.name(),
          report.errors(),
          report.warnings());
    }
    return imported.documents();
  }
}
