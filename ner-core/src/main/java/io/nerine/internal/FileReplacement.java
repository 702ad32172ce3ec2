package io.nerine.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Writes files whole or not at all: under a temporary name in the same directory first, then moved
 * into place, so that a reader, a full disk or a crash never meets half a file.
 */
public final class FileReplacement {

  private static final Pattern TEMPORARY_NAME = Pattern.compile("\\.nerine-[0-9a-f]{16}\\.tmp");

  private static final SecureRandom RANDOM = new SecureRandom();

  private FileReplacement() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param out where to; buffered, closed by the caller
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file, replacing one that is there. Missing parent directories are made. A link is
   * followed; a device or pipe, which nothing can replace, is written to directly.
   *
   * @param target the file
   * @param content what goes into it
   * @throws IOException if that fails; an old file is then as it was and no temporary one is left
   */
  public static void write(Path target, Content content) throws IOException {
    Path place = place(target);
    if (Files.isDirectory(place)) {
      throw new FileSystemException(target.toString(), null, "it is a directory");
    }
    if (Files.exists(place) && !Files.isRegularFile(place)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(place))) {
        content.writeTo(out);
      }
      return;
    }
    Path temporary = beside(place, ".tmp");
    try {
      writeNew(temporary, content);
      move(temporary, place);
    } catch (Throwable failure) {
      deleteAfter(failure, temporary);
      throw failure;
    }
  }

  /**
   * Writes a file that does not exist yet and waits until the disk has it.
   *
   * @param file the file
   * @param content what goes into it
   * @throws IOException if that fails; what was written is left
   */
  public static void writeNew(Path file, Content content) throws IOException {
    // Not Files.createTempFile, whose files nobody but their owner may read.
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      content.writeTo(out);
      out.flush();
      // A move may reach the disk before the content does.
      channel.force(true);
    }
  }

  /**
   * Waits until the disk has the names of a directory, so that files which were made in it or moved
   * into it outlast a failure of power. Does nothing where the system knows no such thing.
   *
   * @param directory the directory
   * @throws IOException if it cannot be read
   */
  public static void forceDirectory(Path directory) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(directory, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      // Windows opens no directory, and needs not.
      if (Files.isReadable(directory) && Files.isDirectory(directory)) {
        return;
      }
      throw e;
    }
    try (channel) {
      channel.force(true);
    }
  }

  /**
   * Tells whether a file is one that this class was writing when its process died.
   *
   * @param file the file
   * @return whether its name is such as only this class gives
   */
  public static boolean isTemporary(Path file) {
    return TEMPORARY_NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  /**
   * Returns where a file or directory is to stand, and makes the directory above it.
   *
   * @param target the path that a caller gave
   * @return the absolute path behind all links
   * @throws IOException if the directory cannot be made
   */
  static Path place(Path target) throws IOException {
    Path place = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path parent = place.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
    return place;
  }

  /**
   * Returns an unused name in the directory of a file.
   *
   * @param place the file
   * @param ending how the name ends
   * @return the path; nothing is made
   */
  static Path beside(Path place, String ending) {
    byte[] name = new byte[8];
    RANDOM.nextBytes(name);
    return place.resolveSibling(".nerine-" + HexFormat.of().formatHex(name) + ending);
  }

  /**
   * Moves a file or directory, at one stroke where the file system can.
   *
   * @param from what to move
   * @param to its new path in the same directory
   * @throws IOException if that fails
   */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void deleteAfter(Throwable failure, Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Says why a file could not be read or written. The messages of the JDK's own exceptions are
   * often but the path.
   *
   * @param failure the failure
   * @return the reason
   */
  public static String describe(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or directory";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof FileAlreadyExistsException existing) {
      return "there is already a file '%s'".formatted(existing.getFile());
    }
    if (failure instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
