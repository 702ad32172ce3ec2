package io.nerine.data;

import java.util.Objects;

/**
 * A data set in three parts that share one schema.
 *
 * @param train what to train on
 * @param dev what to choose weights, options and thresholds by; may be empty
 * @param test what to score only, once the choices are made; may be empty
 */
public record DatasetSplit(Dataset train, Dataset dev, Dataset test) {

  /**
   * Creates the split.
   *
   * @throws IllegalArgumentException if the schemas differ
   */
  public DatasetSplit {
    Objects.requireNonNull(train, "train");
    if (!dev.schema().equals(train.schema()) || !test.schema().equals(train.schema())) {
      throw new IllegalArgumentException(
          "train, dev and test must have one schema, found %s, %s and %s"
              .formatted(train.schema(), dev.schema(), test.schema()));
    }
  }
}
