package io.nerine.internal.format.column;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.tokens.TagDecoder;
import io.nerine.internal.format.tokens.TokenText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The documents of a column file, one at a time. Not thread-safe. */
final class ColumnSource implements PulledReader.Source {

  private final String file;
  private final FormatLog log;
  private final Tally notes;
  private final SampledLines lines;
  private final ColumnLayout layout;
  private final boolean judgedDocuments;
  private final int[] tagColumns;
  private final int neededColumns;
  private final List<TagDecoder> decoders = new ArrayList<>();
  private final Columns row = new Columns();
  private final Sentence sentence;

  private @Nullable ColumnDocument document;
  private @Nullable AnnotatedDocument ready;
  private @Nullable String statedText;
  private @Nullable String sentenceId;
  private int blankLines;

  /** The number of the last word of a token of several, 0 if it has but one. */
  private int lastWord;

  private boolean ended;

  ColumnSource(String file, SampledLines lines, ColumnOptions options, FormatLog log) {
    this.file = file;
    this.log = log;
    this.notes = new Tally(log, file);
    this.lines = lines;
    this.layout = ColumnLayout.of(lines.sample(), options);
    this.judgedDocuments = options.documents() == null;
    this.tagColumns = layout.tagColumns().stream().mapToInt(Integer::intValue).toArray();
    int needed = layout.tokenColumn();
    for (int column : tagColumns) {
      needed = Math.max(needed, column);
      decoders.add(
          new TagDecoder(file, log, layout.notation(), options.scheme(), options.bareType()));
    }
    this.neededColumns = needed + 1;
    this.sentence = new Sentence(tagColumns.length);
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    while (ready == null && !ended) {
      if (lines.next()) {
        read(lines.text());
      } else {
        ended = true;
        endSentence();
        endDocument();
        decoders.forEach(TagDecoder::finish);
        notes.report();
      }
    }
    AnnotatedDocument next = ready;
    ready = null;
    return next;
  }

  private void read(@Nullable String line) {
    if (line == null) {
      // Said by the lines themselves.
      return;
    }
    row.split(line, layout.separator());
    if (row.count() == 0) {
      endSentence();
      blankLines++;
      return;
    }
    if (line.charAt(0) == '-' && DocumentMarks.isDocstart(line)) {
      beginDocument();
    } else if (line.charAt(0) == '#' && isComment(line)) {
      endSentence();
      comment(line);
    } else {
      add(line);
    }
    blankLines = 0;
  }

  /** A token may be a number sign, or begin with one. */
  private boolean isComment(String line) {
    if (sentence.size() == 0 && Comment.parse(line) != null) {
      return true;
    }
    return !layout.fits(row)
        && (line.startsWith("# ")
            || line.startsWith("#\t")
            || line.startsWith("#begin document")
            || line.startsWith("#end document"));
  }

  private void comment(String line) {
    Comment comment = Comment.parse(line);
    if (comment == null) {
      if (DocumentMarks.isDocstart(line)) {
        beginDocument();
      } else if (!line.startsWith("#end document")) {
        notes.info("line " + lines.number(), "a comment", "left out");
      }
      return;
    }
    String value = comment.value() == null ? "" : comment.value();
    switch (comment.key()) {
      case Comment.DOCUMENT, Comment.DOCUMENT_ID -> {
        beginDocument();
        if (!value.isBlank() && !eachSentence()) {
          begun().id(value);
        }
      }
      case Comment.TEXT -> statedText = comment.value();
      case Comment.SENTENCE_ID -> sentenceId = value.isBlank() ? null : value.strip();
      case Comment.LANGUAGE -> {
        if (!value.isBlank()) {
          begun().language(value.strip());
        }
      }
      case Comment.PART -> part(value);
      default -> {
        // The columns were read before.
      }
    }
  }

