package io.nerine.deploy;

import io.nerine.internal.DirectoryReplacement;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directories of versions, and those in which versions are made and thrown away. */
final class VersionFiles {

  static final String MODELS = "models";

  static final String INCOMING = "incoming";

  private static final String LOCK_ENDING = ".lock";

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /** Work places of this process. Its own locks must not be tried, which might release them. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path store;
  private final Path models;
  private final Path incoming;

  /**
   * Creates the view.
   *
   * @param store the real path of the store
   */
  VersionFiles(Path store) {
    this.store = store;
    this.models = store.resolve(MODELS);
    this.incoming = store.resolve(INCOMING);
  }

  /** A directory in which a bundle is made; a lock beside it tells that its maker lives. */
  static final class WorkPlace implements AutoCloseable {

    private final Path directory;
    private final Path lockFile;
    private final FileChannel lock;

    private WorkPlace(Path directory, Path lockFile, FileChannel lock) {
      this.directory = directory;
      this.lockFile = lockFile;
      this.lock = lock;
    }

    Path bundle() {
      return directory.resolve("bundle");
    }

    @Override
    public void close() throws IOException {
      try {
        DirectoryReplacement.delete(directory);
        Files.deleteIfExists(lockFile);
      } finally {
        lock.close();
        OURS.remove(lockFile);
      }
    }
  }

  Path path(VersionId id) {
    return models.resolve(id.name()).resolve(Integer.toString(id.number()));
  }

  /** Makes a work place. The caller holds the lock of the store. */
  WorkPlace workPlace() throws IOException {
    Files.createDirectories(incoming);
    Path directory = unusedName();
    Path lockFile = Path.of(directory + LOCK_ENDING);
    OURS.add(lockFile);
    FileChannel lock = null;
    try {
      lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      Files.createDirectory(directory);
      return new WorkPlace(directory, lockFile, lock);
    } catch (Throwable failure) {
      OURS.remove(lockFile);
      if (lock != null) {
        lock.close();
      }
      throw failure;
    }
  }

  private Path unusedName() {
    byte[] name = new byte[8];
    RANDOM.nextBytes(name);
    return incoming.resolve(HexFormat.of().formatHex(name));
  }

  /** Puts a complete bundle in its place. The caller holds the lock of the store. */
  void putInPlace(WorkPlace work, VersionId id) throws IOException {
    Path model = models.resolve(id.name());
    Files.createDirectories(model);
    Files.move(work.bundle(), path(id), StandardCopyOption.ATOMIC_MOVE);
    FileReplacement.forceDirectory(model);
    FileReplacement.forceDirectory(models);
    FileReplacement.forceDirectory(store);
  }

  /** {@return the greatest number that a directory of the model has; 0 if there is none} */
  int greatestNumber(String name) throws IOException {
    int greatest = 0;
    for (Path version : list(models.resolve(name))) {
      String number = version.getFileName().toString();
      if (NUMBER.matcher(number).matches()) {
        greatest = Math.max(greatest, Integer.parseInt(number));
      }
    }
    return greatest;
  }

  /** Throws a version away. The caller holds the lock of the store. */
  void delete(VersionId id) throws IOException {
    throwAway(path(id));
  }

  private void throwAway(Path directory) throws IOException {
    Files.createDirectories(incoming);
    Path rubbish = unusedName();
    Files.move(directory, rubbish, StandardCopyOption.ATOMIC_MOVE);
    DirectoryReplacement.delete(rubbish);
  }

  /** {@return versions that have a directory but are not in the state} */
  List<VersionId> strays(StoreState state) throws IOException {
    List<VersionId> strays = new ArrayList<>();
    for (Path model : list(models)) {
      String name = model.getFileName().toString();
      for (Path version : list(model)) {
        String number = version.getFileName().toString();
        if (VersionId.isName(name) && NUMBER.matcher(number).matches()) {
          strays.add(new VersionId(name, Integer.parseInt(number)));
        }
      }
    }
    strays.removeIf(id -> state.version(id).isPresent());
    return strays;
  }

  /**
   * Removes what writers that died have left, and the versions that were removed from the state.
   * The caller holds the lock of the store.
   *
   * @param state the state that the disk has
   */
  void clean(StoreState state) throws IOException {
    for (Path left : list(incoming)) {
      boolean isLock = left.getFileName().toString().endsWith(LOCK_ENDING);
      Path lockFile = isLock ? left : Path.of(left + LOCK_ENDING);
      if (!OURS.contains(lockFile) && isFree(lockFile)) {
        DirectoryReplacement.delete(isLock ? directoryOf(lockFile) : left);
        Files.deleteIfExists(lockFile);
      }
    }
    for (Path left : list(store)) {
      if (FileReplacement.isTemporary(left) && Files.isRegularFile(left)) {
        Files.delete(left);
      }
    }
    for (VersionId stray : strays(state)) {
      // A greater number is none that was removed: it belongs to a state that was lost.
      if (stray.number() <= state.model(stray.name()).lastNumber()) {
        delete(stray);
      }
    }
  }

  /** {@return something in the directory that does not come of a store that is just being made} */
  Optional<Path> foreignToNewStore() throws IOException {
    return list(store).stream()
        .filter(path -> !path.getFileName().toString().equals(StoreLock.NAME))
        .filter(path -> !FileReplacement.isTemporary(path))
        .findFirst();
  }

  private static Path directoryOf(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK_ENDING.length()));
  }

  /** Whether nobody holds the lock of a work place; a dead process holds none. */
  private static boolean isFree(Path lockFile) throws IOException {
    if (!Files.exists(lockFile)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
