package io.nerine.samples.cli;

import io.nerine.deploy.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** What the commands of a model store have in common: the store, which exists. */
@Command
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class InStoreCommand extends NerineCommand {

  @ParentCommand private StoreCommand whole;

  @Override
  final int run() throws Exception {
    try {
      return run(open(whole));
    } catch (IllegalArgumentException e) {
      throw badUsage(String.valueOf(e.getMessage()));
    }
  }

  /** Opens the store; whoever may make one does it otherwise. */
  ModelStore open(StoreCommand command) {
    return command.existing();
  }

  /**
   * Does the work.
   *
   * @param store the store
   * @return the exit code
   * @throws Exception if it fails
   */
  abstract int run(ModelStore store) throws Exception;
}
