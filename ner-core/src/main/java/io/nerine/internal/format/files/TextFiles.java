package io.nerine.internal.format.files;

import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.Utf8Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text files that are read whole or line by line. */
public final class TextFiles {

  /** A line beyond this is no text. */
  private static final int MOST_LINE_BYTES = 1 << 28;

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
   * Opens a file that is read line by line.
   *
   * @param file the file
   * @return its lines, which the caller closes
   * @throws DataFormatException if it cannot be read
   */
  public static Utf8Lines lines(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new DataFormatException("'%s' is a directory; give a file".formatted(file));
      }
      return new Utf8Lines(Files.newInputStream(file), MOST_LINE_BYTES);
    } catch (IOException e) {
      throw PulledReader.unreadable(file, e);
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
