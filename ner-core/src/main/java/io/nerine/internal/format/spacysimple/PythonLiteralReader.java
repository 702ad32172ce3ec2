package io.nerine.internal.format.spacysimple;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Objects;

/**
 * Turns a Python literal of tuples, lists, dictionaries, strings, numbers, {@code True}, {@code
 * False} and {@code None} into JSON, character by character: tuples become arrays, comments and
 * commas behind the last element go, strings get JSON's quotes and escapes. A name that is given to
 * the literal goes too. What is neither is passed on and is no JSON. Not thread-safe.
 */
final class PythonLiteralReader extends Reader {

  private static final int END = -1;

  private final BufferedReader in;

  /** What is translated and not yet read. */
  private final StringBuilder out = new StringBuilder();

  private int given;
  private int depth;
  private boolean begun;

  /** A comma that is written unless a closing bracket follows. */
  private boolean comma;

  private boolean ended;

  PythonLiteralReader(Reader in) {
    this.in = new BufferedReader(in);
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    while (given == out.length() && !ended) {
      out.setLength(0);
      given = 0;
      translate();
    }
    int read = Math.min(length, out.length() - given);
    if (read == 0) {
      return length == 0 ? 0 : END;
    }
    out.getChars(given, given + read, buffer, offset);
    given += read;
    return read;
  }

  /** Translates one token. */
  private void translate() throws IOException {
    int c = in.read();
    if (c == END) {
      ended = true;
    } else if (Character.isWhitespace(c)) {
      out.append((char) c);
    } else if (c == '#') {
      skipComment();
    } else if (c == ',') {
      flushComma();
      // Pairs that stand in no list are values of their own.
      comma = depth > 0;
    } else if (c == '(' || c == '[' || c == '{') {
      open((char) c);
    } else if (c == ')' || c == ']' || c == '}') {
      comma = false;
      depth--;
      out.append(c == '}' ? '}' : ']');
    } else if (c == '\'' || c == '"') {
      flushComma();
      string((char) c, false);
    } else if (Character.isLetter(c) || c == '_') {
      flushComma();
      word((char) c);
    } else if (c == '=' && !begun) {
      begun = true;
    } else {
      flushComma();
      out.append((char) c);
    }
  }

  private void open(char bracket) {
    begun = true;
    flushComma();
    depth++;
    out.append(bracket == '(' ? '[' : bracket);
  }

  private void flushComma() {
    if (comma) {
      out.append(',');
      comma = false;
    }
  }

  private void skipComment() throws IOException {
    int c = in.read();
    while (c != END && c != '\n') {
      c = in.read();
    }
    out.append('\n');
  }

  private void word(char first) throws IOException {
    StringBuilder word = new StringBuilder().append(first);
    int c = peek();
    while (word.length() < 100 && (Character.isLetterOrDigit(c) || c == '_')) {
      word.append((char) in.read());
      c = peek();
    }
    boolean prefix = c == '\'' || c == '"';
    switch (word.toString()) {
      case "True" -> out.append("true");
      case "False" -> out.append("false");
      case "None" -> out.append("null");
      case "u", "U" -> prefixed(prefix, word, false);
      case "r", "R" -> prefixed(prefix, word, true);
      default -> out.append(begun ? word : "");
    }
  }

  private void prefixed(boolean prefix, StringBuilder word, boolean raw) throws IOException {
    if (prefix) {
      string((char) in.read(), raw);
    } else {
      out.append(word);
    }
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }

  private void string(char quote, boolean raw) throws IOException {
    out.append('"');
    int quotes = 1;
    if (peek() == quote) {
      in.read();
      if (peek() != quote) {
        out.append('"');
        return;
      }
      in.read();
      quotes = 3;
    }
    int closing = 0;
    while (closing < quotes) {
      int c = in.read();
      if (c == END) {
        // JSON that breaks off as well.
        return;
      }
      if (c == quote) {
        closing++;
        continue;
      }
      append(quote, closing);
      closing = 0;
      if (c == '\\') {
        escape(raw);
      } else if (c == '\n' && quotes == 1) {
        // No Python, and no JSON either.
        out.append('\n');
      } else {
        append((char) c, 1);
      }
    }
    out.append('"');
  }

  /** An escape sequence of Python, behind its backslash. */
  private void escape(boolean raw) throws IOException {
    int c = in.read();
    if (c == END) {
      return;
    }
    if (raw) {
      append('\\', 1);
      append((char) c, 1);
      return;
    }
    switch (c) {
      case 'n' -> append('\n', 1);
      case 't' -> append('\t', 1);
      case 'r' -> append('\r', 1);
      case 'b' -> append('\b', 1);
      case 'f' -> append('\f', 1);
      case 'a' -> append('\u0007', 1);
      case 'v' -> append('\u000B', 1);
      case '\n' -> {
        // The string goes on in the next line.
      }
      case '\\', '\'', '"' -> append((char) c, 1);
      case 'x' -> codePoint(2);
      case 'u' -> codePoint(4);
      case 'U' -> codePoint(8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
      default -> {
        append('\\', 1);
        append((char) c, 1);
      }
    }
  }

  private void codePoint(int digits) throws IOException {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(in.read(), 16);
      if (digit < 0) {
        // Not even Python takes it; JSON does not take the escape either.
        out.append("\\x");
        return;
      }
      value = value * 16 + digit;
    }
    if (Character.isValidCodePoint((int) value) && value <= Character.MAX_CODE_POINT) {
      Character.toString((int) value).chars().forEach(unit -> append((char) unit, 1));
    } else {
      out.append("\\x");
    }
  }

  private void octal(int first) throws IOException {
    int value = first;
    for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7'; i++) {
      value = value * 8 + in.read() - '0';
    }
    append((char) value, 1);
  }

  /** Writes a character of a string as JSON has it. */
  private void append(char unit, int times) {
    for (int i = 0; i < times; i++) {
      if (unit == '"' || unit == '\\') {
        out.append('\\').append(unit);
      } else if (unit < ' ') {
        out.append("\\u").append("%04x".formatted((int) unit));
      } else {
        out.append(unit);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
