package io.nerine.deploy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.spi.ChunkedExtraction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of an extractor whose models change: each text goes to one model, the current one of
 * one of two switches. Thread-safe.
 */
final class RoutedCalls {

  private final String name;
  private final ModelSwitch models;
  private final @Nullable Canary canary;

  /**
   * Creates the calls.
   *
   * @param name what is called, as the subject of a message
   * @param models the models that answer
   * @param canary the models that answer a share, or {@code null} for none
   */
  RoutedCalls(String name, ModelSwitch models, @Nullable Canary canary) {
    this.name = name;
    this.models = models;
    this.canary = canary;
  }

  Extraction extract(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    return lease(text).extract(text, options);
  }

  CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    Lease lease;
    try {
      lease = lease(text);
    } catch (ExtractorClosedException e) {
      return CompletableFuture.failedFuture(e);
    }
    return lease.extractAsync(text, options);
  }

  Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    return ChunkedExtraction.stream(texts, options, chunk -> extractAll(chunk, options));
  }

  List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    // A copy, so that a list that changes meanwhile does no harm.
    List<String> all = new ArrayList<>(texts);
    BitSet forCanary = new BitSet();
    for (int i = 0; i < all.size(); i++) {
      String text = Objects.requireNonNull(all.get(i), "texts[" + i + "]");
      forCanary.set(i, canary != null && canary.takes(text));
    }
    Lease second = canary == null || forCanary.isEmpty() ? null : canary.models().lease();
    if (second == null) {
      return lease().extractAll(all, options);
    }
    if (forCanary.cardinality() == all.size()) {
      return second.extractAll(all, options);
    }
    return split(all, options, forCanary, second);
  }

  private List<Extraction> split(
      List<String> texts, ExtractionOptions options, BitSet forCanary, Lease second) {
    List<String> toMost = new ArrayList<>();
    List<String> toCanary = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      (forCanary.get(i) ? toCanary : toMost).add(texts.get(i));
    }
    long begun = System.nanoTime();
    // Its lease was taken already, and ends with the call, so the canary comes first.
    Iterator<Extraction> ofCanary = second.extractAll(toCanary, options).iterator();
    ExtractionOptions left = after(options, System.nanoTime() - begun);
    Iterator<Extraction> ofMost = lease().extractAll(toMost, left).iterator();
    List<Extraction> merged = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      merged.add((forCanary.get(i) ? ofCanary : ofMost).next());
    }
    return merged;
  }

  /** A timeout is for the whole call, so what the first part took is gone for the second. */
  private static ExtractionOptions after(ExtractionOptions options, long nanos) {
    Optional<Duration> timeout = options.timeout();
    if (timeout.isEmpty()) {
      return options;
    }
    Duration left = timeout.get().minusNanos(nanos);
    return options.toBuilder()
        .timeout(left.isNegative() || left.isZero() ? Duration.ofNanos(1) : left)
        .build();
  }

  private Lease lease(String text) {
    if (canary != null && canary.takes(text)) {
      Lease lease = canary.models().lease();
      if (lease != null) {
        return lease;
      }
    }
    return lease();
  }

  private Lease lease() {
    Lease lease = models.lease();
    if (lease == null) {
      throw new ExtractorClosedException(
          models.isClosed()
              ? name + " is closed; open another"
              : name + " has no model, for its slot was retired; deploy a version to the slot");
    }
    return lease;
  }
}
