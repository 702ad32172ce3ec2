package io.nerine.samples.cli;

import io.nerine.deploy.Ancestor;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.deploy.Retention;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands for the versions in a model store. */
final class StoreVersionCommands {

  private StoreVersionCommands() {}

  /** Writes models, versions and slots, a version a line. */
  static void print(ModelStore store, PrintStream out) {
    Map<String, ModelVersion> slots = store.slots();
    TextTable table =
        TextTable.ofWords().row("version", "slots", "bytes", "added", "parent", "note");
    for (String name : store.models()) {
      for (ModelVersion version : store.versions(name)) {
        List<String> pointing = new ArrayList<>();
        slots.forEach(
            (slot, current) -> {
              if (current.equals(version)) {
                pointing.add(slot);
              }
            });
        table.row(
            version.id(),
            String.join(",", pointing),
            String.format(Locale.ROOT, "%,d", version.bytes()),
            version.added(),
            version.parent().map(Ancestor::toString).orElse(""),
            version.note());
      }
    }
    out.print(store.models().isEmpty() ? "no model\n" : table);
  }

  /** Copies a bundle into the store. */
  @Command(name = "add", description = "Copy a bundle into the store, as the next version.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Add extends InStoreCommand {

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the model.")
    private String name;

    @Parameters(index = "1", paramLabel = "M", description = "The bundle.")
    private Path bundle;

    @Option(names = "--note", paramLabel = "TEXT", description = "What to know of the version.")
    private String note = "";

    @Option(
        names = "--parent",
        paramLabel = "VERSION",
        description = "The version of which it was made.")
    private @Nullable String parent;

    @Override
    ModelStore open(StoreCommand command) {
      return command.open();
    }

    @Override
    int run(ModelStore store) {
      ModelVersion version =
          parent == null
              ? store.add(name, bundle, note)
              : store.add(name, bundle, note, StoreCommand.version(store, parent));
      console().out().println(version.id());
      return ExitCode.DONE;
    }
  }

  /** Lists what is there. */
  @Command(name = "list", description = "List the versions, and which slots point to them.")
  static final class Show extends InStoreCommand {

    @Override
    int run(ModelStore store) {
      print(store, console().out());
      return ExitCode.DONE;
    }
  }

  /** Removes one version. */
  @Command(name = "remove", description = "Remove a version to which no slot points.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Remove extends InStoreCommand {

    @Parameters(paramLabel = "VERSION", description = "Name and number, such as tickets:3.")
    private String version;

    @Override
    int run(ModelStore store) {
      if (version.indexOf(':') < 0) {
        throw badUsage("'%s' has no number; give it, such as %s:3".formatted(version, version));
      }
      console().out().println(store.remove(StoreCommand.version(store, version)));
      return ExitCode.DONE;
    }
  }

  /** Removes what is no longer used. */
  @Command(
      name = "gc",
      description = {
        "Remove old versions. What a slot points to stays, and what it needs to be rolled back."
      })
  static final class CollectGarbage extends InStoreCommand {

    @Option(
        names = "--newest",
        paramLabel = "N",
        description = "How many of the newest versions of each model to keep; 3 by default.")
    private @Nullable Integer newest;

    @Option(
        names = "--rollbacks",
        paramLabel = "N",
        description = "How many rollbacks of each slot to keep possible; 5 by default.")
    private @Nullable Integer rollbacks;

    @Override
    int run(ModelStore store) {
      Retention.Builder retention = Retention.builder();
      set("--newest", newest, retention::newest);
      set("--rollbacks", rollbacks, retention::rollbacks);
      console().out().println(store.collectGarbage(retention.build()));
      return ExitCode.DONE;
    }
  }

  /** Writes a version to a file. */
  @Command(
      name = "export",
      description = "Write a version to a single file, for another store. It is a bundle, too.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Export extends InStoreCommand {

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version.")
    private String version;

    @Parameters(
        index = "1",
        paramLabel = "OUT",
        description = "The file; its name ends in .nerine or .zip.")
    private Path target;

    @Override
    int run(ModelStore store) {
      store.exportVersion(StoreCommand.version(store, version), target);
      return ExitCode.DONE;
    }
  }

  /** Takes in a version of another store. */
  @Command(
      name = "import",
      description = "Take in a file that another store exported, under the name it had there.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Import extends InStoreCommand {

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file;

    @Override
    ModelStore open(StoreCommand command) {
      return command.open();
    }

    @Override
    int run(ModelStore store) {
      console().out().println(store.importVersion(file).id());
      return ExitCode.DONE;
    }
  }
}
