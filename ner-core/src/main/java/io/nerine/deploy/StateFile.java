package io.nerine.deploy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the state of a store, and the one that holds the state before. Thread-safe.
 */
final class StateFile {

  static final String NAME = "store.json";

  static final String PREVIOUS_NAME = "store.previous.json";

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

  /** Holds the checksum, so no other state begins with the same bytes. */
  private static final int START_BYTES = 256;

  private static final int MAX_BYTES = 1 << 30;

  private final Path store;
  private final Path file;
  private final Path previous;
  private volatile @Nullable Read last;

  /**
   * What was read last.
   *
   * @param start how the file began
   * @param state its state, or the one before if it was damaged
   * @param damage what was wrong with it, if anything
   */
  private record Read(String start, StoreState state, @Nullable String damage) {}

  StateFile(Path store) {
    this.store = store;
    this.file = store.resolve(NAME);
    this.previous = store.resolve(PREVIOUS_NAME);
  }

  boolean exists() {
    return Files.exists(file) || Files.exists(previous);
  }

  /**
   * Returns the state as the disk has it now. What is in memory is used again where the file is the
   * same by its checksum; time stamps are too coarse to tell.
   *
   * @throws ModelLoadingException if neither file can be read, or a newer library wrote them
   */
  StoreState read() {
    return readNow().state;
  }

  /** {@return what is wrong with the newest state, so that the one before is read; else null} */
  @Nullable String damage() {
    return readNow().damage;
  }

  private Read readNow() {
    String start = "";
    String damage;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(START_BYTES);
      start = new String(first, StandardCharsets.ISO_8859_1);
      Read known = last;
      if (known != null && start.equals(known.start)) {
        return known;
      }
      Read read = new Read(start, StateJson.read(whole(first, in), store), null);
      last = read;
      return read;
    } catch (DamagedStateException e) {
      damage = String.valueOf(e.getMessage());
    } catch (NoSuchFileException e) {
      damage = FileReplacement.describe(e);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "Cannot read the state of the model store, '%s': %s"
              .formatted(file, FileReplacement.describe(e)),
          e);
    }
    Read read = new Read(start, readPrevious(damage), damage);
    LOG.warn(
        "The state of the model store, '{}', is damaged: {}; going on with the state before, of"
            + " revision {}, until the next change puts it in order",
        file,
        damage,
        read.state.revision());
    last = read;
    return read;
  }

  private StoreState readPrevious(String damage) {
    String alsoDamaged;
    try (InputStream in = Files.newInputStream(previous)) {
      return StateJson.read(whole(new byte[0], in), store);
    } catch (DamagedStateException e) {
      alsoDamaged = String.valueOf(e.getMessage());
    } catch (IOException e) {
      alsoDamaged = FileReplacement.describe(e);
    }
    throw new ModelLoadingException(
        ("The model store '%s' cannot be opened: %s is damaged (%s), and so is %s (%s); restore one"
                + " of them from a backup, or add the bundles under %s to a new store")
            .formatted(
                store,
                NAME,
                damage,
                PREVIOUS_NAME,
                alsoDamaged,
                store.resolve(VersionFiles.MODELS)));
  }

  private static byte[] whole(byte[] start, InputStream in)
      throws IOException, DamagedStateException {
    byte[] rest = in.readNBytes(MAX_BYTES);
    if (rest.length == MAX_BYTES) {
      throw new DamagedStateException("it is larger than %d bytes".formatted(MAX_BYTES));
    }
    byte[] whole = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, whole, start.length, rest.length);
    return whole;
  }

  /**
   * Replaces the state. The caller holds the lock.
   *
   * @param old the state that was read under the lock
   * @param state the next
   * @throws NerException if the disk does not take it; one of the states stands
   */
  void write(StoreState old, StoreState state) {
    byte[] oldBytes = StateJson.write(old);
    byte[] bytes = StateJson.write(state);
    try {
      FileReplacement.write(previous, out -> out.write(oldBytes));
      FileReplacement.write(file, out -> out.write(bytes));
      FileReplacement.forceDirectory(store);
    } catch (IOException e) {
      throw new NerException(
          "Cannot write the state of the model store, '%s': %s; look whether the change was made"
              .formatted(file, FileReplacement.describe(e)),
          e);
    }
  }
}
