package io.nerine.samples.cli;

import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.deploy.VersionId;
import io.nerine.exception.ModelLoadingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps versions of models in a directory, and says which one is at work. */
@Command(
    name = "store",
    description = {
      "Keep versions of models in a directory, and named slots, such as production, that each point",
      "to one. A VERSION is a name and a number, such as tickets:3, or a name for its newest version.",
      "Without a command, list what is there."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      StoreVersionCommands.Add.class,
      StoreVersionCommands.Show.class,
      StoreSlotCommands.Deploy.class,
      StoreSlotCommands.Swap.class,
      StoreSlotCommands.Rollback.class,
      StoreSlotCommands.Retire.class,
      StoreSlotCommands.History.class,
      StoreVersionCommands.Remove.class,
      StoreVersionCommands.CollectGarbage.class,
      StoreVersionCommands.Export.class,
      StoreVersionCommands.Import.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StoreCommand extends NerineCommand {

  @Parameters(paramLabel = "DIR", description = "The directory of the store.")
  private Path directory;

  @Override
  int run() {
    StoreVersionCommands.print(existing(), console().out());
    return ExitCode.DONE;
  }

  /** Opens the store, and makes it where there is none. */
  ModelStore open() {
    return ModelStore.open(directory);
  }

  /** Opens the store, which must be there; a mistyped name is not to become one. */
  ModelStore existing() {
    if (!Files.isDirectory(directory)) {
      throw new ModelLoadingException(
          "There is no model store at '%s'; add a model to make one".formatted(directory));
    }
    return open();
  }

  /**
   * Finds a version.
   *
   * @param store the store
   * @param text name and number, or a name
   * @return the version
   * @throws ModelLoadingException if there is none
   * @throws IllegalArgumentException if the text names none
   */
  static ModelVersion version(ModelStore store, String text) {
    if (text.indexOf(':') >= 0) {
      VersionId id = VersionId.parse(text);
      return store
          .version(id.name(), id.number())
          .orElseThrow(() -> missing(store, text, store.versions(id.name())));
    }
    List<ModelVersion> versions = store.versions(text);
    if (versions.isEmpty()) {
      throw missing(store, text, versions);
    }
    return versions.get(versions.size() - 1);
  }

  private static ModelLoadingException missing(
      ModelStore store, String text, List<ModelVersion> versions) {
    String found =
        versions.isEmpty()
            ? store.models().isEmpty()
                ? "it is empty"
                : "its models are " + String.join(", ", store.models())
            : "there are "
                + String.join(", ", versions.stream().map(v -> v.id().toString()).toList());
    return new ModelLoadingException(
        "The model store '%s' has no version '%s'; %s".formatted(store.directory(), text, found));
  }
}
