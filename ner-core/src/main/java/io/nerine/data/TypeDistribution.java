package io.nerine.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which share of the tags of documents each entity type has. Immutable.
 *
 * @param mentions the number of tags of each type, 0 or more
 */
public record TypeDistribution(Map<String, Integer> mentions) {

  /**
   * Creates the distribution.
   *
   * @throws IllegalArgumentException if a number is negative
   */
  public TypeDistribution {
    mentions = Collections.unmodifiableMap(new LinkedHashMap<>(mentions));
    mentions.forEach(
        (type, number) -> {
          if (number < 0) {
            throw new IllegalArgumentException(
                "Type '%s' cannot have %d mentions".formatted(type, number));
          }
        });
  }

  /**
   * Returns the distribution of the tags of a data set.
   *
   * @param dataset the documents
   * @return the distribution
   */
  public static TypeDistribution of(Dataset dataset) {
    return new TypeDistribution(dataset.mentions());
  }

  /** {@return the number of tags of all types} */
  public long total() {
    return mentions.values().stream().mapToLong(Integer::longValue).sum();
  }

  /**
   * Returns the share of a type.
   *
   * @param type the name of the type
   * @return its share of all tags, 0 to 1; 0 if there are none
   */
  public double share(String type) {
    long total = total();
    return total == 0 ? 0 : (double) mentions.getOrDefault(type, 0) / total;
  }

  /**
   * Measures how much another distribution differs by the Jensen-Shannon distance: the square root
   * of the Jensen-Shannon divergence to base 2 (Lin, 1991; a metric by Endres and Schindelin,
   * 2003).
   *
   * @param other the other distribution
   * @return 0 for equal shares to 1 for no type in common; without tags, 0 to another without and 1
   *     to one that has some
   */
  public double distance(TypeDistribution other) {
    long total = total();
    long otherTotal = other.total();
    if (total == 0 || otherTotal == 0) {
      return total == otherTotal ? 0 : 1;
    }
    Set<String> types = new TreeSet<>(mentions.keySet());
    types.addAll(other.mentions.keySet());
    double divergence = 0;
    for (String type : types) {
      double one = (double) mentions.getOrDefault(type, 0) / total;
      double two = (double) other.mentions.getOrDefault(type, 0) / otherTotal;
      double mean = (one + two) / 2;
      divergence += term(one, mean) / 2 + term(two, mean) / 2;
    }
    // Rounding may bring it just outside.
    return Math.sqrt(Math.min(1, Math.max(0, divergence)));
  }

  private static double term(double share, double mean) {
    return share == 0 ? 0 : share * Math.log(share / mean) / Math.log(2);
  }
}
