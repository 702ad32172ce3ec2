package io.nerine.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes directories whole or not at all: under a temporary name beside the target first, then
 * moved into place. An old directory is moved aside before and deleted after; no file system swaps
 * two directories at one stroke, so for a moment there is none.
 */
public final class DirectoryReplacement {

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryReplacement.class);

  private DirectoryReplacement() {}

  /** What goes into a directory. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param directory an empty directory
     * @throws IOException if that fails
     */
    void writeTo(Path directory) throws IOException;
  }

  /**
   * Writes a directory, replacing one that is there. Missing parent directories are made.
   *
   * @param target the directory
   * @param content what goes into it
   * @throws IOException if that fails; an old directory is then as it was and no temporary one is
   *     left
   */
  public static void write(Path target, Content content) throws IOException {
    Path place = FileReplacement.place(target);
    Path temporary = FileReplacement.beside(place, ".tmp");
    try {
      Files.createDirectory(temporary);
      content.writeTo(temporary);
      putInPlace(temporary, place);
    } catch (Throwable failure) {
      try {
        delete(temporary);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  /**
   * Waits until the disk has the names in a directory and in all below it.
   *
   * @param directory the directory
   * @throws IOException if one cannot be read
   */
  public static void force(Path directory) throws IOException {
    List<Path> directories;
    try (Stream<Path> walk = Files.walk(directory)) {
      directories = walk.filter(Files::isDirectory).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : directories) {
      FileReplacement.forceDirectory(path);
    }
  }

  private static void putInPlace(Path temporary, Path place) throws IOException {
    if (!Files.exists(place)) {
      FileReplacement.move(temporary, place);
      return;
    }
    Path old = FileReplacement.beside(place, ".old");
    FileReplacement.move(place, old);
    try {
      FileReplacement.move(temporary, place);
    } catch (Throwable failure) {
      try {
        FileReplacement.move(old, place);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
    try {
      delete(old);
    } catch (IOException e) {
      // The new directory stands, so the caller's wish is done.
      LOG.warn("The old version of '{}' could not be deleted and is left at '{}'", place, old, e);
    }
  }

  /**
   * Deletes a directory and all in it.
   *
   * @param directory the directory; need not be there
   * @throws IOException if something in it cannot be deleted; the rest may be gone
   */
  public static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(directory)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : inside) {
      Files.delete(path);
    }
  }
}