  private void part(String value) {
    switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "train" -> begun().part(DatasetPart.TRAIN);
      case "dev" -> begun().part(DatasetPart.DEV);
      case "test" -> begun().part(DatasetPart.TEST);
      default ->
          log.warning(
              file,
              "line " + lines.number(),
              "'%s' is none of train, dev and test".formatted(Json.abbreviated(value)),
              "left out",
              "name one of these");
    }
  }

  private void add(String line) {
    int number = lines.number();
    if (sentence.size() == 0 && layout.documents() == DocumentMarks.BLANK_LINES && blankLines > 1) {
      endDocument();
    }
    int token = layout.tokenColumn();
    if (token >= row.count() || row.start(token) == row.end(token)) {
      log.error(
          file,
          "line " + number,
          "there is no token in column %d".formatted(token + 1),
          "left out",
          "give one token a line, or name its column");
      return;
    }
    boolean whole = checkColumns(number);
    if (layout.numbered() && isInToken(line)) {
      for (int i = 0; i < tagColumns.length && whole && sentence.size() > 0; i++) {
        sentence.mergeTag(i, inText(line) ? tag(i) : "O");
      }
      return;
    }
    sentence.add(line, row.start(token), row.end(token), number);
    for (int i = 0; i < tagColumns.length; i++) {
      sentence.addTag(i, whole ? tag(i) : "O");
    }
    if (sentence.units() > TokenText.MOST_UNITS) {
      throw tooLong(number);
    }
  }

  /** Of a row with too many columns, the last are the tags if they are that in others. */
  private String tag(int index) {
    int last = tagColumns[tagColumns.length - 1];
    int more = layout.columns() > 0 && last == layout.columns() - 1 ? row.count() - 1 - last : 0;
    return row.get(tagColumns[index] + Math.max(0, more));
  }

  /**
   * Tells whether a row is no token of its own: in CoNLL-U, 1-2 is a token and 1 and 2 its words,
   * and 1.1 a word that is not in the text.
   */
  private boolean isInToken(String line) {
    int joint = line.indexOf('-', row.start(0));
    if (joint > row.start(0) && joint < row.end(0)) {
      lastWord = number(line, joint + 1, row.end(0));
      return false;
    }
    int number = number(line, row.start(0), row.end(0));
    return !inText(line) || (number > 0 && number <= lastWord);
  }

  private boolean inText(String line) {
    int point = line.indexOf('.', row.start(0));
    return point < 0 || point >= row.end(0);
  }

  private static int number(String line, int start, int end) {
    int number = 0;
    for (int i = start; i < Math.min(end, start + 9); i++) {
      number = 10 * number + Math.max(0, line.charAt(i) - '0');
    }
    return number;
  }

  private boolean checkColumns(int number) {
    int count = row.count();
    boolean whole = count >= neededColumns;
    if (whole && (layout.columns() == 0 || count == layout.columns())) {
      return true;
    }
    log.error(
        file,
        "line " + number,
        "%d columns where most lines have %d"
            .formatted(count, Math.max(neededColumns, layout.columns())),
        whole ? "read all the same" : "its token was read as one of no entity",
        layout.separator() == '\t'
            ? "part columns by one tab each"
            : "part columns by a space and have none in a token");
    return whole;
  }

  private void beginDocument() {
    endSentence();
    endDocument();
    if (eachSentence()) {
      if (!judgedDocuments) {
        return;
      }
      notes.warning(
          "line " + lines.number(),
          "a document begins here, but none does among the first lines of the file",
          "each sentence was read as a document",
          "read with option 'documents' as docstart");
    } else {
      begun();
    }
  }

  private boolean eachSentence() {
    return layout.documents() == DocumentMarks.SENTENCE;
  }

  private ColumnDocument begun() {
    if (document == null) {
      document = new ColumnDocument(lines.number(), layout.join());
    }
    return document;
  }

  private void endSentence() {
    if (sentence.size() == 0 && statedText == null) {
      return;
    }
    ColumnDocument into = begun();
    int first = sentence.size() == 0 ? lines.number() : sentence.line(0);
    if (eachSentence()) {
      into.line(first);
      if (sentenceId != null) {
        into.id(sentenceId);
      }
    }
    if (!into.add(sentence, statedText)) {
      log.warning(
          file,
          "line " + first,
          "the tokens do not stand in the text that is stated for the sentence",
          "joined to a text of their own",
          "correct the line '# text = ...'");
    }
    if (into.units() > TokenText.MOST_UNITS) {
      throw tooLong(first);
    }
    for (int i = 0; i < tagColumns.length; i++) {
      decoders
          .get(i)
          .decode(
              sentence.tags(i),
              into.starts(),
              into.ends(),
              token -> "line " + sentence.line(token),
              into::add);
    }
    sentence.clear();
    lastWord = 0;
    statedText = null;
    sentenceId = null;
    if (eachSentence()) {
      endDocument();
    }
  }

  private void endDocument() {
    if (document != null && document.begun()) {
      ready = document.build();
    }
    document = null;
  }

  private DataFormatException tooLong(int line) {
    return new DataFormatException(
        "%s, line %d: a document of more than %d characters; mark where documents begin, or read"
                .formatted(file, line, TokenText.MOST_UNITS)
            + " each sentence as one with option 'documents'");
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
