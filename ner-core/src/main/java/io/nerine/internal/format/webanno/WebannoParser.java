package io.nerine.internal.format.webanno;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.format.SpanReader;
import io.nerine.internal.Json;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.tokens.TokenText;
import io.nerine.internal.format.webanno.WebannoHeader.Layer;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one file, which is one document. For one use. */
final class WebannoParser {

  private static final String TEXT = "#Text=";
  private static final int FIRST_COLUMNS = 3;

  private final String file;
  private final WebannoOptions choice;
  private final ReadOptions options;
  private final OffsetEncoding unit;
  private final FormatLog log;
  private final Tally notes;
  private final WebannoText text;

  private @Nullable WebannoHeader header;
  private @Nullable WebannoTags tags;
  private String before = "";

  /** The sentence at hand: its lines, and once a row was read where it stands. */
  private @Nullable StringBuilder sentence;

  private @Nullable SpanReader places;
  private boolean started;
  private long sentenceStart;
  private long sentenceLength;
  private int sentenceOffset;

  WebannoParser(String file, WebannoOptions choice, ReadOptions options, FormatLog log) {
    this.file = file;
    this.choice = choice;
    this.options = options;
    this.unit = options.offsets().orElse(OffsetEncoding.UTF16);
    this.log = log;
    this.notes = new Tally(log, file);
    this.text = new WebannoText(unit);
  }

  /**
   * Reads the document.
   *
   * @param lines the lines of the file
   * @param id its id
   * @return the document, or null if the file is of another kind, which was reported
   * @throws IOException if the lines cannot be read
   */
  @Nullable AnnotatedDocument read(Utf8Lines lines, String id) throws IOException {
    while (lines.next()) {
      String line;
      try {
        line = lines.text();
      } catch (Utf8Lines.NotUtf8Exception e) {
        log.error(file, place(lines), e.problem(), "left out", "");
        continue;
      }
      if (header == null) {
        header = WebannoHeader.of(line);
        if (header == null) {
          WebannoHeader.refuse(log, file, line);
          return null;
        }
      } else {
        read(header, line, place(lines));
      }
    }
    if (header == null) {
      WebannoHeader.refuse(log, file, "");
      return null;
    }
    endSentence();
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder(id, text + (text.units() == 0 ? before : ""));
    if (tags != null) {
      document.spans(tags.spans());
    }
    notes.report();
    return document.build();
  }

  private static String place(Utf8Lines lines) {
    return "line " + lines.number();
  }

  private void read(WebannoHeader header, String line, String place) {
    if (line.isEmpty()) {
      endSentence();
    } else if (line.startsWith(TEXT)) {
      if (places != null) {
        endSentence();
      }
      String text = line.substring(TEXT.length());
      add(header, WebannoEscapes.textOf(text, header.javaEscapes()), place);
    } else if (line.startsWith(WebannoWriter.BEFORE)) {
      before = WebannoEscapes.textOf(line.substring(WebannoWriter.BEFORE.length()), false);
    } else if (line.startsWith("#")) {
      if (!started && header.declares(line)) {
        return;
      }
      // The id of a sentence and whatever else a later version may say of it.
      notes.info(place, "a line that begins with '%s'".formatted(key(line)), "left out");
    } else {
      row(header, line, place);
    }
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    return Json.abbreviated(equals < 0 ? line : line.substring(0, equals));
  }

  private void add(WebannoHeader header, String line, String place) {
    if (!started) {
      started = true;
      chooseLayer(header);
    }
    if (sentence == null) {
      sentence = new StringBuilder(line);
    } else {
      sentence.append('\n').append(line);
    }
    if ((long) text.units() + sentence.length() > TokenText.MOST_UNITS) {
      throw new DataFormatException(
          "%s, %s: a document of more than %d characters; split it"
              .formatted(file, place, TokenText.MOST_UNITS));
    }
  }

  private void endSentence() {
    if (sentence != null && places == null) {
      // Without a row nothing tells where it stands.
      begin(sentence.toString(), text.next(), "", "");
    }
    sentence = null;
    places = null;
  }

  private void begin(String content, long start, String place, String preceding) {
    WebannoText.Fit fit = text.add(content, start, preceding);
    sentenceStart = start;
    sentenceLength = text.length(content);
    sentenceOffset = text.units() - content.length();
    places = new SpanReader(file, content, unit, options, log);
    switch (fit) {
      case EXACT -> {
        // Nothing to say.
      }
      case FILLED ->
          notes.info(
              place,
              "text before a sentence that the file does not state",
              "filled with a line feed and spaces, so that offsets stay right");
      case MOVED ->
          notes.warning(
              place,
              "a sentence whose offsets do not follow on those of the one before",
              "put behind it, which moves its offsets",
              "export the document again");
    }
  }

