package io.nerine.deploy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a shadow model differed from the current one up to a moment, since both have been at work
 * together. Immutable. The current model is no gold standard: what differs is for people to judge.
 *
 * @param currentVersion the version that answers
 * @param shadowVersion the version that is compared with it
 * @param documents the number of texts that were compared
 * @param equalDocuments the number among them in which both found the same places and types
 * @param types what was found of each type, by its name, sorted; entities whose type changed are in
 *     {@code typeChanges} alone
 * @param typeChanges the number of entities that both found at the same place with different types,
 *     by the current model's type, then the shadow's, sorted
 * @param meanConfidenceDifference the mean of the shadow's confidence less the current model's,
 *     over the entities that both found; 0 if there are none
 * @param currentFailures the number of texts of the share that failed with the current model, which
 *     were not compared
 * @param shadowFailures the number of texts that failed with the shadow, which were not compared
 * @param dropped the number of texts of the share that were not compared because the shadow could
 *     not keep up, or because a model was exchanged meanwhile
 * @param currentMeanTime how long the current model took for a text that was compared, on average;
 *     one that came with others has an equal share of their time
 * @param shadowMeanTime how long the shadow took for a text that was compared, on average, alone
 *     and on one thread
 * @param examples the latest differences, at most as many as the options ask for: none by default,
 *     since they hold pieces of the texts
 */
public record ShadowReport(
    String currentVersion,
    String shadowVersion,
    long documents,
    long equalDocuments,
    Map<String, TypeDifferences> types,
    Map<String, Map<String, Long>> typeChanges,
    double meanConfidenceDifference,
    long currentFailures,
    long shadowFailures,
    long dropped,
    Duration currentMeanTime,
    Duration shadowMeanTime,
    List<ShadowDifference> examples) {

  /** Creates the report. */
  public ShadowReport {
    Objects.requireNonNull(currentVersion, "currentVersion");
    Objects.requireNonNull(shadowVersion, "shadowVersion");
    Objects.requireNonNull(currentMeanTime, "currentMeanTime");
    Objects.requireNonNull(shadowMeanTime, "shadowMeanTime");
    types = Collections.unmodifiableMap(new TreeMap<>(types));
    Map<String, Map<String, Long>> changes = new TreeMap<>();
    typeChanges.forEach(
        (from, to) -> changes.put(from, Collections.unmodifiableMap(new TreeMap<>(to))));
    typeChanges = Collections.unmodifiableMap(changes);
    examples = List.copyOf(examples);
  }

  /** {@return a table for people, several lines long} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "Shadow '%s' beside '%s': %,d documents compared, %,d equal (%.1f %%)",
        shadowVersion,
        currentVersion,
        documents,
        equalDocuments,
        documents == 0 ? 100.0 : 100.0 * equalDocuments / documents);
    line(
        text,
        "%,d dropped, %,d failed with the current model, %,d with the shadow",
        dropped,
        currentFailures,
        shadowFailures);
    line(
        text,
        "%.2f ms a document with the current model, %.2f ms with the shadow",
        currentMeanTime.toNanos() / 1e6,
        shadowMeanTime.toNanos() / 1e6);
    line(text, "Confidence of the shadow: %+.4f on average", meanConfidenceDifference);
    int width = types.keySet().stream().mapToInt(String::length).max().orElse(0);
    types.forEach(
        (type, found) ->
            line(
                text,
                "%-"
                    + Math.max(1, width)
                    + "s  %,d same, %,d other boundary, %,d only current, %,d only shadow",
                type,
                found.same(),
                found.boundaries(),
                found.onlyCurrent(),
                found.onlyShadow()));
    typeChanges.forEach(
        (from, changes) ->
            changes.forEach((to, count) -> line(text, "%s became %s: %,d", from, to, count)));
    examples.forEach(example -> line(text, "%s", example));
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(text.isEmpty() ? "" : "\n").append(String.format(Locale.ROOT, format, values));
  }
}
