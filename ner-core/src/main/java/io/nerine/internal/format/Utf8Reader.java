package io.nerine.internal.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The characters of a UTF-8 file without its byte order mark. Gives out all characters before a
 * wrong byte before it fails, so that whoever reads knows the place. Not thread-safe.
 */
final class Utf8Reader extends Reader {

  private final InputStream in;
  private final long limit;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
  private final CharBuffer characters = CharBuffer.allocate(1 << 13).limit(0);
  private boolean started;
  private boolean ended;
  private long counted;

  /**
   * Creates the reader.
   *
   * @param in the bytes; closed with the reader
   * @param limit how many bytes there may be between two calls of {@link #startRecord()}, about
   */
  Utf8Reader(InputStream in, long limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Begins to count the bytes of the next record. */
  void startRecord() {
    counted = 0;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    if (length == 0) {
      return 0;
    }
    if (!characters.hasRemaining() && !decode()) {
      return -1;
    }
    int read = Math.min(length, characters.remaining());
    characters.get(buffer, offset, read);
    return read;
  }

  private boolean decode() throws IOException {
    while (true) {
      characters.clear();
      CoderResult result = decoder.decode(bytes, characters, ended);
      characters.flip();
      if (characters.hasRemaining()) {
        return true;
      }
      if (result.isError()) {
        throw new UnreadableException(
            "not UTF-8: byte 0x%02X".formatted(bytes.get(bytes.position()) & 0xFF),
            "save the file as UTF-8");
      }
      if (ended) {
        return false;
      }
      fill();
    }
  }

  private void fill() throws IOException {
    bytes.compact();
    int wanted = bytes.remaining();
    int read = in.readNBytes(bytes.array(), bytes.position(), wanted);
    ended = read < wanted;
    bytes.position(bytes.position() + read).flip();
    counted += read;
    if (counted > limit) {
      throw new UnreadableException(
          "a record is longer than %d bytes".formatted(limit), "split the document");
    }
    if (!started) {
      started = true;
      skipByteOrderMark();
    }
  }

  private void skipByteOrderMark() {
    if (bytes.remaining() >= 3
        && (bytes.get(0) & 0xFF) == 0xEF
        && (bytes.get(1) & 0xFF) == 0xBB
        && (bytes.get(2) & 0xFF) == 0xBF) {
      bytes.position(3);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Signals bytes that are no characters, or too many of them. */
  static final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String fix;

    UnreadableException(String found, String fix) {
      super(found);
      this.found = found;
      this.fix = fix;
    }

    /** {@return what is wrong} */
    String found() {
      return found;
    }

    /** {@return what to change} */
    String fix() {
      return fix;
    }
  }
}
