package io.nerine.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines of a UTF-8 file, split at LF, CR LF and CR before they are decoded, so that one line of
 * wrong bytes does not hide the rest. Not thread-safe.
 */
public final class Utf8Lines implements Closeable {

  /** A line beyond this is no document but a file of another kind. */
  public static final int MAX_LINE_BYTES = 1 << 30;

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int limit;
  private byte[] line = new byte[1 << 12];
  private int length;
  private int units;
  private int number;
  private boolean afterCarriageReturn;

  /**
   * Creates the lines of a stream.
   *
   * @param in the bytes; closed with the lines
   * @param maxLineBytes the greatest length of a line in bytes
   */
  public Utf8Lines(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Goes to the next line.
   *
   * @return whether there is one
   * @throws LineTooLongException if it is longer than allowed
   * @throws IOException if it cannot be read
   */
  public boolean next() throws IOException {
    length = 0;
    units = 0;
    boolean started = false;
    while (true) {
      if (at == limit) {
        at = 0;
        limit = Math.max(0, in.read(chunk));
        if (limit == 0) {
          number += started ? 1 : 0;
          return started;
        }
      }
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (chunk[at] == '\n') {
          at++;
          continue;
        }
      }
      started = true;
      int end = at;
      while (end < limit && chunk[end] != '\n' && chunk[end] != '\r') {
        units |= chunk[end++];
      }
      append(end);
      if (end < limit) {
        afterCarriageReturn = chunk[end] == '\r';
        at = end + 1;
        number++;
        return true;
      }
      at = end;
    }
  }

  private void append(int end) throws LineTooLongException {
    int added = end - at;
    if (added > maxLineBytes - length) {
      throw new LineTooLongException(number + 1, maxLineBytes);
    }
    if (length + added > line.length) {
      line = Arrays.copyOf(line, Math.min(maxLineBytes, Math.max(length + added, 2 * line.length)));
    }
    System.arraycopy(chunk, at, line, length, added);
    length += added;
  }

  /** {@return the number of the line, from 1} */
  public int number() {
    return number;
  }

  /**
   * Decodes the line.
   *
   * @return the line without its end and, in the first line, without byte order mark
   * @throws NotUtf8Exception if it is not UTF-8
   */
  public String text() throws NotUtf8Exception {
    int start = 0;
    if (number == 1) {
      if (length >= 2 && (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF))) {
        throw new NotUtf8Exception("the file is UTF-16; save it as UTF-8");
      }
      start = length >= 3 && startsWith(0xEF, 0xBB, 0xBF) ? 3 : 0;
    }
    String text = new String(line, start, length - start, StandardCharsets.UTF_8);
    // The replacement character stands for wrong bytes, or is in the text.
    return text.indexOf('\uFFFD') < 0 ? text : decodeStrictly(start);
  }

  /** {@return whether the line has nothing but ASCII, and so is what its bytes are} */
  public boolean ascii() {
    return units >= 0;
  }

  /**
   * Returns the bytes of the line, in place of {@link #text()} where they are as good.
   *
   * @return an array that begins with the line; valid until the next one
   */
  public byte[] bytes() {
    return line;
  }

  /** {@return the number of bytes of the line} */
  public int length() {
    return length;
  }

  private boolean startsWith(int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if ((line[i] & 0xFF) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  private String decodeStrictly(int start) throws NotUtf8Exception {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer bytes = ByteBuffer.wrap(line, start, length - start);
    CharBuffer text = CharBuffer.allocate(length - start);
    CoderResult result = decoder.decode(bytes, text, true);
    if (result.isError()) {
      throw new NotUtf8Exception(
          "not UTF-8: byte 0x%02X behind %d characters; save the file as UTF-8"
              .formatted(line[bytes.position()] & 0xFF, text.position()));
    }
    return text.flip().toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Signals a line beyond the limit. */
  public static final class LineTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    LineTooLongException(int line, int maxLineBytes) {
      super(
          "line %d is longer than %d bytes; write one document a line"
              .formatted(line, maxLineBytes));
    }
  }

  /** Signals a line that is not UTF-8. */
  public static final class NotUtf8Exception extends Exception {

    private static final long serialVersionUID = 1L;

    private final String problem;

    NotUtf8Exception(String problem) {
      super(problem);
      this.problem = problem;
    }

    /** {@return where and what to do} */
    public String problem() {
      return problem;
    }
  }
}
