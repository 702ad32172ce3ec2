package io.nerine.deploy;

import io.nerine.bundle.ModelBundle;
import io.nerine.deploy.StoreState.Model;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the state of a store, one change at a time, and tells those who listen. Thread-safe. */
final class StoreChanges {

  private static final Logger LOG = LoggerFactory.getLogger(StoreChanges.class);

  private final Path store;
  private final StateFile file;
  private final StoreLock lock;
  private final VersionFiles files;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  StoreChanges(Path store, StateFile file, StoreLock lock, VersionFiles files) {
    this.store = store;
    this.file = file;
    this.lock = lock;
    this.files = files;
  }

  /** One change. */
  @FunctionalInterface
  interface Change<T> {

    /**
     * Makes the change.
     *
     * @param state the state as it is
     * @param revision the revision that the change leads to
     * @return the state as it is to be, and what the caller gets
     * @throws IOException if files cannot be moved
     */
    Outcome<T> of(StoreState state, long revision) throws IOException;
  }

  /** What comes of a change. */
  record Outcome<T>(StoreState state, T result) {}

  /**
   * Makes a change under the lock, of the state that the disk has then.
   *
   * @return what came of it; the disk has it
   * @throws NerException if the lock is not to be had or the disk does not take it
   */
  <T> T make(Change<T> change) {
    T result;
    try {
      result = lock.holding(() -> makeLocked(change));
    } catch (IOException e) {
      throw cannotChange(e);
    }
    listeners.forEach(StoreChanges::tell);
    return result;
  }

  private <T> T makeLocked(Change<T> change) throws IOException {
    StoreState found = file.read();
    StoreState state = orderly(found);
    long revision = state.revision() + 1;
    Outcome<T> outcome = change.of(state, revision);
    StoreState next = outcome.state.withRevision(revision);
    try {
      file.write(found, next);
    } catch (NerException e) {
      withdraw(next, e);
      throw e;
    }
    clean(next);
    return outcome.result;
  }

  /** Takes back the versions that were put in place for a state that the disk did not take. */
  private void withdraw(StoreState refused, NerException failure) {
    try {
      StoreState state = file.read();
      for (VersionId stray : files.strays(state)) {
        if (refused.version(stray).isPresent()) {
          files.delete(stray);
        }
      }
    } catch (IOException | NerException e) {
      failure.addSuppressed(e);
    }
  }

  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      // The change is made; whoever made it is not to blame.
      LOG.warn("A listener failed at a change of a model store", e);
    }
  }

  void listen(Runnable listener) {
    listeners.add(listener);
  }

  void unlisten(Runnable listener) {
    listeners.remove(listener);
  }

  /** Makes a place to copy a bundle to. */
  VersionFiles.WorkPlace workPlace() {
    try {
      return lock.holding(files::workPlace);
    } catch (IOException e) {
      throw cannotChange(e);
    }
  }

  /** Writes the first state, unless another process was faster. */
  void create() {
    try {
      lock.holding(
          () -> {
            if (!file.exists()) {
              file.write(StoreState.EMPTY, StoreState.EMPTY);
            }
            return file;
          });
    } catch (IOException e) {
      throw cannotChange(e);
    }
  }

  private NerException cannotChange(IOException failure) {
    return new NerException(
        "Cannot change the model store '%s': %s; nothing was changed"
            .formatted(store, FileReplacement.describe(failure)),
        failure);
  }

  /**
   * Returns the state with what the directories tell beside it. They differ only where a writer
   * died between the version and the state, or where the newest state was lost.
   */
  private StoreState orderly(StoreState found) throws IOException {
    StoreState state = found;
    if (file.damage() != null) {
      // The state that was lost had a revision, too.
      state = withoutMissing(found).withRevision(found.revision() + 1);
    }
    for (VersionId stray : files.strays(state)) {
      if (stray.number() > state.model(stray.name()).lastNumber()) {
        state = adopted(state, stray);
      }
    }
    return state;
  }

  private StoreState withoutMissing(StoreState found) {
    StoreState state = found;
    for (Map.Entry<String, Model> entry : found.models().entrySet()) {
      Model model = entry.getValue();
      for (ModelVersion version : model.versions().values()) {
        if (!Files.isDirectory(files.path(version.id()))) {
          model = model.without(version.number());
        }
      }
      state = state.withModel(entry.getKey(), model);
    }
    return state;
  }

  private StoreState adopted(StoreState state, VersionId stray) {
    try (ModelBundle bundle = ModelBundle.open(files.path(stray))) {
      ModelVersion version =
          BundleTransfer.version(
              stray, bundle.manifest(), Instant.now(), "found after a crash", null);
      LOG.warn("The model store '{}' has version {}, found after a crash", store, stray);
      return state.withModel(stray.name(), state.model(stray.name()).with(version));
    } catch (ModelLoadingException e) {
      LOG.warn("'{}' is no version of the model store and is left alone", files.path(stray), e);
      return state;
    }
  }

  private void clean(StoreState state) {
    try {
      files.clean(state);
    } catch (IOException e) {
      // The change is made; the next one tries again.
      LOG.warn("What is no longer used in the model store '{}' could not be removed", store, e);
    }
  }
}
