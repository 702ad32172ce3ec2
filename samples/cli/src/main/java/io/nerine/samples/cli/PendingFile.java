package io.nerine.samples.cli;

import io.nerine.exception.NerException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that appears under its name only when it is complete: it is written under a temporary name
 * beside it. Closed without {@link #commit}, it leaves nothing behind and an old file as it was.
 *
 * <p>What cannot be replaced, such as {@code /dev/null} or a named pipe, is written to directly.
 */
final class PendingFile implements AutoCloseable {

  private static final Set<PendingFile> OPEN = ConcurrentHashMap.newKeySet();

  private final Path target;
  private final Path place;
  private final Path written;
  private final OutputStream out;

  private PendingFile(Path target) throws IOException {
    this.target = target;
    this.place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    if (Files.isDirectory(place)) {
      throw new FileSystemException(place.toString(), null, "it is a directory");
    }
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      this.written = place;
      this.out = new BufferedOutputStream(Files.newOutputStream(place));
    } else {
      Path parent = place.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
      this.written = place.resolveSibling(".nerine-" + UUID.randomUUID() + ".tmp");
      this.out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              1 << 16);
    }
  }

  /**
   * Opens a file for writing. Missing parent directories are made.
   *
   * @param target the file
   * @return the file, empty so far; the caller closes it
   * @throws NerException if it cannot be written
   */
  static PendingFile at(Path target) {
    try {
      PendingFile file = new PendingFile(target);
      OPEN.add(file);
      return file;
    } catch (IOException e) {
      throw failure(target, e);
    }
  }

  /**
   * Writes a whole file.
   *
   * @param target the file
   * @param content what goes into it, in UTF-8
   * @throws NerException if it cannot be written
   */
  static void write(Path target, String content) {
    try (PendingFile pending = at(target)) {
      try {
        pending.out().write(content.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw pending.failure(e);
      }
      pending.commit();
    }
  }

  /** {@return where its content goes; buffered} */
  OutputStream out() {
    return out;
  }

  /**
   * Moves the file into place; nothing can be written to it any more.
   *
   * @throws NerException if that fails
   */
  void commit() {
    try {
      out.close();
      if (!written.equals(place)) {
        move();
      }
      OPEN.remove(this);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private void move() throws IOException {
    try {
      Files.move(written, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(written, place, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes what was written, unless it is in place already. */
  @Override
  public void close() {
    if (!OPEN.remove(this)) {
      return;
    }
    try (out) {
      // Windows removes no file that is open, so the writer goes first where it can.
      out.close();
    } catch (IOException e) {
      // It is thrown away, so whether its last bytes reached the disk is all the same.
    }
    try {
      if (!written.equals(place)) {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new NerException(
          "Cannot remove the temporary file '%s': %s".formatted(written, reason(e)), e);
    }
  }

  /** Closes all files that are open, whoever opened them. */
  static void discardAll() {
    OPEN.forEach(PendingFile::close);
  }

  /**
   * Says that the file cannot be written.
   *
   * @param cause why
   * @return the exception to throw
   */
  NerException failure(IOException cause) {
    return failure(target, cause);
  }

  private static NerException failure(Path target, IOException cause) {
    return new NerException("Cannot write '%s': %s".formatted(target, reason(cause)), cause);
  }

  /** The messages of the JDK's own exceptions are often but the path. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return String.valueOf(failure.getMessage());
  }
}
