package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatContract;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of the JSON formats share: short files of their own, read and judged. */
public abstract class JsonFormatContract extends FormatContract {

  protected static final ReadOptions STRICT = ReadOptions.defaults();
  protected static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  /** An emoji, which is one code point and two UTF-16 units. */
  protected static final String TRUCK = "\uD83D\uDE9A";

  @TempDir protected Path folder;

  /** For the tests of the formats. */
  protected JsonFormatContract() {}

  protected final Path file(String content) {
    try {
      return Files.writeString(folder.resolve("invented.json"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads content that nothing is wrong with. */
  protected final List<AnnotatedDocument> read(String content) {
    Imported imported = Formats.read(file(content), format(), STRICT);
    assertThat(imported.report().problems()).isEmpty();
    return imported.documents();
  }

  /** Reads content of one document that nothing is wrong with. */
  protected final AnnotatedDocument one(String content) {
    List<AnnotatedDocument> documents = read(content);
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  protected final Imported lenient(String content) {
    return Formats.read(file(content), format(), LENIENT);
  }

  protected final Imported read(String content, String option, String value) {
    return Formats.read(
        file(content), format(), ReadOptions.builder().lenient().option(option, value).build());
  }

  protected final FormatMatch match(String content) {
    return format().match(FormatProbe.of(file(content)));
  }

  /** Writes documents and returns the file. */
  protected final String written(WriteOptions options, AnnotatedDocument... documents) {
    try {
      Path file = folder.resolve("written.json");
      FormatReport report = Formats.write(file, format(), List.of(documents), options);
      assertThat(report.errors()).isZero();
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A document's tags as {@code TYPE 'mention'}. */
  protected static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }
}
