package io.nerine.deploy;

import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock that lets one writer at a time change a store: among processes by a file, among the
 * threads of this one by a lock for the real path of the store, since file locks do not tell
 * threads apart and closing any channel of a file may release them.
 */
final class StoreLock {

  static final String NAME = "store.lock";

  private static final ConcurrentHashMap<Path, ReentrantLock> IN_PROCESS =
      new ConcurrentHashMap<>();

  /** Behind all content, since some systems let nobody read what is locked. */
  private static final long LOCKED_POSITION = Long.MAX_VALUE - 1;

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MAX_HOLDER_BYTES = 200;

  private final Path store;
  private final Path file;
  private final Duration patience;
  private final ReentrantLock inProcess;

  /**
   * Creates the lock.
   *
   * @param store the real path of the store
   * @param patience how long to wait for other writers
   */
  StoreLock(Path store, Duration patience) {
    this.store = store;
    this.file = store.resolve(NAME);
    this.patience = patience;
    this.inProcess = IN_PROCESS.computeIfAbsent(store, path -> new ReentrantLock());
  }

  /** What is done while the lock is held. */
  @FunctionalInterface
  interface Work<T> {

    /**
     * Does the work.
     *
     * @return what comes of it
     * @throws IOException if that fails
     */
    T run() throws IOException;
  }

  /**
   * Waits for the lock and does some work while it is held.
   *
   * @param work the work; must not wait for the same lock
   * @return what comes of it
   * @throws NerException if another writer holds the lock for longer than the patience, the thread
   *     is interrupted, or the directory cannot be written
   * @throws IOException if the work fails
   */
  <T> T holding(Work<T> work) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    lockInProcess();
    try (FileChannel channel = open()) {
      awaitLock(channel, deadline);
      return work.run();
    } finally {
      inProcess.unlock();
    }
  }

  private FileChannel open() {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw cannotLock(e);
    }
  }

  private void awaitLock(FileChannel channel, long deadline) {
    try {
      while (!locked(channel)) {
        if (System.nanoTime() - deadline >= 0) {
          throw busy(holder());
        }
        if (Thread.interrupted()) {
          throw interrupted();
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
      leaveName(channel);
    } catch (IOException e) {
      throw cannotLock(e);
    }
  }

  private NerException cannotLock(IOException failure) {
    return new NerException(
        "Cannot lock the model store '%s' to change it: %s; whoever changes it needs to write there"
            .formatted(store, FileReplacement.describe(failure)),
        failure);
  }

  private void lockInProcess() {
    if (inProcess.isHeldByCurrentThread()) {
      throw new IllegalStateException("This thread changes the model store already");
    }
    try {
      if (!inProcess.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy("another thread of this process");
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_POSITION, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // This library in another class loader of this process.
      return false;
    }
  }

  private void leaveName(FileChannel channel) throws IOException {
    byte[] name =
        "process %d since %s\n"
            .formatted(ProcessHandle.current().pid(), Instant.now())
            .getBytes(StandardCharsets.UTF_8);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(name), 0);
  }

  private String holder() {
    try (var in = Files.newInputStream(file)) {
      String name = new String(in.readNBytes(MAX_HOLDER_BYTES), StandardCharsets.UTF_8).strip();
      return name.isEmpty() ? "another process" : name;
    } catch (IOException e) {
      return "another process";
    }
  }

  private NerException busy(String holder) {
    return new NerException(
        ("The model store '%s' is being changed by %s, for longer than the %s that this change"
                + " waits; try again when that is done, or open the store with more patience")
            .formatted(store, holder, seconds(patience)));
  }

  private NerException interrupted() {
    Thread.currentThread().interrupt();
    return new NerException(
        "Interrupted while waiting to change the model store '%s'; nothing was changed"
            .formatted(store));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
