package io.nerine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Fingerprints of files and of what is held in memory. */
public final class Sha256 {

  private Sha256() {}

  /**
   * What a stream holds.
   *
   * @param bytes how many bytes, at most one more than asked for
   * @param sha256 their SHA-256 in lower-case hexadecimal
   * @param crc32 their CRC-32
   */
  public record Content(long bytes, String sha256, long crc32) {}

  /**
   * Fingerprints bytes.
   *
   * @param bytes the bytes
   * @return their SHA-256 in lower-case hexadecimal
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /**
   * Reads a stream in small memory, and no further than one byte behind a limit.
   *
   * @param in the stream; left open
   * @param limit how many bytes are expected at most
   * @return what it holds
   * @throws IOException if reading fails
   */
  public static Content of(InputStream in, long limit) throws IOException {
    MessageDigest digest = digest();
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    while (bytes <= limit) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, limit - bytes + 1));
      if (read < 0) {
        break;
      }
      digest.update(buffer, 0, read);
      crc.update(buffer, 0, read);
      bytes += read;
    }
    return new Content(bytes, HexFormat.of().formatHex(digest.digest()), crc.getValue());
  }

  /** {@return a digest at its start} */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
