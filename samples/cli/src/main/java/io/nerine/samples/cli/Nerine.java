package io.nerine.samples.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The program {@code nerine}: trains, evaluates and runs models from the command line.
 *
 * <p>Exit codes: 0 done; 1 done, but a check fails; 2 bad usage or bad input; 3 an unexpected
 * failure.
 */
@Command(
    name = "nerine",
    description = "Custom named entity recognition: from tagged documents to extracted entities.",
    mixinStandardHelpOptions = true,
    versionProvider = Nerine.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      AdaptCommand.class,
      EvaluateCommand.class,
      ImproveCommand.class,
      QuantizeCommand.class,
      ImportModelCommand.class,
      ExtractCommand.class,
      InfoCommand.class,
      EncodersCommand.class,
      CheckCommand.class,
      SplitCommand.class,
      ConvertCommand.class,
      FormatsCommand.class,
      ReportCommand.class,
      StoreCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, but a check fails",
      "2:bad usage or bad input",
      "3:an unexpected failure"
    })
public final class Nerine {

  private final Console console;

  private Nerine(Console console) {
    this.console = console;
  }

  /**
   * Runs a command and ends the process with its exit code.
   *
   * @param args the command and its options
   */
  public static void main(String[] args) {
    CleanExit exit = CleanExit.ofThisThread();
    int code = run(args, Console.ofProcess());
    exit.done();
    System.exit(code);
  }

  /**
   * Runs a command within this process, without a terminal.
   *
   * @param args the command and its options
   * @param in what it reads as its standard input
   * @param out takes its results, in UTF-8 where they are data
   * @param err takes its progress and messages
   * @return its exit code
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, new Console(in, out, err, false));
  }

  static int run(String[] args, Console console) {
    PrintWriter out = new PrintWriter(console.out(), true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(console.err(), true, StandardCharsets.UTF_8);
    int code =
        new CommandLine(new Nerine(console))
            .setOut(out)
            .setErr(err)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler(Nerine::explain)
            .execute(args);
    console.out().flush();
    return code;
  }

  private static int explain(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("nerine: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.BAD_INPUT;
  }

  Console console() {
    return console;
  }

  /** Reads the version from the manifest of the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Nerine.class.getPackage().getImplementationVersion();
      return new String[] {"nerine " + (version == null ? "development" : version)};
    }
  }
}
