package io.nerine.deploy;

import java.time.Duration;
import java.util.Locale;

/**
 * What a model has done since it was put to work.
 *
 * @param version the version of the model
 * @param documents the number of texts that it was given and has done with; cancelled calls are not
 *     among them
 * @param failures the number of texts among them that failed, for whatever reason
 * @param time how long the calls took together; of a call with many texts, once for all of them
 */
public record VersionTraffic(String version, long documents, long failures, Duration time) {

  /** {@return the time of a text, on average; zero if there was none} */
  public Duration meanTime() {
    return documents == 0 ? Duration.ZERO : time.dividedBy(documents);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: %,d documents, %,d failures, %.2f ms a document",
        version,
        documents,
        failures,
        meanTime().toNanos() / 1e6);
  }
}
