package io.nerine.internal.format.files;

import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files in and below a folder in the order of their paths, one folder's names in memory at a
 * time. Hidden files are passed over. Links to folders are not followed, nor links that lead out of
 * the folder, which are reported. Not thread-safe.
 */
public final class FolderFiles {

  /** A folder with more files cannot be sorted in bounded memory. */
  static final int MOST_FILES = 1_000_000;

  private static final int MOST_LEVELS = 64;
  private static final int LOOKED_AT = 2000;

  /** Orders relative paths as they are walked: by their first names, then by the next ones. */
  public static final Comparator<String> ORDER =
      (first, second) -> {
        String[] a = first.split("/", -1);
        String[] b = second.split("/", -1);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
          int order = a[i].compareTo(b[i]);
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.length, b.length);
      };

  private final Path root;
  private final Path realRoot;
  private final Predicate<String> wanted;
  private final FormatLog log;
  private final Deque<Level> open = new ArrayDeque<>();

  private record Level(Path folder, Iterator<String> names) {}

  /**
   * Begins to walk a folder.
   *
   * @param root the folder
   * @param wanted which files to give, by their names
   * @param log where links and what cannot be read are reported
   * @throws IOException if the folder cannot be read
   */
  public FolderFiles(Path root, Predicate<String> wanted, FormatLog log) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
    this.wanted = wanted;
    this.log = log;
    open.push(level(root));
  }

  /**
   * Goes to the next file.
   *
   * @return the file, or null if there is no more
   * @throws DataFormatException if a folder holds too many files
   */
  public @Nullable Path next() {
    while (!open.isEmpty()) {
      Level level = open.peek();
      if (!level.names.hasNext()) {
        open.pop();
        continue;
      }
      Path path = level.folder.resolve(level.names.next());
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        enter(path);
      } else if (isFile(path)) {
        return path;
      }
    }
    return null;
  }

  private void enter(Path folder) {
    if (open.size() >= MOST_LEVELS) {
      String found = "more than %d folders within each other".formatted(MOST_LEVELS);
      log.error(folder.toString(), "", found, "left out", "move it up");
      return;
    }
    try {
      open.push(level(folder));
    } catch (IOException e) {
      String found = FileReplacement.describe(e);
      log.error(folder.toString(), "", found, "left out", "make it readable");
    }
  }

  private boolean isFile(Path path) {
    if (!Files.isSymbolicLink(path) || isInside(path)) {
      // A folder that a link leads to is met in its own place.
      return wanted.test(nameOf(path)) && Files.isRegularFile(path);
    }
    String fix = "put the files themselves there";
    if (Files.isDirectory(path)) {
      log.warning(path.toString(), "", "a link that leads out of the folder", "left out", fix);
    } else if (wanted.test(nameOf(path))) {
      log.error(path.toString(), "", "a link that leads nowhere or out", "left out", fix);
    }
    return false;
  }

  private boolean isInside(Path path) {
    try {
      return path.toRealPath().startsWith(realRoot);
    } catch (IOException e) {
      return false;
    }
  }

  private static Level level(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        String name = nameOf(path);
        if (!name.startsWith(".")) {
          names.add(name);
        }
        if (names.size() > MOST_FILES) {
          throw new DataFormatException(
              "'%s' holds more than %d files; spread them over folders"
                  .formatted(folder, MOST_FILES));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return new Level(folder, names.iterator());
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  /**
   * Returns the path of a file as seen from the folder.
   *
   * @param file a file below the folder
   * @return the path with {@code /} between its names
   */
  public String relative(Path file) {
    return relative(root, file);
  }

  /**
   * Returns the path of a file as seen from a folder.
   *
   * @param folder the folder
   * @param file a file below it
   * @return the path with {@code /} between its names
   */
  public static String relative(Path folder, Path file) {
    StringBuilder relative = new StringBuilder();
    for (Path name : folder.relativize(file)) {
      relative.append(relative.isEmpty() ? "" : "/").append(name);
    }
    return relative.toString();
  }

  /**
   * Finds a file that another file names.
   *
   * @param folder the folder that the name is relative to
   * @param name the name, from data
   * @return the path if it is a regular file in or below the folder and no link leads out of it,
   *     else null
   */
  public static @Nullable Path inside(Path folder, String name) {
    try {
      Path path = folder.resolve(name).normalize();
      boolean inside =
          path.toAbsolutePath().startsWith(folder.toAbsolutePath().normalize())
              && Files.isRegularFile(path)
              && path.toRealPath().startsWith(folder.toRealPath());
      return inside ? path : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /**
   * Looks for a file in and below a folder, in bounded time and without failing.
   *
   * @param folder the folder
   * @param wanted the file, by its name
   * @return a file, or null if there is none among the first ones
   */
  public static @Nullable Path find(Path folder, Predicate<String> wanted) {
    Deque<Path> folders = new ArrayDeque<>();
    folders.add(folder);
    int seen = 0;
    while (!folders.isEmpty()) {
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(folders.remove())) {
        for (Path path : paths) {
          if (++seen > LOOKED_AT) {
            return null;
          }
          String name = nameOf(path);
          if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            folders.add(path);
          } else if (wanted.test(name) && !name.startsWith(".")) {
            return path;
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        // What cannot be read is not recognised.
        return null;
      }
    }
    return null;
  }
}
