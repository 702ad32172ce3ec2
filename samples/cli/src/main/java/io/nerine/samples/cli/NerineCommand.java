package io.nerine.samples.cli;

import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands have in common: how much they say, and how they fail. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Nerine.Version.class,
    usageHelpAutoWidth = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
abstract class NerineCommand implements Callable<Integer> {

  /** The program, or the command of which this one is a part. */
  @ParentCommand private Object parent;

  @Spec private CommandSpec spec;

  @ArgGroup(exclusive = true)
  private @Nullable Verbosity verbosity;

  /** How much a command says. */
  static final class Verbosity {

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Option(names = "--verbose", description = "Show more, and the stack trace of a failure.")
    private boolean verbose;
  }

  /**
   * Does the work.
   *
   * @return the exit code
   * @throws Exception if it fails; a {@link NerException} is told by its message alone
   */
  abstract int run() throws Exception;

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (ParameterException e) {
      throw e;
    } catch (InferenceException e) {
      return failed(e, String.valueOf(e.getMessage()), ExitCode.FAILED);
    } catch (NerException e) {
      return failed(e, String.valueOf(e.getMessage()), ExitCode.BAD_INPUT);
    } catch (Throwable e) {
      return failed(
          e, "Unexpected failure: " + e + "; --verbose shows where it happened", ExitCode.FAILED);
    }
  }

  private int failed(Throwable failure, String message, int code) {
    // What is half said on the standard output belongs before the message.
    console().out().flush();
    console().err().println("nerine: " + message);
    if (verbose()) {
      failure.printStackTrace(console().err());
    }
    return code;
  }

  Console console() {
    return parent instanceof NerineCommand whole ? whole.console() : ((Nerine) parent).console();
  }

  boolean quiet() {
    return verbosity != null && verbosity.quiet;
  }

  boolean verbose() {
    return verbosity != null && verbosity.verbose;
  }

  /** {@return a display of progress that starts now} */
  Progress progress() {
    return Progress.start(console(), quiet());
  }

  /** Tells of something that does not end the command. */
  void warn(String message) {
    console().err().println("warning: " + message);
  }

  /**
   * Hands the value of an option on where it is given.
   *
   * @param option the name of the option
   * @param value its value, or {@code null} to leave the default
   * @param setter takes it
   * @throws ParameterException if the setter refuses it
   */
  <T> void set(String option, @Nullable T value, Consumer<T> setter) {
    if (value != null) {
      try {
        setter.accept(value);
      } catch (IllegalArgumentException e) {
        throw badUsage("Invalid value for option '%s': %s".formatted(option, e.getMessage()));
      }
    }
  }

  ParameterException badUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
