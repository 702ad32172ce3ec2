package io.nerine.internal;

import io.nerine.exception.DataFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole text files in UTF-8. */
public final class Utf8Text {

  /** A file beyond this is no document. */
  private static final long MAX_BYTES = 1 << 28;

  private Utf8Text() {}

  /**
   * Reads a file. Line ends stay as they are, a byte order mark does not.
   *
   * @param file the file
   * @return its text
   * @throws DataFormatException if it cannot be read, is larger than 256 MiB or is not UTF-8; the
   *     message names it
   */
  public static String read(Path file) {
    byte[] bytes;
    try {
      if (Files.isDirectory(file)) {
        throw new DataFormatException("'%s' is a directory; give a file".formatted(file));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new DataFormatException(
            "'%s' has more than %d bytes; split it".formatted(file, MAX_BYTES));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataFormatException(
          "Cannot read '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new DataFormatException(
          "%s: not UTF-8: byte 0x%02X behind %d characters; save the file as UTF-8"
              .formatted(file, bytes[in.position()] & 0xFF, out.position()));
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
