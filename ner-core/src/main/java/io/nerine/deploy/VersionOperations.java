package io.nerine.deploy;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.ModelBundle;
import io.nerine.deploy.BundleTransfer.Origin;
import io.nerine.deploy.StoreChanges.Outcome;
import io.nerine.deploy.StoreState.Model;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done to the versions of a store. Thread-safe. */
record VersionOperations(Path store, StateFile file, VersionFiles files, StoreChanges changes) {

  ModelVersion add(String name, Path bundle, String note, @Nullable Ancestor parent) {
    VersionId.checkedName("name", name);
    Objects.requireNonNull(note, "note");
    checkCase(file.read(), name);
    try (ModelBundle source = ModelBundle.open(bundle)) {
      return copyIn(source, name, note, parent, null);
    }
  }

  private ModelVersion copyIn(
      ModelBundle source,
      String name,
      String note,
      @Nullable Ancestor parent,
      @Nullable String digest) {
    try (VersionFiles.WorkPlace work = changes.workPlace()) {
      BundleManifest manifest = BundleTransfer.copyIn(source, work.bundle());
      if (digest != null && !digest.equals(manifest.digest())) {
        throw new ModelLoadingException(
            "What bundle '%s' says of the version that it was is not of this bundle: its digest is %s, expected %s; export the version again"
                .formatted(source.path(), manifest.digest(), digest));
      }
      return changes.make(
          (state, revision) -> {
            checkCase(state, name);
            Model model = state.model(name);
            int number = Math.max(model.lastNumber(), files.greatestNumber(name)) + 1;
            VersionId id = new VersionId(name, number);
            ModelVersion version =
                BundleTransfer.version(id, manifest, Instant.now(), note, parent);
            files.putInPlace(work, id);
            return new Outcome<>(state.withModel(name, model.with(version)), version);
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot copy bundle '%s' into the model store '%s': %s"
              .formatted(source.path(), store, FileReplacement.describe(e)),
          e);
    }
  }

  ModelVersion importVersion(Path exported) {
    try (ModelBundle source = ModelBundle.open(exported)) {
      Origin origin =
          BundleTransfer.origin(source)
              .orElseThrow(
                  () ->
                      new ModelLoadingException(
                          "Bundle '%s' was not exported by a model store; add it under a name"
                              .formatted(exported)));
      String name = origin.id().name();
      StoreState state = file.read();
      checkCase(state, name);
      for (ModelVersion version : state.model(name).versions().values()) {
        if (version.digest().equals(origin.digest())) {
          return version;
        }
      }
      return copyIn(source, name, origin.note(), origin.parent(), origin.digest());
    }
  }

  RemovedVersions remove(ModelVersion version) {
    return changes.make(
        (state, revision) -> {
          ModelVersion known = known(state, version);
          state
              .slots()
              .forEach(
                  (name, slot) -> {
                    if (slot.current().equals(Optional.of(known.id()))) {
                      throw new NerException(
                          "Version %s of the model store '%s' cannot be removed: slot '%s' points to it; deploy another version there or retire the slot"
                              .formatted(known.id(), store, name));
                    }
                  });
          List<ModelVersion> removed = List.of(known);
          return new Outcome<>(state.without(removed), new RemovedVersions(removed));
        });
  }

  RemovedVersions remove(Retention retention) {
    return changes.make(
        (state, revision) -> {
          List<ModelVersion> unused = retention.unused(state);
          return new Outcome<>(state.without(unused), new RemovedVersions(unused));
        });
  }

  Path path(ModelVersion version) {
    return files.path(known(file.read(), version).id());
  }

  ModelVersion known(StoreState state, ModelVersion version) {
    Objects.requireNonNull(version, "version");
    ModelVersion known = state.version(version.id()).orElse(null);
    if (known == null) {
      throw new ModelLoadingException(
          "The model store '%s' has no version %s: it was removed, or is of another store; of '%s' there %s"
              .formatted(
                  store, version.id(), version.name(), state.model(version.name()).numbers()));
    }
    if (!known.digest().equals(version.digest())) {
      throw new IllegalArgumentException(
          "Version %s is of another store than '%s', where it is another model"
              .formatted(version.id(), store));
    }
    return known;
  }

  /** Some file systems take both names for one directory. */
  private static void checkCase(StoreState state, String name) {
    for (String other : state.models().keySet()) {
      if (other.equalsIgnoreCase(name) && !other.equals(name)) {
        throw new IllegalArgumentException(
            "There is a model '%s', which differs from '%s' in upper and lower case alone"
                .formatted(other, name));
      }
    }
  }
}
