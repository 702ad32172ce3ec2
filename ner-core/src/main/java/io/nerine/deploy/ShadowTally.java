package io.nerine.deploy;

import io.nerine.deploy.EntityComparison.Difference;
import io.nerine.deploy.EntityComparison.Pair;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What two versions have been found to differ in so far. Thread-safe. */
final class ShadowTally {

  private final String currentVersion;
  private final String shadowVersion;
  private final int maxExamples;
  private final LongAdder dropped = new LongAdder();
  private final LongAdder currentFailures = new LongAdder();
  private final Map<String, TypeDifferences> types = new HashMap<>();
  private final Map<String, Map<String, Long>> typeChanges = new HashMap<>();
  private final Deque<ShadowDifference> examples = new ArrayDeque<>();
  private long documents;
  private long equalDocuments;
  private long shadowFailures;
  private long pairs;
  private double confidenceDifferences;
  private long currentNanos;
  private long shadowNanos;

  ShadowTally(String currentVersion, String shadowVersion, int maxExamples) {
    this.currentVersion = currentVersion;
    this.shadowVersion = shadowVersion;
    this.maxExamples = maxExamples;
  }

  boolean isOf(String current, String shadow) {
    return currentVersion.equals(current) && shadowVersion.equals(shadow);
  }

  void drop() {
    dropped.increment();
  }

  void currentFailed() {
    currentFailures.increment();
  }

  synchronized void shadowFailed() {
    shadowFailures++;
  }

  synchronized void add(
      Extraction current, Extraction shadow, long nanosOfCurrent, long nanosOfShadow) {
    EntityComparison comparison = EntityComparison.of(current.entities(), shadow.entities());
    documents++;
    currentNanos += nanosOfCurrent;
    shadowNanos += nanosOfShadow;
    if (comparison.differences().isEmpty()) {
      equalDocuments++;
    }
    for (Pair pair : comparison.same()) {
      pairs++;
      confidenceDifferences += pair.shadow().confidence() - pair.current().confidence();
      count(pair.current(), new TypeDifferences(1, 0, 0, 0));
    }
    comparison.differences().forEach(difference -> add(difference, current.text()));
  }

  private void add(Difference difference, String text) {
    switch (difference.kind()) {
      case TYPE -> countChange(difference.current(), difference.shadow());
      case BOUNDARY -> count(difference.current(), new TypeDifferences(0, 1, 0, 0));
      case ONLY_CURRENT -> count(difference.current(), new TypeDifferences(0, 0, 1, 0));
      case ONLY_SHADOW -> count(difference.shadow(), new TypeDifferences(0, 0, 0, 1));
    }
    if (maxExamples > 0) {
      if (examples.size() == maxExamples) {
        examples.removeFirst();
      }
      examples.addLast(ShadowDifference.of(difference, text));
    }
  }

  private void countChange(@Nullable Entity current, @Nullable Entity shadow) {
    if (current != null && shadow != null) {
      typeChanges
          .computeIfAbsent(current.type(), type -> new HashMap<>())
          .merge(shadow.type(), 1L, Long::sum);
    }
  }

  private void count(@Nullable Entity entity, TypeDifferences more) {
    if (entity != null) {
      types.merge(entity.type(), more, TypeDifferences::plus);
    }
  }

  synchronized ShadowReport report() {
    return new ShadowReport(
        currentVersion,
        shadowVersion,
        documents,
        equalDocuments,
        types,
        typeChanges,
        pairs == 0 ? 0 : confidenceDifferences / pairs,
        currentFailures.sum(),
        shadowFailures,
        dropped.sum(),
        mean(currentNanos),
        mean(shadowNanos),
        new ArrayList<>(examples));
  }

  private Duration mean(long nanos) {
    return documents == 0 ? Duration.ZERO : Duration.ofNanos(nanos / documents);
  }
}
