package io.nerine.internal.format.column;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of another encoding as UTF-8. Not thread-safe. */
final class RecodedInput extends InputStream {

  private final Reader reader;
  private final char[] units = new char[1 << 13];
  private byte[] bytes = new byte[0];
  private int at;
  private int kept;

  /**
   * Creates the stream.
   *
   * @param in the bytes; closed with the stream
   * @param encoding their encoding
   */
  RecodedInput(InputStream in, Charset encoding) {
    this.reader =
        new InputStreamReader(
            in,
            encoding
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    while (at == bytes.length) {
      int read = reader.read(units, kept, units.length - kept);
      if (read < 0 && kept == 0) {
        return false;
      }
      int count = kept + Math.max(0, read);
      // The second half of a pair may come with the next read.
      kept = read >= 0 && Character.isHighSurrogate(units[count - 1]) ? 1 : 0;
      bytes = new String(units, 0, count - kept).getBytes(StandardCharsets.UTF_8);
      units[0] = units[count - 1];
      at = 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
