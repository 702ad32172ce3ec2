package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts of the slices of one {@link Slicing}. */
final class Slices {

  /** By the number they begin with, so that ranges stand in order; then as text. */
  static final Comparator<String> IN_ORDER =
      Comparator.comparingLong(Slices::leadingNumber).thenComparing(Comparator.naturalOrder());

  private final String name;
  private final Slicing slicing;
  private final Map<String, int[]> counts = new HashMap<>();

  private Slices(String name, Slicing slicing) {
    this.name = name;
    this.slicing = slicing;
  }

  static List<Slices> of(Map<String, Slicing> slicings) {
    return slicings.entrySet().stream()
        .map(slicing -> new Slices(slicing.getKey(), slicing.getValue()))
        .toList();
  }

  void add(AnnotatedDocument document, DocumentComparison comparison) {
    for (int g = 0; g < comparison.gold().size(); g++) {
      int found = comparison.isFound(g) ? 1 : 0;
      add(document, comparison.gold().get(g), 1, found, found);
    }
    for (EntitySpan wrong : comparison.wrong()) {
      add(document, new EntitySpan(wrong.start(), wrong.end(), wrong.type()), 0, 1, 0);
    }
  }

  private void add(
      AnnotatedDocument document, EntitySpan mention, int gold, int predicted, int right) {
    Objects.requireNonNull(
            slicing.slice(document, mention), () -> "the slice by '%s' is null".formatted(name))
        .ifPresent(
            slice -> {
              int[] sums = counts.computeIfAbsent(slice, added -> new int[3]);
              sums[0] += gold;
              sums[1] += predicted;
              sums[2] += right;
            });
  }

  /** {@return the scores of each slice by the names of slicings, in their order} */
  static Map<String, Map<String, Scores>> scores(List<Slices> all) {
    Map<String, Map<String, Scores>> scores = new LinkedHashMap<>();
    for (Slices slices : all) {
      Map<String, Scores> ofSlice = new TreeMap<>(IN_ORDER);
      slices.counts.forEach(
          (slice, sums) -> ofSlice.put(slice, new Scores(sums[0], sums[1], sums[2])));
      scores.put(slices.name, Collections.unmodifiableMap(ofSlice));
    }
    return Collections.unmodifiableMap(scores);
  }

  private static long leadingNumber(String name) {
    long number = 0;
    int digits = 0;
    while (digits < Math.min(18, name.length()) && isDigit(name.charAt(digits))) {
      number = number * 10 + name.charAt(digits++) - '0';
    }
    return digits == 0 ? Long.MAX_VALUE : number;
  }

  private static boolean isDigit(char unit) {
    return unit >= '0' && unit <= '9';
  }
}
