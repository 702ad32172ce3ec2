package io.nerine.deploy;

import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.provider.BundleExtractorProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A directory of models: versions by name and number, and named slots, such as {@code production},
 * that each point to one version. Thread-safe, and shared by any number of processes: one changes
 * it at a time, all read it at any time. What a call changed is on the disk when it returns; a
 * process that is killed at whatever moment leaves the store as it was before or after its change.
 *
 * <pre>{@code
 * ModelStore store = ModelStore.open(Path.of("models"));
 * ModelVersion version = store.add("tickets", Path.of("tickets.nerine"));
 * store.deploy("production", version);
 *
 * ModelVersion current = store.current("production").orElseThrow();
 * try (Extractor extractor = store.load(current)) {
 *   ...
 * }
 * store.rollback("production");
 * }</pre>
 *
 * <p>Each call sees the store as it is then, whoever changed it. Names of models and slots are 1 to
 * 100 characters out of {@code A-Z a-z 0-9 . _ -}. Whatever changes the store throws {@link
 * NerException} if another process keeps changing it for longer than this one waits (30 seconds by
 * default), or the disk fails.
 */
public final class ModelStore {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;
  private final StateFile file;
  private final StoreChanges changes;
  private final VersionOperations versions;
  private final SlotOperations slots;

  private ModelStore(Path directory, Duration patience) {
    this.directory = directory;
    this.file = new StateFile(directory);
    VersionFiles files = new VersionFiles(directory);
    this.changes = new StoreChanges(directory, file, new StoreLock(directory, patience), files);
    this.versions = new VersionOperations(directory, file, files, changes);
    this.slots = new SlotOperations(directory, changes, versions);
  }

  /**
   * Opens a store, and makes one where there is none.
   *
   * @param directory the directory; made if it does not exist
   * @return the store; it holds nothing that must be closed
   * @throws ModelLoadingException if the directory holds something else, both states of the store
   *     are damaged, or a newer version of this library wrote it
   * @throws NerException if there is no store and none can be made
   */
  public static ModelStore open(Path directory) {
    return open(directory, PATIENCE);
  }

