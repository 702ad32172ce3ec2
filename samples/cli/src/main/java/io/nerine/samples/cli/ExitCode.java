package io.nerine.samples.cli;

/** The exit codes, which scripts rely on. */
final class ExitCode {

  /** Done. */
  static final int DONE = 0;

  /** Done, but a check fails. */
  static final int CHECK_FAILED = 1;

  /** Bad usage or bad input; the message says what to change. */
  static final int BAD_INPUT = 2;

  /** A failure that nobody foresaw. */
  static final int FAILED = 3;

  private ExitCode() {}
}
