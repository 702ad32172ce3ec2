package io.nerine.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * JSON objects with a checksum over themselves: the SHA-256 of the file with 64 zeros in the
 * checksum's place. No change to such a file goes unnoticed, whether or not it is still JSON.
 */
public final class SealedJson {

  /** The name of the field that holds the checksum. */
  public static final String CHECKSUM = "checksum";

  /** Stands in the place of the checksum while the checksum is computed. */
  public static final String NO_CHECKSUM = "0".repeat(64);

  private SealedJson() {}

  /**
   * Writes an object with its checksum.
   *
   * @param fields the fields in their order; {@link #CHECKSUM} with {@link #NO_CHECKSUM} stands
   *     before all fields of free text, so that the first 64 zeros are its own
   * @return the file
   */
  public static byte[] write(Map<String, ?> fields) {
    String json = Json.pretty(fields);
    String checksum = Sha256.of(json.getBytes(StandardCharsets.UTF_8));
    return json.replaceFirst(NO_CHECKSUM, checksum).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Computes the checksum that a file should have.
   *
   * @param text the file
   * @param found the checksum that stands in it
   * @return the right one; differs from the one found if the file was changed
   */
  public static String checksum(String text, String found) {
    int at = text.indexOf('"' + found + '"') + 1;
    if (at == 0) {
      return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
    String zeroed = text.substring(0, at) + NO_CHECKSUM + text.substring(at + found.length());
    return Sha256.of(zeroed.getBytes(StandardCharsets.UTF_8));
  }
}
