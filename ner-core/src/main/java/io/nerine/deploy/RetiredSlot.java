package io.nerine.deploy;

/** What a deployment does when its slot is retired, so that it points to no version. */
public enum RetiredSlot {
  /** The last model goes on answering until another version is deployed. The default. */
  KEEP_LAST,
  /**
   * The last model is closed when its calls have ended, and later calls fail with {@link
   * io.nerine.exception.ExtractorClosedException} until another version is deployed.
   */
  STOP
}
