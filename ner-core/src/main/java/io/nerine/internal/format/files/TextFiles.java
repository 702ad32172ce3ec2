package io.nerine.internal.format.files;

import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files that are read whole, one of many. */
public final class TextFiles {

  private TextFiles() {}

  /**
   * Reads a file. One that cannot be read is reported and does not end the reading of others.
   *
   * @param file the file
   * @param log takes what is wrong
   * @return its text without byte order mark, or null if it cannot be read
   */
  public static @Nullable String read(Path file, FormatLog log) {
    try {
      return Utf8Text.read(file);
    } catch (DataFormatException e) {
      String found = String.valueOf(e.getMessage()).replace(file + ": ", "");
      log.error(file.toString(), "", found, "left out", "");
      return null;
    }
  }

  /**
   * Tells whether a file begins with a byte order mark.
   *
   * @param file the file
   * @return whether it does; false if it cannot be read
   */
  public static boolean hasMark(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF;
    } catch (IOException e) {
      return false;
    }
  }
}