  private void row(WebannoHeader header, String line, String place) {
    String[] fields = line.split("\t", header.columns() + FIRST_COLUMNS + 1);
    long[] offsets = fields.length > 1 ? offsets(fields[1]) : null;
    if (offsets == null || fields.length < header.columns() + FIRST_COLUMNS) {
      log.error(
          file,
          place,
          "'%s' is no row with offsets and %d columns"
              .formatted(Json.abbreviated(line), header.columns() + FIRST_COLUMNS),
          "left out",
          "export the document again");
      return;
    }
    if (sentence == null) {
      log.error(file, place, "a row without a line '#Text='", "left out", "state the sentence");
      return;
    }
    if (places == null) {
      String content = sentence.toString();
      int lead = content.indexOf(fields[2]);
      lead = lead < 0 ? content.indexOf(WebannoEscapes.textOf(fields[2], false)) : lead;
      lead = Math.max(0, lead);
      begin(content, offsets[0] - text.length(content.substring(0, lead)), place, before);
      before = "";
    }
    List<String> columns = new ArrayList<>(header.columns());
    for (int i = 0; i < header.columns(); i++) {
      columns.add(fields[FIRST_COLUMNS + i]);
    }
    noteOthers(header, columns, place);
    if (tags != null && tags.isOn(columns)) {
      annotate(columns, offsets, fields[2], place);
    }
  }

  private void annotate(List<String> columns, long[] offsets, String form, String place) {
    SpanReader reader = places;
    WebannoTags into = tags;
    if (reader == null || into == null) {
      return;
    }
    long start = offsets[0] - sentenceStart;
    long end = offsets[1] - sentenceStart;
    if (start == end && start >= 0 && start <= sentenceLength) {
      into.add(columns, sentenceOffset, sentenceOffset, place);
      return;
    }
    reader
        .read(place, start, end, "token", mention(form, start), Map.of())
        .ifPresent(
            span ->
                into.add(
                    columns, sentenceOffset + span.start(), sentenceOffset + span.end(), place));
  }

  /** Some versions escape the text of tokens, some do not. */
  private String mention(String form, long start) {
    boolean plain =
        form.indexOf('\\') < 0 || (sentence != null && start >= 0 && isAt(sentence, form, start));
    return plain ? form : WebannoEscapes.textOf(form, false);
  }

  private static boolean isAt(StringBuilder text, String form, long start) {
    return start + form.length() <= text.length()
        && text.substring((int) start, (int) start + form.length()).equals(form);
  }

  private static long @Nullable [] offsets(String column) {
    int hyphen = column.indexOf('-');
    if (hyphen <= 0 || column.length() > 24) {
      return null;
    }
    try {
      return new long[] {
        Long.parseLong(column.substring(0, hyphen)), Long.parseLong(column.substring(hyphen + 1))
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private void chooseLayer(WebannoHeader header) {
    Layer layer = header.tags(choice.layer());
    if (layer == null) {
      if (choice.layer() != null && !header.layers().isEmpty()) {
        notes.info("", "no layer '%s'".formatted(choice.layer()), "read without tags");
      }
      return;
    }
    int type = WebannoHeader.type(layer, choice.feature());
    if (type < 0 && choice.feature() != null) {
      notes.warning(
          "",
          "layer '%s' has no feature '%s'".formatted(layer.name(), choice.feature()),
          "its annotations were read as of type '%s'".formatted(layer.simpleName()),
          "name one of %s".formatted(String.join(", ", layer.features())));
    }
    tags = new WebannoTags(layer, type, choice.dropUntyped(), notes);
  }

  /** Counts what is annotated beside the tags. */
  private void noteOthers(WebannoHeader header, List<String> columns, String place) {
    for (Layer layer : header.layers()) {
      if (tags != null && tags.isOf(layer)) {
        continue;
      }
      boolean annotated = false;
      for (int i = 0; i < layer.features().size() && !annotated; i++) {
        annotated = !columns.get(layer.first() + i).equals("_");
      }
      if (annotated) {
        String kind =
            switch (layer.kind()) {
              case SPAN -> "span";
              case RELATION -> "relation";
              case CHAIN -> "chain";
            };
        notes.info(
            place,
            "annotations of the %s layer '%s'".formatted(kind, Json.abbreviated(layer.name())),
            layer.kind() == WebannoHeader.Kind.SPAN
                ? "left out; option 'layer' chooses another layer"
                : "left out");
      }
    }
  }
}
