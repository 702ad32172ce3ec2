package io.nerine.data;

import io.nerine.document.DatasetPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A data set in three parts that share one schema.
 *
 * @param train what to train on
 * @param dev what to choose weights, options and thresholds by; may be empty
 * @param test what to score only, once the choices are made; may be empty
 * @param conflicts the near-duplicates that lie in different parts because they say so
 */
public record DatasetSplit(Dataset train, Dataset dev, Dataset test, List<PartConflict> conflicts) {

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
    conflicts = List.copyOf(conflicts);
  }

  /**
   * Creates a split without conflicts.
   *
   * @param train what to train on
   * @param dev what to choose weights, options and thresholds by; may be empty
   * @param test what to score only, once the choices are made; may be empty
   * @throws IllegalArgumentException if the schemas differ
   */
  public DatasetSplit(Dataset train, Dataset dev, Dataset test) {
    this(train, dev, test, List.of());
  }

  /**
   * Returns a part.
   *
   * @param part which one
   * @return its documents
   */
  public Dataset part(DatasetPart part) {
    return switch (part) {
      case TRAIN -> train;
      case DEV -> dev;
      case TEST -> test;
    };
  }

  /**
   * Measures how well a part stands for the whole.
   *
   * @param part which part
   * @return the {@linkplain TypeDistribution#distance Jensen-Shannon distance} between the shares
   *     of the entity types in the part and those in all three parts together, 0 (equal) to 1; 1
   *     for a part without tags if the others have some
   */
  public double distance(DatasetPart part) {
    Map<String, Integer> whole = new LinkedHashMap<>();
    for (DatasetPart each : DatasetPart.values()) {
      part(each).mentions().forEach((type, number) -> whole.merge(type, number, Integer::sum));
    }
    return TypeDistribution.of(part(part)).distance(new TypeDistribution(whole));
  }
}
