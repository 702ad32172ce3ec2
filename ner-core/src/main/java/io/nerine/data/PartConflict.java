package io.nerine.data;

import io.nerine.document.DatasetPart;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Near-duplicates whose documents name different parts of a split, and were sent there: what is
 * scored on was trained on.
 *
 * @param documents the ids of the documents by the part that they name, at least two parts
 */
public record PartConflict(Map<DatasetPart, List<String>> documents) {

  private static final int LISTED = 3;

  /**
   * Creates the conflict.
   *
   * @throws IllegalArgumentException if there are less than two parts
   */
  public PartConflict {
    Map<DatasetPart, List<String>> copy = new EnumMap<>(DatasetPart.class);
    documents.forEach((part, ids) -> copy.put(part, List.copyOf(ids)));
    if (copy.size() < 2) {
      throw new IllegalArgumentException("A conflict is between two parts, found " + copy.keySet());
    }
    documents = Collections.unmodifiableMap(copy);
  }

  static String describe(Map<DatasetPart, List<String>> documents) {
    return documents.entrySet().stream()
        .map(
            part -> part.getKey().name().toLowerCase(Locale.ROOT) + " in " + idsOf(part.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String idsOf(List<String> ids) {
    String listed =
        ids.stream().limit(LISTED).map("'%s'"::formatted).collect(Collectors.joining(", "));
    return ids.size() > LISTED ? listed + " and %d more".formatted(ids.size() - LISTED) : listed;
  }

  /** {@return such as {@code train in 'd1', 'd7', test in 'd4'}} */
  @Override
  public String toString() {
    return describe(documents);
  }
}