  /**
   * Opens a store, and makes one where there is none.
   *
   * @param directory the directory; made if it does not exist
   * @param patience how long a change waits for others, of this process and of other ones; 30
   *     seconds by default
   * @return the store; it holds nothing that must be closed
   * @throws ModelLoadingException if the directory holds something else, both states of the store
   *     are damaged, or a newer version of this library wrote it
   * @throws NerException if there is no store and none can be made
   */
  public static ModelStore open(Path directory, Duration patience) {
    Objects.requireNonNull(directory, "directory");
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience must not be negative, found " + patience);
    }
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new ModelLoadingException(
          "'%s' is no model store but a file; give the directory of a store".formatted(directory));
    }
    try {
      Files.createDirectories(directory);
      ModelStore store = new ModelStore(directory.toRealPath(), patience);
      if (!store.file.exists()) {
        store.checkNothingElse();
        store.changes.create();
      }
      store.file.read();
      return store;
    } catch (IOException e) {
      throw new NerException(
          "Cannot make a model store at '%s': %s; give a directory that can be written"
              .formatted(directory, FileReplacement.describe(e)),
          e);
    }
  }

  private void checkNothingElse() throws IOException {
    Optional<Path> other = new VersionFiles(directory).foreignToNewStore();
    // Another process may just have made the store.
    if (other.isPresent() && !file.exists()) {
      throw new ModelLoadingException(
          ("'%s' is no model store: it has no %s but holds '%s'; give the directory of a store, or"
                  + " an empty or new one")
              .formatted(directory, StateFile.NAME, other.get().getFileName()));
    }
  }

  /** {@return the directory, without links} */
  public Path directory() {
    return directory;
  }

  /**
   * Returns the number of the last change, which is cheap to ask for: whoever waits for changes by
   * other processes asks again and again.
   *
   * @return a number that is greater after every change; 0 for a new store
   * @throws ModelLoadingException if the state cannot be read
   */
  public long revision() {
    return file.read().revision();
  }

  /**
   * Calls back after each change through this object, on the thread that made it and before its
   * call returns.
   */
  void addListener(Runnable listener) {
    changes.listen(listener);
  }

  void removeListener(Runnable listener) {
    changes.unlisten(listener);
  }

  /**
   * Copies a bundle into the store, as the next version of a model.
   *
   * @param name the name of the model
   * @param bundle a directory or a single file
   * @return the version; its number is one above the greatest that the name ever had
   * @throws ModelLoadingException if the bundle is missing or damaged, of a newer format, or
   *     changes while it is copied
   * @throws IllegalArgumentException if the name is none, or differs from another in case alone
   */
  public ModelVersion add(String name, Path bundle) {
    return add(name, bundle, "");
  }

  /**
   * Copies a bundle into the store, as the next version of a model.
   *
   * @param name the name of the model
   * @param bundle a directory or a single file
   * @param note what people should know of the version
   * @return the version; its number is one above the greatest that the name ever had
   * @throws ModelLoadingException if the bundle is missing or damaged, of a newer format, or
   *     changes while it is copied
   * @throws IllegalArgumentException if the name is none, or differs from another in case alone
   */
  public ModelVersion add(String name, Path bundle, String note) {
    return versions.add(name, bundle, note, null);
  }

  /**
   * Copies a bundle into the store, as the next version of a model, that was made of another.
   *
   * @param name the name of the model
   * @param bundle a directory or a single file
   * @param note what people should know of the version
   * @param parent the version of which it was made, by more training or by quantising, say
   * @return the version; its number is one above the greatest that the name ever had
   * @throws ModelLoadingException if the bundle is missing or damaged, of a newer format, or
   *     changes while it is copied
   * @throws IllegalArgumentException if the name is none, or differs from another in case alone
   */
  public ModelVersion add(String name, Path bundle, String note, ModelVersion parent) {
    return versions.add(name, bundle, note, new Ancestor(parent.id(), parent.digest()));
  }

  /**
   * Writes a version to a single file, to take it to another store. The file is a bundle like any
   * other: {@link io.nerine.Extractors#load(Path)} loads it. Its provenance holds, under the key
   * {@code modelStore}, what the store knows of the version: id, digest, note and parent.
   *
   * @param version the version
   * @param target a file whose name ends in {@code .nerine} or {@code .zip}; a bundle that is there
   *     is replaced
   * @throws ModelLoadingException if the version was removed or its bundle is damaged
   * @throws NerException if the file cannot be written, or something else is there
   * @throws IllegalArgumentException if the name ends otherwise
   */
  public void exportVersion(ModelVersion version, Path target) {
    String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.endsWith(".nerine") && !name.endsWith(".zip")) {
      throw new IllegalArgumentException(
          "target must be a file whose name ends in .nerine or .zip, found '%s'".formatted(target));
    }
    try (ModelBundle bundle = openBundle(version)) {
      BundleTransfer.copyOut(bundle, version, target);
    }
  }

  /**
   * Takes in what {@link #exportVersion} of another store wrote: under the name that it had there,
   * with its note and parent, but with the next number here. Its bundle has the digest that it had
   * there. Where the model has a version of that digest, nothing is done.
   *
   * @param exported the file
   * @return the version
   * @throws ModelLoadingException if it is no exported version, damaged, or of a newer format
   * @throws IllegalArgumentException if its name differs from another here in case alone
   */
  public ModelVersion importVersion(Path exported) {
    return versions.importVersion(exported);
  }

  /**
   * Removes a version. Its number is not given again.
   *
   * @param version the version
   * @return what was removed
   * @throws ModelLoadingException if it was removed before
   * @throws NerException if a slot points to it
   */
  public RemovedVersions remove(ModelVersion version) {
    return versions.remove(version);
  }

  /**
   * Removes the versions that are no longer used. Their numbers are not given again.
   *
   * @param retention which versions to keep
   * @return what was removed
   */
  public RemovedVersions collectGarbage(Retention retention) {
    Objects.requireNonNull(retention, "retention");
    return versions.remove(retention);
  }

  /** {@return the names of the models that have a version, sorted} */
  public List<String> models() {
    return file.read().models().entrySet().stream()
        .filter(model -> !model.getValue().versions().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Returns the versions of a model.
   *
   * @param name the name of the model
   * @return its versions, oldest first; none if there is no such model
   */
  public List<ModelVersion> versions(String name) {
    Objects.requireNonNull(name, "name");
    return List.copyOf(file.read().model(name).versions().values());
  }

  /**
   * Returns a version.
   *
   * @param name the name of the model
   * @param number the number of the version
   * @return the version, or empty if there is none, or it was removed
   */
  public Optional<ModelVersion> version(String name, int number) {
    Objects.requireNonNull(name, "name");
    return Optional.ofNullable(file.read().model(name).versions().get(number));
  }

  /**
   * Returns the directory in which the bundle of a version lies. Nobody may change what is there.
   *
   * @param version the version
   * @return a bundle as {@link ModelBundle#open} takes it
   * @throws ModelLoadingException if the version was removed
   */
  public Path path(ModelVersion version) {
    return versions.path(version);
  }

  /**
   * Opens the bundle of a version and verifies all of it.
   *
   * @param version the version
   * @return the bundle; the caller closes it
   * @throws ModelLoadingException if the version was removed, or its bundle is damaged or not the
   *     one that was added
   */
  public ModelBundle openBundle(ModelVersion version) {
    ModelBundle bundle = ModelBundle.open(path(version));
    String digest = bundle.manifest().digest();
    if (!digest.equals(version.digest())) {
      bundle.close();
      throw new ModelLoadingException(
          ("The bundle of version %s in the model store '%s' is not the one that was added: its"
                  + " digest is %s, expected %s; add the right bundle as a new version and deploy"
                  + " that")
              .formatted(version.id(), directory, digest, version.digest()));
    }
    return bundle;
  }

  /**
   * Loads a version with default options.
   *
   * @param version the version
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the version was removed, its bundle is damaged or not the one
   *     that was added, or no backend for it is present
   */
  public Extractor load(ModelVersion version) {
    return load(version, LoadOptions.defaults());
  }

  /**
   * Loads a version.
   *
   * @param version the version
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the version was removed, its bundle is damaged or not the one
   *     that was added, or no backend for it is present
   */
  public Extractor load(ModelVersion version, LoadOptions options) {
    Objects.requireNonNull(options, "options");
    try (ModelBundle bundle = openBundle(version)) {
      return BundleExtractorProvider.load(bundle, options);
    }
  }

  /**
   * Points a slot to a version.
   *
   * @param slot the name of the slot; need not exist
   * @param version the version
   * @return the change, as the history keeps it
   * @throws ModelLoadingException if the version was removed
   */
  public SlotChange deploy(String slot, ModelVersion version) {
    return deploy(slot, version, "");
  }

  /**
   * Points a slot to a version.
   *
   * @param slot the name of the slot; need not exist
   * @param version the version
   * @param reason why, for the history
   * @return the change, as the history keeps it
   * @throws ModelLoadingException if the version was removed
   */
  public SlotChange deploy(String slot, ModelVersion version, String reason) {
    return slots.deploy(slot, version, reason, null);
  }

  /**
   * Points a slot to a version, if that is not worse than the one that is there. Both are loaded
   * one after the other and evaluated; meanwhile the store can be changed. Where the slot points to
   * nothing, or to this version, there is nothing to compare.
   *
   * @param slot the name of the slot; need not exist
   * @param version the version
   * @param gate what the version must pass
   * @return the change, as the history keeps it, with the figures
   * @throws DeploymentRefusedException if the version does not pass; nothing was changed
   * @throws ModelLoadingException if a version was removed or cannot be loaded
   * @throws NerException if the slot was changed meanwhile; nothing was changed by this call
   */
  public SlotChange deploy(String slot, ModelVersion version, DeploymentGate gate) {
    return deploy(slot, version, gate, "");
  }

  /**
   * Points a slot to a version, if that is not worse than the one that is there. Both are loaded
   * one after the other and evaluated; meanwhile the store can be changed. Where the slot points to
   * nothing, or to this version, there is nothing to compare.
   *
   * @param slot the name of the slot; need not exist
   * @param version the version
   * @param gate what the version must pass
   * @param reason why, for the history
   * @return the change, as the history keeps it, with the figures
   * @throws DeploymentRefusedException if the version does not pass; nothing was changed
   * @throws ModelLoadingException if a version was removed or cannot be loaded
   * @throws NerException if the slot was changed meanwhile; nothing was changed by this call
   */
  public SlotChange deploy(String slot, ModelVersion version, DeploymentGate gate, String reason) {
    Objects.requireNonNull(gate, "gate");
    return slots.deploy(slot, version, reason, gate.compared(this, slot, version));
  }

  /**
   * Gives each of two slots the version of the other, at one stroke.
   *
   * @param slot a slot that points to a version
   * @param other another slot that points to a version
   * @return the change of the first slot, as the history keeps it
   * @throws NerException if one points to nothing
   * @throws IllegalArgumentException if both are the same slot
   */
  public SlotChange swap(String slot, String other) {
    return swap(slot, other, "");
  }

  /**
   * Gives each of two slots the version of the other, at one stroke.
   *
   * @param slot a slot that points to a version
   * @param other another slot that points to a version
   * @param reason why, for the history
   * @return the change of the first slot, as the history keeps it
   * @throws NerException if one points to nothing
   * @throws IllegalArgumentException if both are the same slot
   */
  public SlotChange swap(String slot, String other, String reason) {
    return slots.swap(slot, other, reason);
  }

  /**
   * Takes a slot back to the version to which it pointed before. Twice in a row goes back two
   * versions; a slot that was retired gets its last version again.
   *
   * @param slot the slot
   * @return the change, as the history keeps it
   * @throws NerException if there is no version before, or it was removed
   */
  public SlotChange rollback(String slot) {
    return rollback(slot, "");
  }

  /**
   * Takes a slot back to the version to which it pointed before. Twice in a row goes back two
   * versions; a slot that was retired gets its last version again.
   *
   * @param slot the slot
   * @param reason why, for the history
   * @return the change, as the history keeps it
   * @throws NerException if there is no version before, or it was removed
   */
  public SlotChange rollback(String slot, String reason) {
    return slots.rollback(slot, reason);
  }

  /**
   * Lets a slot point to nothing. Its history stays.
   *
   * @param slot a slot that points to a version
   * @return the change, as the history keeps it
   * @throws NerException if it points to nothing
   */
  public SlotChange retire(String slot) {
    return retire(slot, "");
  }

  /**
   * Lets a slot point to nothing. Its history stays.
   *
   * @param slot a slot that points to a version
   * @param reason why, for the history
   * @return the change, as the history keeps it
   * @throws NerException if it points to nothing
   */
  public SlotChange retire(String slot, String reason) {
    return slots.retire(slot, reason);
  }

  /**
   * Returns where a slot points.
   *
   * @param slot the slot
   * @return its version, or empty if it points to nothing or there is no such slot
   */
  public Optional<ModelVersion> current(String slot) {
    Objects.requireNonNull(slot, "slot");
    StoreState state = file.read();
    return state.slot(slot).current().flatMap(state::version);
  }

  /**
   * Returns where all slots point, at one moment.
   *
   * @return versions by slot, sorted, without the slots that point to nothing
   */
  public Map<String, ModelVersion> slots() {
    StoreState state = file.read();
    Map<String, ModelVersion> current = new LinkedHashMap<>();
    state
        .slots()
        .forEach(
            (name, slot) ->
                slot.current()
                    .flatMap(state::version)
                    .ifPresent(version -> current.put(name, version)));
    return Collections.unmodifiableMap(current);
  }

  /**
   * Returns the changes of a slot.
   *
   * @param slot the slot
   * @return its changes, oldest first, the last 1,000 of them; none if there is no such slot
   */
  public List<SlotChange> history(String slot) {
    Objects.requireNonNull(slot, "slot");
    return file.read().history().stream().filter(change -> change.slot().equals(slot)).toList();
  }

  /** {@return the changes of all slots, oldest first, the last 1,000 of each} */
  public List<SlotChange> history() {
    return file.read().history();
  }

  @Override
  public String toString() {
    return "ModelStore[%s]".formatted(directory);
  }
}
