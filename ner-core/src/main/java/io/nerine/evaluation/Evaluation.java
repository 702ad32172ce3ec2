package io.nerine.evaluation;

import io.nerine.internal.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How predictions compare with gold tags: exact scores per type and pooled, and scores of
 * boundaries and overlaps. Immutable; printed, it is a table.
 */
public final class Evaluation {

  private final int documents;
  private final Scores micro;
  private final SortedMap<String, Scores> types;
  private final Scores boundaries;
  private final Scores overlap;

  Evaluation(int documents, Map<String, Scores> types, Scores boundaries, Scores overlap) {
    this.documents = documents;
    this.types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    this.micro = types.values().stream().reduce(new Scores(0, 0, 0), Scores::plus);
    this.boundaries = boundaries;
    this.overlap = overlap;
  }

  /** {@return the number of gold documents} */
  public int documents() {
    return documents;
  }

  /** {@return the exact scores of all mentions together: start, end and type are equal} */
  public Scores micro() {
    return micro;
  }

  /** {@return the mean exact F1 of {@link #types()}, 0 to 1; 0 if there are none} */
  public double macroF1() {
    double sum = 0;
    for (Scores scores : types.values()) {
      sum += scores.f1();
    }
    return types.isEmpty() ? 0.0 : sum / types.size();
  }

  /**
   * Returns the exact scores of each type.
   *
   * @return scores by type name, sorted, of the types that occur in gold or prediction
   */
  public Map<String, Scores> types() {
    return types;
  }

  /**
   * Returns how well the boundaries of mentions were found, whatever their types.
   *
   * @return scores in which a place counts as right if start and end are equal; a place that is
   *     tagged with two types counts twice in gold or predicted and once as right
   */
  public Scores boundaries() {
    return boundaries;
  }

  /**
   * Returns how many mentions were found at least in part.
   *
   * @return scores in which a prediction is right if it shares at least one UTF-16 unit with a gold
   *     mention of its type, one to one: exact matches first, then the largest overlaps
   */
  public Scores overlap() {
    return overlap;
  }

  /**
   * Returns all figures as maps and numbers, for a report or a manifest.
   *
   * @return {@code documents}; {@code exact} with {@code micro} and {@code macro}; {@code
   *     boundaries}; {@code overlap}; {@code types} by name; each scores as {@code precision},
   *     {@code recall}, {@code f1}, {@code gold}, {@code predicted} and {@code tp}
   */
  public Map<String, Object> toMap() {
    Map<String, Object> exact = new LinkedHashMap<>();
    exact.put("micro", fields(micro));
    exact.put("macro", Map.of("f1", macroF1()));
    Map<String, Object> byType = new LinkedHashMap<>();
    types.forEach((type, scores) -> byType.put(type, fields(scores)));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("exact", exact);
    map.put("boundaries", fields(boundaries));
    map.put("overlap", fields(overlap));
    map.put("types", byType);
    return map;
  }

  private static Map<String, Object> fields(Scores scores) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("precision", scores.precision());
    fields.put("recall", scores.recall());
    fields.put("f1", scores.f1());
    fields.put("gold", scores.gold());
    fields.put("predicted", scores.predicted());
    fields.put("tp", scores.truePositives());
    return fields;
  }

  /** {@return the figures of {@link #toMap()} as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Evaluation that
        && documents == that.documents
        && types.equals(that.types)
        && boundaries.equals(that.boundaries)
        && overlap.equals(that.overlap);
  }

  @Override
  public int hashCode() {
    return Objects.hash(documents, types, boundaries, overlap);
  }

  /** {@return a table: one row a type, then the pooled scores, boundaries and overlaps} */
  @Override
  public String toString() {
    int width = "boundaries".length();
    for (String type : types.keySet()) {
      width = Math.max(width, type.codePointCount(0, type.length()));
    }
    StringBuilder table = new StringBuilder();
    pad(table, "type", width);
    table.append("  precision  recall      F1     gold  predicted    right\n");
    for (Map.Entry<String, Scores> type : types.entrySet()) {
      row(table, type.getKey(), width, type.getValue());
    }
    row(table, "micro", width, micro);
    pad(table, "macro", width);
    table.append(String.format(Locale.ROOT, "%11s %7s %7.4f\n", "", "", macroF1()));
    row(table, "boundaries", width, boundaries);
    row(table, "overlap", width, overlap);
    return table.append(documents).append(documents == 1 ? " document" : " documents").toString();
  }

  private static void row(StringBuilder table, String name, int width, Scores scores) {
    pad(table, name, width);
    table.append(
        String.format(
            Locale.ROOT,
            "%11.4f %7.4f %7.4f %8d %10d %8d\n",
            scores.precision(),
            scores.recall(),
            scores.f1(),
            scores.gold(),
            scores.predicted(),
            scores.truePositives()));
  }

  private static void pad(StringBuilder table, String name, int width) {
    table.append(name).append(" ".repeat(width - name.codePointCount(0, name.length())));
  }
}
