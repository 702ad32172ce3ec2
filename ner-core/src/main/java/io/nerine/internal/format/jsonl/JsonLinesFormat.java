package io.nerine.internal.format.jsonl;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.DocumentReader;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.jsonl.LineWriter;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Nerine's own JSON Lines, which holds all that a document has. */
public final class JsonLinesFormat implements DocumentFormat {

  /** Creates the format. */
  public JsonLinesFormat() {}

  @Override
  public String name() {
    return JsonLines.FORMAT;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("nerine", "json-lines", "jsonlines", "ndjson");
  }

  @Override
  public String description() {
    return "Nerine's own JSON Lines: one document a line, with text, spans and what else is known";
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
  public FormatMatch match(FormatProbe probe) {
    if (probe.directory()) {
      return FormatMatch.NONE;
    }
    FormatMatch match = JsonLinesMatch.of(probe.head());
    // Broken or not, what is named so is read best by the reader that says where it is broken.
    return match == FormatMatch.NONE && (probe.named(".jsonl") || probe.named(".ndjson"))
        ? FormatMatch.POSSIBLE
        : match;
  }

  @Override
  public DocumentReader open(Path input, ReadOptions options) {
    return JsonLinesReader.open(input, options);
  }

  @Override
  public FormatReport write(
      Path target, Iterable<AnnotatedDocument> documents, WriteOptions options) {
    FormatLog log = new FormatLog();
    OffsetEncoding unit = options.offsets().orElse(OffsetEncoding.UTF16);
    WritableDocuments writable = new WritableDocuments(target.toString(), unit, log);
    try {
      FileReplacement.write(
          target,
          out -> {
            for (AnnotatedDocument document : documents) {
              AnnotatedDocument written = writable.of(document);
              out.write(LineWriter.line(written, unit).getBytes(StandardCharsets.UTF_8));
              out.write('\n');
              log.count(written);
            }
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
    return log.report();
  }
}
