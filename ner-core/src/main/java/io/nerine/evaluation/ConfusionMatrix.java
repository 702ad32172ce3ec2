package io.nerine.evaluation;

import io.nerine.internal.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often whole mentions of each actual type were predicted as each type. Immutable.
 *
 * <p>On the diagonal stand the exact matches. Beside it stand the pairs of {@link
 * ErrorKind#WRONG_TYPE} and {@link ErrorKind#WRONG_TYPE_AND_BOUNDARY}. All other gold mentions that
 * were not found stand under the prediction {@code none}, all other predictions that are wrong
 * beside the actual {@code none}. So the row of a type adds up to its gold mentions and its column
 * to its predictions: without the diagonal, to its false negatives and its false positives.
 */
public final class ConfusionMatrix {

  private static final Comparator<Confusion> MOST_FREQUENT_FIRST =
      Comparator.comparing(Confusion::count, Comparator.reverseOrder())
          .thenComparing(Confusion::actual)
          .thenComparing(Confusion::predicted);

  private final Map<String, Scores> types;
  private final Map<String, Map<String, Integer>> confused;
  private final Map<String, Integer> missed = new TreeMap<>();
  private final Map<String, Integer> spurious = new TreeMap<>();
  private final String none;

  /**
   * Mentions of one type that were predicted as another.
   *
   * @param actual the type in gold
   * @param predicted the type that was predicted
   * @param count how many
   */
  public record Confusion(String actual, String predicted, int count) {

    /** Creates the confusion. */
    public Confusion {
      Objects.requireNonNull(actual, "actual");
      Objects.requireNonNull(predicted, "predicted");
    }
  }

  /**
   * Creates a matrix.
   *
   * @param types exact scores by type, sorted
   * @param confused by actual type, then by another that was predicted
   */
  ConfusionMatrix(Map<String, Scores> types, Map<String, Map<String, Integer>> confused) {
    this.types = types;
    this.confused = confused;
    types.forEach(
        (type, scores) -> {
          missed.put(type, scores.falseNegatives());
          spurious.put(type, scores.falsePositives());
        });
    confused.forEach(
        (actual, row) ->
            row.forEach(
                (predicted, count) -> {
                  missed.merge(actual, -count, Integer::sum);
                  spurious.merge(predicted, -count, Integer::sum);
                }));
    String label = "none";
    while (types.containsKey(label)) {
      label += "_";
    }
    this.none = label;
  }

  /** {@return the types that occur in gold or prediction, sorted} */
  public List<String> types() {
    return List.copyOf(types.keySet());
  }

  /** {@return what no mention is called: {@code none}, or that with underscores if a type is so} */
  public String none() {
    return none;
  }

  /**
   * Returns how often one type was predicted as a type.
   *
   * @param actual the type in gold
   * @param predicted the type that was predicted; the same for exact matches
   * @return the number of mentions, 0 for types that do not occur
   */
  public int count(String actual, String predicted) {
    Objects.requireNonNull(predicted, "predicted");
    if (Objects.requireNonNull(actual, "actual").equals(predicted)) {
      return types.getOrDefault(actual, Scores.NONE).truePositives();
    }
    return confused.getOrDefault(actual, Map.of()).getOrDefault(predicted, 0);
  }

  /**
   * Returns how often gold mentions of a type were predicted neither as they are nor as another
   * type.
   *
   * @param actual the type in gold
   * @return the number of mentions, 0 for a type that does not occur
   */
  public int missed(String actual) {
    return missed.getOrDefault(Objects.requireNonNull(actual, "actual"), 0);
  }

  /**
   * Returns how often a type was predicted where gold has neither that mention nor another type.
   *
   * @param predicted the type that was predicted
   * @return the number of predictions, 0 for a type that does not occur
   */
  public int spurious(String predicted) {
    return spurious.getOrDefault(Objects.requireNonNull(predicted, "predicted"), 0);
  }

  /** {@return which types were taken for which, the most frequent first} */
  public List<Confusion> confusions() {
    List<Confusion> confusions = new ArrayList<>();
    confused.forEach(
        (actual, row) ->
            row.forEach(
                (predicted, count) -> confusions.add(new Confusion(actual, predicted, count))));
    confusions.sort(MOST_FREQUENT_FIRST);
    return List.copyOf(confusions);
  }

  /**
   * Returns the cells that are not 0.
   *
   * @return by actual type, then by predicted type, sorted, {@link #none()} last
   */
  public Map<String, Map<String, Integer>> toMap() {
    Map<String, Map<String, Integer>> rows = new LinkedHashMap<>();
    for (Map.Entry<String, Scores> type : types.entrySet()) {
      Map<String, Integer> row = new TreeMap<>(confused.getOrDefault(type.getKey(), Map.of()));
      row.put(type.getKey(), type.getValue().truePositives());
      put(rows, type.getKey(), row, missed(type.getKey()));
    }
    put(rows, none, spurious, 0);
    return Collections.unmodifiableMap(rows);
  }

  private void put(
      Map<String, Map<String, Integer>> rows, String actual, Map<String, Integer> row, int last) {
    Map<String, Integer> cells = new LinkedHashMap<>(row);
    cells.put(none, last);
    cells.values().removeIf(count -> count == 0);
    if (!cells.isEmpty()) {
      rows.put(actual, Collections.unmodifiableMap(cells));
    }
  }

  /** {@return the cells of {@link #toMap()} as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  /**
   * Returns all cells as comma-separated values (RFC 4180): a line of predicted types, then a line
   * an actual type, {@link #none()} last in both.
   *
   * @return the lines, each ended by a line feed
   */
  public String toCsv() {
    List<String> headings = new ArrayList<>(types.keySet());
    headings.add(none);
    StringBuilder csv = new StringBuilder("actual \\ predicted");
    headings.forEach(heading -> csv.append(',').append(quoted(heading)));
    for (String actual : headings) {
      csv.append('\n').append(quoted(actual));
      headings.forEach(predicted -> csv.append(',').append(cell(actual, predicted)));
    }
    return csv.append('\n').toString();
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(unit -> "\",\r\n".indexOf(unit) >= 0);
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfusionMatrix that
        && types.equals(that.types)
        && confused.equals(that.confused);
  }

  @Override
  public int hashCode() {
    return Objects.hash(types, confused);
  }

  /** {@return a table: a row an actual type, a column a predicted type} */
  @Override
  public String toString() {
    List<String> headings = new ArrayList<>(types.keySet());
    headings.add(none);
    int width = "actual".length();
    for (String heading : headings) {
      width = Math.max(width, length(heading));
    }
    StringBuilder table = new StringBuilder("actual").append(" ".repeat(width - 6));
    headings.forEach(heading -> table.append("  ").append(leftPadded(heading, heading)));
    for (String actual : headings) {
      table.append('\n').append(actual).append(" ".repeat(width - length(actual)));
      for (String predicted : headings) {
        String count = Integer.toString(cell(actual, predicted));
        table.append("  ").append(leftPadded(count, predicted));
      }
    }
    return table.toString();
  }

  /** The count where either may be {@link #none()}. */
  private int cell(String actual, String predicted) {
    if (predicted.equals(none)) {
      return missed(actual);
    }
    return actual.equals(none) ? spurious(predicted) : count(actual, predicted);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String leftPadded(String text, String heading) {
    return " ".repeat(Math.max(0, Math.max(5, length(heading)) - length(text))) + text;
  }
}
