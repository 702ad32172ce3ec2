package io.nerine.internal.format.brat;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Writes a directory of pairs of files, with its configuration. For one use. */
final class BratWriter {

  private final Path target;
  private final OffsetEncoding unit;
  private final FormatLog log = new FormatLog();
  private final Losses losses;
  private final FileNames names = new FileNames(true);
  private final BratConfiguration configuration = new BratConfiguration();

  BratWriter(Path target, OffsetEncoding unit, Set<FormatCapability> held) {
    this.target = target;
    this.unit = unit;
    this.losses = new Losses(held, log, target.toString());
  }

  FormatReport write(Iterable<AnnotatedDocument> documents) {
    FolderTarget.write(target, BratFiles::isOwn, folder -> writeTo(folder, documents));
    losses.report();
    return log.report();
  }

  private void writeTo(Path folder, Iterable<AnnotatedDocument> documents) throws IOException {
    try (DocumentIndex.Output index = new DocumentIndex.Output(folder)) {
      for (AnnotatedDocument document : documents) {
        String name = names.next(document.id());
        write(folder, name, document);
        index.add(name + ".txt", name, document.id());
      }
    }
    put(folder.resolve(BratFiles.CONFIGURATION), configuration.content());
  }

  private void write(Path folder, String name, AnnotatedDocument document) throws IOException {
    losses.count(document);
    WrittenText text = new WrittenText(document.text(), unit);
    if (text.changed()) {
      losses.warning(
          document, "an unpaired surrogate, which UTF-8 cannot hold", "written as U+FFFD", "");
    }
    String mark = WrittenText.mark(text.text());
    StringBuilder lines = new StringBuilder();
    TagLines tags = new TagLines(text, new WrittenText(mark, unit).offset(mark.length()), lines);
    AnnotatedDocument.Builder written = AnnotatedDocument.builder(document.id(), document.text());
    for (EntitySpan span : document.spans()) {
      if (text.holds(span)) {
        tags.add(span, document);
        written.span(span);
      } else {
        losses.warning(document, "a tag that begins or ends inside a character", "left out", "");
      }
    }
    Path place = folder.resolve(name + ".txt");
    Files.createDirectories(place.getParent());
    put(place, mark + text.text());
    put(folder.resolve(name + ".ann"), lines.toString());
    log.count(written.build());
  }

  private static void put(Path file, String content) throws IOException {
    // Not forced to the disk one by one, which takes minutes for thousands of documents.
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of one document. */
  private final class TagLines {

    private final WrittenText text;
    private final int shift;
    private final StringBuilder lines;
    private int tags;
    private int attributes;
    private int notes;
    private int references;

    TagLines(WrittenText text, int shift, StringBuilder lines) {
      this.text = text;
      this.shift = shift;
      this.lines = lines;
    }

    void add(EntitySpan span, AnnotatedDocument document) {
      String type = configuration.name(span.type());
      if (!type.equals(span.type())) {
        losses.warning(
            document,
            "the type '%s', whose name brat cannot hold".formatted(span.type()),
            "written as '%s'; annotation.conf says so".formatted(type),
            "");
      }
      tags++;
      Fragments fragments = Fragments.of(span, text.text());
      if (fragments.refused(text.text())) {
        losses.warning(
            document,
            "a tag with a line break at its edge",
            "written, though brat refuses it",
            "tag the text without it");
      }
      lines.append('T').append(tags).append('\t').append(type).append(' ');
      StringBuilder mention = new StringBuilder();
      for (Fragments.Part part : fragments.parts()) {
        if (!mention.isEmpty()) {
          lines.append(';');
          mention.append(' ');
        }
        lines.append(offset(part.start())).append(' ').append(offset(part.end()));
        mention.append(LineBreaks.asSpaces(text.text().substring(part.start(), part.end()), false));
      }
      lines.append('\t').append(mention).append('\n');
      addAttributes(span, fragments.stated(), mention.toString(), document);
    }

    private int offset(int utf16) {
      return text.offset(utf16) + shift;
    }

    private void addAttributes(
        EntitySpan span, boolean fragmented, String mention, AnnotatedDocument document) {
      TagAttributes split = TagAttributes.of(span.attributes(), fragmented, configuration);
      split
          .choices()
          .forEach(
              (name, value) ->
                  line('A', ++attributes, name)
                      .append(value.equals(BratLines.FLAG) ? "" : " " + value)
                      .append('\n'));
      for (String reference : split.references()) {
        line('N', ++references, "Reference")
            .append(' ')
            .append(reference)
            .append('\t')
            .append(mention)
            .append('\n');
      }
      for (String note : List.of(split.note(), split.json())) {
        if (!note.isEmpty()) {
          String kind = note.equals(split.json()) ? BratLines.ATTRIBUTES : BratLines.NOTES;
          line('#', ++notes, kind).append('\t').append(note).append('\n');
        }
      }
      if (split.lost()) {
        losses.warning(
            document, "an attribute whose name has an unpaired surrogate", "left out", "rename it");
      }
    }

    private StringBuilder line(char kind, int number, String name) {
      return lines.append(kind).append(number).append('\t').append(name).append(" T").append(tags);
    }
  }
}
