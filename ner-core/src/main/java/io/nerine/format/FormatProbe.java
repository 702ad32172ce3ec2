package io.nerine.format;

import io.nerine.exception.DataFormatException;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The first look at a file or directory of unknown format: its name, and the beginning of its
 * content or the names of the files in it. Immutable.
 */
public final class FormatProbe {

  private static final int HEAD_BYTES = 1 << 16;
  private static final int MOST_NAMES = 1000;
  private static final int MOST_ENDINGS = 20;

  private final Path path;
  private final boolean directory;
  private final String head;
  private final boolean whole;
  private final List<String> names;

  private FormatProbe(
      Path path, boolean directory, String head, boolean whole, List<String> names) {
    this.path = path;
    this.directory = directory;
    this.head = head;
    this.whole = whole;
    this.names = names;
  }

  /**
   * Looks at a file or directory.
   *
   * @param path the file or directory
   * @return what was seen
   * @throws DataFormatException if it cannot be read
   */
  public static FormatProbe of(Path path) {
    try {
      if (Files.isDirectory(path)) {
        return new FormatProbe(path, true, "", true, namesIn(path));
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] bytes = in.readNBytes(HEAD_BYTES);
        // A character that the limit cuts becomes U+FFFD, at the very end only.
        String head = new String(bytes, StandardCharsets.UTF_8);
        head = head.startsWith("\uFEFF") ? head.substring(1) : head;
        return new FormatProbe(path, false, head, bytes.length < HEAD_BYTES, List.of());
      }
    } catch (IOException e) {
      throw new DataFormatException(
          "Cannot read '%s': %s".formatted(path, FileReplacement.describe(e)), e);
    }
  }

  /**
   * All names, or of many the first of each ending, so that one file of a kind shows among
   * thousands of another.
   */
  private static List<String> namesIn(Path directory) throws IOException {
    Map<String, NavigableSet<String>> byEnding = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .forEach(
              name -> {
                String ending = name.substring(name.lastIndexOf('.') + 1);
                boolean known = byEnding.containsKey(ending) || byEnding.size() < MOST_ENDINGS;
                NavigableSet<String> names =
                    byEnding.computeIfAbsent(known ? ending : "", key -> new TreeSet<>());
                names.add(name);
                if (names.size() > MOST_NAMES) {
                  names.pollLast();
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    int count = byEnding.values().stream().mapToInt(Set::size).sum();
    int each = count <= MOST_NAMES ? MOST_NAMES : MOST_NAMES / byEnding.size();
    return byEnding.values().stream()
        .flatMap(names -> names.stream().limit(each))
        .sorted()
        .toList();
  }

  /** {@return the file or directory} */
  public Path path() {
    return path;
  }

  /** {@return whether it is a directory} */
  public boolean directory() {
    return directory;
  }

  /** {@return the first 65,536 bytes of a file as text, without byte order mark; else empty} */
  public String head() {
    return head;
  }

  /** {@return whether {@link #head()} is the whole file} */
  public boolean whole() {
    return whole;
  }

  /**
   * Returns the names of the files in a directory.
   *
   * @return up to 1,000 names, sorted; of more, some of each ending, the first in the order of
   *     names. Empty for a file.
   */
  public List<String> names() {
    return names;
  }

  /**
   * Tells how the file's name ends, whatever its case.
   *
   * @param ending the ending in lower case, such as {@code .ann}
   * @return whether the name ends so
   */
  public boolean named(String ending) {
    return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
