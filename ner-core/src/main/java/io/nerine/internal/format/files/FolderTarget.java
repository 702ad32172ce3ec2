package io.nerine.internal.format.files;

import io.nerine.exception.NerException;
import io.nerine.internal.DirectoryReplacement;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes a directory of many files whole or not at all. One that is there is replaced only if it
 * holds nothing but such files, since what it holds is deleted.
 */
public final class FolderTarget {

  private FolderTarget() {}

  /**
   * Writes the directory.
   *
   * @param target where to
   * @param own which files a directory of the format holds, by their names
   * @param content what goes into it
   * @throws NerException if it cannot be written, is a file or holds other files; it is then as it
   *     was
   */
  public static void write(
      Path target, Predicate<String> own, DirectoryReplacement.Content content) {
    try {
      check(target, own);
      DirectoryReplacement.write(target, content);
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
  }

  private static void check(Path target, Predicate<String> own) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw new NerException(
          "Cannot write '%s': it is no directory, which the format needs; give a new path"
              .formatted(target));
    }
    Optional<Path> foreign;
    // The real path, since the walk does not go behind a link.
    try (Stream<Path> files = Files.walk(target.toRealPath())) {
      foreign =
          files
              .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
              .filter(file -> !own.test(String.valueOf(file.getFileName())))
              .findFirst();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (foreign.isPresent()) {
      throw new NerException(
          "Cannot write '%s': it would be replaced, but holds '%s'; give a new directory"
              .formatted(target, foreign.get()));
    }
  }
}
