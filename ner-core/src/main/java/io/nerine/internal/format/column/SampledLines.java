package io.nerine.internal.format.column;

import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.PulledReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a file, the first of which can be looked at before. Not thread-safe. */
final class SampledLines implements Closeable {

  private static final int SAMPLED_UNITS = 1 << 17;
  private static final int MAX_LINE_BYTES = 1 << 28;

  private final String file;
  private final Utf8Lines lines;
  private final FormatLog log;
  private final List<@Nullable String> sampled = new ArrayList<>();
  private int next;
  private @Nullable String text;
  private int number;

  private SampledLines(String file, Utf8Lines lines, FormatLog log) throws IOException {
    this.file = file;
    this.lines = lines;
    this.log = log;
    int units = 0;
    while (units < SAMPLED_UNITS && lines.next()) {
      String line = decoded();
      sampled.add(line);
      units += 1 + (line == null ? 0 : line.length());
    }
  }

  /**
   * Opens a file and reads its first lines.
   *
   * @param input the file
   * @param encoding its encoding
   * @param log takes lines that are not UTF-8
   * @return its lines
   * @throws DataFormatException if it cannot be read
   */
  static SampledLines open(Path input, Charset encoding, FormatLog log) {
    if (Files.isDirectory(input)) {
      throw new DataFormatException("'%s' is a directory; give a file".formatted(input));
    }
    try {
      InputStream in = Files.newInputStream(input);
      try {
        boolean utf8 = encoding.equals(StandardCharsets.UTF_8);
        Utf8Lines lines = new Utf8Lines(utf8 ? in : new RecodedInput(in, encoding), MAX_LINE_BYTES);
        return new SampledLines(input.toString(), lines, log);
      } catch (IOException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw PulledReader.unreadable(input, e);
    }
  }

  /** {@return the first lines} */
  List<String> sample() {
    List<String> sample = new ArrayList<>(sampled.size());
    for (String line : sampled) {
      if (line != null) {
        sample.add(line);
      }
    }
    return sample;
  }

  /** Goes to the next line. */
  boolean next() throws IOException {
    if (next < sampled.size()) {
      text = sampled.get(next);
      sampled.set(next++, null);
      number++;
      return true;
    }
    if (!lines.next()) {
      return false;
    }
    number++;
    text = decoded();
    return true;
  }

  private @Nullable String decoded() {
    try {
      return lines.text();
    } catch (Utf8Lines.NotUtf8Exception e) {
      log.error(
          file,
          "line " + lines.number(),
          e.problem(),
          "left out",
          "or name the encoding of the file with option 'encoding'");
      return null;
    }
  }

  /** {@return the line, or null if it is not UTF-8} */
  @Nullable String text() {
    return text;
  }

  /** {@return the number of the line, from 1} */
  int number() {
    return number;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
