package io.nerine.internal.format.comprehend;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatCapability;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatReport;
import io.nerine.internal.format.files.DocumentIndex;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes a directory of text files and their annotations. For one use. */
final class ComprehendWriter {

  private static final String TABLE = "annotations.csv";
  private static final Pattern TYPE = Pattern.compile("[A-Z0-9]+(_[A-Z0-9]+)*");
  private static final int MOST_TYPES = 25;

  private final Path target;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final FileNames names = new FileNames(false);
  private final Set<String> types = new TreeSet<>();

  ComprehendWriter(Path target, OffsetEncoding unit, Set<FormatCapability> held) {
    this.target = target;
    this.unit = unit;
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    FolderTarget.write(target, ComprehendWriter::isOwn, folder -> writeTo(folder, documents));
    losses.report();
    if (types.size() > MOST_TYPES) {
      log.info(
          target.toString(),
          "",
          "%d types, of which Comprehend takes %d".formatted(types.size(), MOST_TYPES),
          "written");
    }
    return log.report();
  }

  private static boolean isOwn(String name) {
    return ComprehendSource.isText(name) || name.equals(TABLE) || name.equals(DocumentIndex.NAME);
  }

  private void writeTo(Path folder, Iterable<AnnotatedDocument> documents) throws IOException {
    try (DocumentIndex.Output index = new DocumentIndex.Output(folder);
        Writer table = Files.newBufferedWriter(folder.resolve(TABLE), StandardCharsets.UTF_8)) {
      table.write("File,Begin Offset,End Offset,Type\n");
      for (AnnotatedDocument document : documents) {
        losses.count(document);
        String name = names.next(document.id());
        write(folder, name + ".txt", table, document);
        index.add(name + ".txt", name, document.id());
      }
    }
  }

  private void write(Path folder, String name, Writer table, AnnotatedDocument document)
      throws IOException {
    WrittenText text = new WrittenText(document.text(), unit);
    if (text.changed()) {
      losses.warning(
          document, "an unpaired surrogate, which UTF-8 cannot hold", "written as U+FFFD", "");
    }
    String mark = WrittenText.mark(text.text());
    // Not forced to the disk one by one, which takes minutes for thousands of documents.
    Files.write(folder.resolve(name), (mark + text.text()).getBytes(StandardCharsets.UTF_8));
    AnnotatedDocument.Builder written = AnnotatedDocument.builder(document.id(), document.text());
    for (EntitySpan span : document.spans()) {
      if (!text.holds(span)) {
        losses.warning(document, "a tag that begins or ends inside a character", "left out", "");
        continue;
      }
      table.write(
          String.join(
              ",",
              name,
              Integer.toString(text.offset(span.start())),
              Integer.toString(text.offset(span.end())),
              CsvRecords.field(type(span, document))));
      table.write('\n');
      written.span(span);
    }
    log.count(written.build());
  }

  private String type(EntitySpan span, AnnotatedDocument document) {
    String type = WrittenText.encodable(span.type());
    types.add(type);
    if (!type.equals(span.type())) {
      losses.warning(
          document, "a type with an unpaired surrogate", "written with U+FFFD", "rename it");
    } else if (!TYPE.matcher(type).matches()) {
      losses.info(
          document,
          "the type '%s'; Comprehend takes upper-case letters and underscores".formatted(type),
          "written as it is");
    }
    return type;
  }
}
