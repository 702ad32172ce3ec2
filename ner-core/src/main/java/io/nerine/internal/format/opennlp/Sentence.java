package io.nerine.internal.format.opennlp;

import io.nerine.document.EntitySpan;
import io.nerine.format.FormatLog;
import io.nerine.internal.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line without its tags.
 *
 * @param text the tokens and the white space between them
 * @param spans the tags, by offsets into the text
 */
record Sentence(String text, List<EntitySpan> spans) {

  /** A tag as OpenNLP has it. */
  static final Pattern TAG = Pattern.compile("<START(?::([^:>\\s]*))?>|<END>");

  /** The type of a tag that has none. */
  static final String DEFAULT_TYPE = "default";

  /**
   * Parses a line.
   *
   * @param line the line
   * @param file the file, for the report
   * @param number the number of the line
   * @param log takes what is wrong
   * @return the sentence
   */
  static Sentence parse(String line, String file, int number, FormatLog log) {
    return new Parser(line.strip(), file, number, log).parse();
  }

  private static final class Parser {

    private final String line;
    private final String file;
    private final int number;
    private final FormatLog log;
    private final StringBuilder text = new StringBuilder();
    private final List<EntitySpan> spans = new ArrayList<>();

    /** The tag that is open, if any: its type, and where it stands in line and text. */
    private String type = "";

    private int column = -1;
    private int start;

    Parser(String line, String file, int number, FormatLog log) {
      this.line = line;
      this.file = file;
      this.number = number;
      this.log = log;
    }

    Sentence parse() {
      Matcher tag = TAG.matcher(line);
      int at = 0;
      while (tag.find()) {
        String before = line.substring(at, tag.start());
        if (line.startsWith("<END>", tag.start())) {
          text.append(before.stripTrailing());
          at = tag.end();
          end(tag.start(), isGlued(tag.start(), tag.end()));
        } else {
          text.append(before);
          at = tag.end();
          while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
          }
          String stated = tag.group(1);
          start(tag, stated == null || stated.isBlank() ? DEFAULT_TYPE : stated);
        }
      }
      text.append(line, at, line.length());
      if (column >= 0) {
        // No error, since OpenNLP passes over it as well.
        String found = Json.abbreviated("a tag '%s' without <END>".formatted(type));
        log.warning(file, place(column), found, "left out", "close it on its line");
      }
      return new Sentence(text.toString(), spans);
    }

    private void start(Matcher tag, String stated) {
      if (column >= 0) {
        String found = "a tag '%s' that is open where another begins".formatted(type);
        error(column, found, "close it with <END>; tags do not nest");
      }
      if (isGlued(tag.start(), tag.end())) {
        glued(tag.start());
      }
      type = stated;
      column = tag.start();
      start = text.length();
    }

    private void end(int at, boolean glued) {
      if (column < 0) {
        error(at, "<END> without a tag to end", "delete it, or put <START:type> before the name");
        return;
      }
      if (text.length() > start) {
        spans.add(new EntitySpan(start, text.length(), type));
      } else {
        error(column, "a tag '%s' without a token".formatted(type), "put the name into it");
      }
      column = -1;
      if (glued) {
        glued(at);
      }
    }

    private boolean isGlued(int from, int to) {
      return (from > 0 && !Character.isWhitespace(line.charAt(from - 1)))
          || (to < line.length() && !Character.isWhitespace(line.charAt(to)));
    }

    private void glued(int at) {
      log.warning(
          file,
          place(at),
          "a tag with no white space beside it, which OpenNLP takes for text",
          "read as a tag",
          "separate it by spaces");
    }

    private void error(int at, String found, String fix) {
      log.error(file, place(at), Json.abbreviated(found), "left out", fix);
    }

    private String place(int at) {
      return "line " + number + ", column " + (at + 1);
    }
  }
}
