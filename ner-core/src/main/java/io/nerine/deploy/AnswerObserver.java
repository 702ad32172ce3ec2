package io.nerine.deploy;

import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import java.util.List;

/** Sees what a model answers, on the threads that extract: it must be quick and not throw. */
@FunctionalInterface
interface AnswerObserver {

  /** Looks away. */
  AnswerObserver NONE = (extractions, options, nanoseconds) -> {};

  /**
   * Takes note of the answers of one call.
   *
   * @param extractions one a text, of which some may have failed
   * @param options what the call was made with
   * @param nanoseconds how long it took
   */
  void answered(List<Extraction> extractions, ExtractionOptions options, long nanoseconds);
}
