package io.nerine.internal.format.pubtator;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.Tally;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a file. A document ends where a section of another, or its title again, begins.
 */
final class PubtatorSource implements PulledReader.Source {

  /** The attribute of a tag for the identity of its concept. */
  static final String CONCEPT = "concept";

  /** The attribute of a tag for the mentions that a composite one stands for. */
  static final String PARTS = "mentions";

  /** What stands for no concept. */
  static final String NONE = "-";

  private static final String LEFT_OUT = "left out";
  private static final Pattern TAB = Pattern.compile("\t");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private final String file;
  private final Utf8Lines lines;
  private final ReadOptions options;
  private final FormatLog log;
  private final Tally tally;
  private @Nullable Draft draft;

  /** A document that is being read. */
  private static final class Draft {

    private final String id;
    private final List<String> sections = new ArrayList<>();
    private final List<Mention> mentions = new ArrayList<>();

    Draft(Section title) {
      this.id = title.id();
      sections.add(title.text());
    }
  }

  private record Mention(List<String> columns, String place) {}

  PubtatorSource(Path input, Utf8Lines lines, ReadOptions options, FormatLog log) {
    this.file = input.toString();
    this.lines = lines;
    this.options = options;
    this.log = log;
    this.tally = new Tally(log, file);
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (lines.next()) {
      String place = "line " + lines.number();
      String line;
      try {
        line = lines.text();
      } catch (Utf8Lines.NotUtf8Exception e) {
        log.error(file, place, e.problem(), LEFT_OUT, "");
        continue;
      }
      Section section = Section.parse(line);
      if (section != null) {
        Draft done = begin(section);
        if (done != null) {
          return document(done);
        }
      } else if (!line.isBlank()) {
        addMention(line, place);
      }
    }
    Draft last = draft;
    draft = null;
    if (last != null) {
      AnnotatedDocument document = document(last);
      tally.report();
      return document;
    }
    return null;
  }

  /** Returns the document that ends where a section begins. */
  private @Nullable Draft begin(Section section) {
    Draft open = draft;
    if (open != null && open.id.equals(section.id()) && !section.kind().equals("t")) {
      open.sections.add(section.text());
      return null;
    }
    draft = new Draft(section);
    return open;
  }

  private void addMention(String line, String place) {
    List<String> columns = List.of(TAB.split(line, -1));
    if (columns.size() < 3) {
      log.error(
          file,
          place,
          "'%s' is neither a section nor a mention".formatted(Json.abbreviated(line)),
          LEFT_OUT,
          "write id|t|title, id|a|abstract, or id<TAB>start<TAB>end<TAB>text<TAB>type<TAB>concept");
    } else if (draft == null || !draft.id.equals(columns.get(0))) {
      log.error(
          file,
          place,
          "a line of document '%s', which is not the one above"
              .formatted(Json.abbreviated(columns.get(0))),
          LEFT_OUT,
          "put it below its document");
    } else if (!NUMBER.matcher(columns.get(1)).matches()) {
      tally.info(
          place, "a relation of kind '%s'".formatted(Json.abbreviated(columns.get(1))), LEFT_OUT);
    } else if (columns.size() < 5 || !NUMBER.matcher(columns.get(2)).matches()) {
      log.error(
          file,
          place,
          "'%s' is no mention".formatted(Json.abbreviated(line)),
          LEFT_OUT,
          "write id<TAB>start<TAB>end<TAB>text<TAB>type<TAB>concept");
    } else {
      draft.mentions.add(new Mention(columns, place));
    }
  }

  private AnnotatedDocument document(Draft done) {
    int sections = done.sections.size();
    while (sections > 1 && done.sections.get(sections - 1).isEmpty()) {
      // An article without abstract; a line feed at the end would say nothing.
      sections--;
    }
    String text = String.join("\n", done.sections.subList(0, sections));
    AnnotatedDocument.Builder document = AnnotatedDocument.builder(done.id, text);
    OffsetEncoding unit = options.offsets().orElse(OffsetEncoding.CODE_POINT);
    SpanReader reader = new SpanReader(file, text, unit, options, log);
    for (Mention mention : done.mentions) {
      List<String> columns = mention.columns;
      reader
          .read(
              mention.place,
              Long.parseLong(columns.get(1)),
              Long.parseLong(columns.get(2)),
              columns.get(4),
              columns.get(3),
              attributes(columns))
          .ifPresent(document::span);
    }
    return document.build();
  }

  private static Map<String, String> attributes(List<String> columns) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (columns.size() > 5 && !columns.get(5).isEmpty() && !columns.get(5).equals(NONE)) {
      attributes.put(CONCEPT, columns.get(5));
    }
    if (columns.size() > 6 && !columns.get(6).isEmpty()) {
      attributes.put(PARTS, columns.get(6));
    }
    return attributes;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
