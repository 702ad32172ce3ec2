package io.nerine.samples.cli;

import io.nerine.bundle.ModelBundle;
import io.nerine.data.Dataset;
import io.nerine.deploy.DeploymentGate;
import io.nerine.deploy.DeploymentRefusedException;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.deploy.SlotChange;
import io.nerine.evaluation.Measure;
import io.nerine.evaluation.ResamplingOptions;
import io.nerine.exception.DataFormatException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands for the slots of a model store. */
final class StoreSlotCommands {

  private StoreSlotCommands() {}

  /** What the commands that change a slot have in common. */
  @Command
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  abstract static class OfSlot extends InStoreCommand {

    @Parameters(index = "0", paramLabel = "SLOT", description = "The slot, such as production.")
    String slot;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    String reason = "";

    /** Changes the slot. */
    abstract SlotChange change(ModelStore store);

    @Override
    int run(ModelStore store) {
      SlotChange change = change(store);
      console().out().println(arrow(change));
      change.gate().ifPresent(console().out()::println);
      return ExitCode.DONE;
    }
  }

  private static String arrow(SlotChange change) {
    return "%s: %s -> %s"
        .formatted(
            change.slot(),
            change.from().map(Object::toString).orElse("nothing"),
            change.to().map(Object::toString).orElse("nothing"));
  }

  /** Points a slot to a version. */
  @Command(
      name = "deploy",
      description = {
        "Point a slot to a version. With --gate, only if that is not shown to be worse than the",
        "version there, by the paired test; exit 1 if it is."
      })
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Deploy extends OfSlot {

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version.")
    private String version;

    @Option(
        names = "--gate",
        paramLabel = "FILE",
        description = "Tagged documents on which both versions are scored.")
    private @Nullable Path gate;

    @Option(
        names = "--measure",
        paramLabel = "MEASURE",
        description = "What is compared: ${COMPLETION-CANDIDATES}, micro-averaged; F1 by default.")
    private @Nullable Measure measure;

    @Option(
        names = "--level",
        paramLabel = "LEVEL",
        description = "The level of the test; 0.95 by default.")
    private @Nullable Double level;

    @Option(
        names = "--tolerate",
        paramLabel = "POINTS",
        description = "How many points of 0 to 100 the version may lose; 0 by default.")
    private @Nullable Double tolerated;

    @Mixin private DataFormat format;

    @Override
    SlotChange change(ModelStore store) {
      ModelVersion candidate = StoreCommand.version(store, version);
      if (gate == null) {
        if (measure != null || level != null || tolerated != null) {
          throw badUsage("--measure, --level and --tolerate belong to --gate, which is missing");
        }
        return store.deploy(slot, candidate, reason);
      }
      return store.deploy(slot, candidate, gate(store, candidate, gate), reason);
    }

    private DeploymentGate gate(ModelStore store, ModelVersion candidate, Path file) {
      Dataset documents;
      try (ModelBundle bundle = store.openBundle(candidate)) {
        documents = format.read(file, bundle.schema());
      }
      if (documents.size() == 0) {
        throw new DataFormatException(
            "'%s' holds no document; give tagged ones to score on".formatted(file));
      }
      DeploymentGate.Builder built = DeploymentGate.builder(documents.documents());
      ResamplingOptions.Builder resampling = ResamplingOptions.builder();
      set("--measure", measure, built::measure);
      set("--level", level, resampling::level);
      set("--tolerate", tolerated, built::toleratedLoss);
      return built.resampling(resampling.build()).build();
    }

    @Override
    int run(ModelStore store) {
      try {
        return super.run(store);
      } catch (DeploymentRefusedException e) {
        console().err().println("nerine: " + e.getMessage());
        return ExitCode.CHECK_FAILED;
      }
    }
  }

  /** Exchanges the versions of two slots. */
  @Command(name = "swap", description = "Give each of two slots the version of the other.")
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  static final class Swap extends OfSlot {

    @Parameters(index = "1", paramLabel = "OTHER", description = "The other slot.")
    private String other;

    @Override
    SlotChange change(ModelStore store) {
      return store.swap(slot, other, reason);
    }
  }

  /** Takes a slot back. */
  @Command(
      name = "rollback",
      description = "Take a slot back to the version before; again, to the one before that.")
  static final class Rollback extends OfSlot {

    @Override
    SlotChange change(ModelStore store) {
      return store.rollback(slot, reason);
    }
  }

  /** Empties a slot. */
  @Command(name = "retire", description = "Let a slot point to nothing.")
  static final class Retire extends OfSlot {

    @Override
    SlotChange change(ModelStore store) {
      return store.retire(slot, reason);
    }
  }

  /** Shows what was done to slots. */
  @Command(name = "history", description = "Show what was done to a slot, or to all, oldest first.")
  static final class History extends InStoreCommand {

    @Parameters(arity = "0..1", paramLabel = "SLOT", description = "The slot; all by default.")
    private @Nullable String slot;

    @Override
    int run(ModelStore store) {
      List<SlotChange> changes = slot == null ? store.history() : store.history(slot);
      TextTable table = TextTable.ofWords();
      for (SlotChange change : changes) {
        table.row(change.time(), change.action().key(), arrow(change), change.reason());
        change.gate().ifPresent(gate -> table.row("", "gate", gate));
      }
      console().out().print(table);
      return ExitCode.DONE;
    }
  }
}
