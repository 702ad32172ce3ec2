package io.nerine.samples.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command reads and writes.
 *
 * @param in the standard input
 * @param out the standard output: results, which may be buffered
 * @param err the standard error: progress and messages
 * @param terminal whether a person watches the standard error
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean terminal) {

  /** What the launcher found out of the standard error, which Java itself cannot. */
  private static final String TERMINAL = "nerine.terminal";

  /** {@return the streams of this process} */
  static Console ofProcess() {
    Optional<java.io.Console> terminal = terminalOfProcess();
    // Files and pipes get UTF-8 whatever the locale; a terminal knows best what it shows.
    Charset charset = terminal.map(java.io.Console::charset).orElse(StandardCharsets.UTF_8);
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            charset);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset);
    String told = System.getProperty(TERMINAL);
    return new Console(
        System.in, out, err, told == null ? terminal.isPresent() : Boolean.parseBoolean(told));
  }

  @SuppressWarnings("SystemConsoleNull") // what the warning is about is looked at
  private static Optional<java.io.Console> terminalOfProcess() {
    java.io.Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    try {
      // JDK 22 and newer may have a console without a terminal, and can tell.
      boolean terminal = (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
      return terminal ? Optional.of(console) : Optional.empty();
    } catch (ReflectiveOperationException e) {
      return Optional.of(console);
    }
  }
}
