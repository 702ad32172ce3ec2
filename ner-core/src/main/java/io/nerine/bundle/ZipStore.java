package io.nerine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A bundle that is a zip file, of which every byte belongs to the bundle. */
final class ZipStore implements BundleStore {

  private static final int END_RECORD_BYTES = 22;

  private static final int END_RECORD_SIGNATURE = 0x06054b50;

  private static final int FIRST_ENTRY_SIGNATURE = 0x04034b50;

  /** Stands in a field of the end record whose value is in the Zip64 record. */
  private static final long IN_ZIP64 = 0xFFFFFFFFL;

  private static final long MAX_RATIO = 100;

  /** What may be unpacked whatever the ratio. */
  private static final long FREE_BYTES = 64L << 20;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private ZipStore(ZipFile zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the store
   * @throws IOException if it is not a zip file, or damaged; the message says how
   */
  static ZipStore open(Path file) throws IOException {
    checkEnds(file);
    ZipFile zip = new ZipFile(file.toFile());
    try {
      Map<String, ZipEntry> entries = new HashMap<>();
      var all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        if (entries.put(entry.getName(), entry) != null) {
          throw new ZipException("entry '%s' occurs twice".formatted(entry.getName()));
        }
      }
      checkSizes(Files.size(file), entries.values());
      return new ZipStore(zip, entries);
    } catch (Throwable failure) {
      try {
        zip.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }

  /**
   * Refuses bombs: weights hardly shrink, text shrinks to a tenth, and entries that share their
   * content (Fifield, A better zip bomb, WOOT 2019) claim more than there is.
   */
  private static void checkSizes(long fileBytes, Iterable<ZipEntry> entries) throws ZipException {
    long most =
        fileBytes > (Long.MAX_VALUE - FREE_BYTES) / MAX_RATIO
            ? Long.MAX_VALUE
            : fileBytes * MAX_RATIO + FREE_BYTES;
    long stored = 0;
    long unpacked = 0;
    for (ZipEntry entry : entries) {
      stored += Math.max(0, entry.getCompressedSize());
      unpacked += Math.max(0, entry.getSize());
      if (stored < 0 || stored > fileBytes) {
        throw new ZipException("the entries claim more bytes than the file has");
      }
      if (unpacked < 0 || unpacked > most) {
        throw new ZipException(
            "the entries unpack to more than %d times the size of the file".formatted(MAX_RATIO));
      }
    }
  }

  /** The JDK's reader skips what stands before the first and behind the last record. */
  private static void checkEnds(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (size == 0) {
        throw new ZipException("the file is empty");
      }
      ByteBuffer start = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
      readFully(channel, start, 0);
      if (start.position() < 4 || start.getInt(0) != FIRST_ENTRY_SIGNATURE) {
        throw new ZipException("the file does not begin as a zip file does");
      }
      ByteBuffer end = ByteBuffer.allocate(END_RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      readFully(channel, end, size - END_RECORD_BYTES);
      if (end.hasRemaining() || end.getInt(0) != END_RECORD_SIGNATURE) {
        throw new ZipException(
            "the file does not end as a zip file does; it is cut short or has something behind it");
      }
      long directoryBytes = Integer.toUnsignedLong(end.getInt(12));
      long directoryOffset = Integer.toUnsignedLong(end.getInt(16));
      if (directoryBytes != IN_ZIP64
          && directoryOffset != IN_ZIP64
          && directoryOffset + directoryBytes + END_RECORD_BYTES != size) {
        throw new ZipException("bytes are missing or were added before the file's end record");
      }
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    long at = Math.max(0, position);
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }

  @Override
  public @Nullable InputStream open(String name) throws IOException {
    ZipEntry entry = entries.get(name);
    return entry == null ? null : zip.getInputStream(entry);
  }

  @Override
  public long length(String name) {
    ZipEntry entry = entries.get(name);
    return entry == null ? 0 : entry.getSize();
  }

  @Override
  public Optional<String> foreign(Set<String> expected) {
    return entries.keySet().stream().filter(name -> !expected.contains(name)).sorted().findFirst();
  }

  @Override
  public Optional<Path> path(String name) {
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
