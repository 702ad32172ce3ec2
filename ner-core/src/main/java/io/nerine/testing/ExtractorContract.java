package io.nerine.testing;

import io.nerine.extract.Extractor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The laws of {@link Extractor}, checked on an implementation, for whoever writes one. Texts of
 * everything that breaks offsets are run through every kind of call; a failure lists every law that
 * was broken, each with the texts that show it.
 *
 * <pre>{@code
 * @Test
 * void keepsTheContract() {
 *   ExtractorContract.of(MyExtractor::new)
 *       .texts("Replace valve GX-4471-B.", "No part is named here.")
 *       .check();
 * }
 * }</pre>
 *
 * <p>The laws: entities stand where they say, in the text that was given, are of declared types,
 * cut no character and occur once; equal calls give equal results; a batch, a stream, an
 * asynchronous call and many threads give what single calls give, in order, and a stream is lazy;
 * least confidence, timeout and length policy are respected; {@code null} is refused; one text that
 * fails fails alone; closing is idempotent and later calls, but none before, are refused. What
 * {@link io.nerine.extract.Entity} and {@link io.nerine.extract.Extraction} enforce by themselves
 * (a confidence of 0 to 1, the order of entities) needs no check.
 *
 * <p>What can't be known is left out: whether an entity is right, which texts are too long, how
 * much a call may take. Texts that show entities make the check stronger, so give some.
 *
 * <p>Immutable; thread-safe if the supplier is.
 */
public final class ExtractorContract {

  private static final int THREADS = 4;

  private final Supplier<? extends Extractor> extractors;
  private final List<String> texts;
  private final int threads;
  private final @Nullable String failing;

  private ExtractorContract(
      Supplier<? extends Extractor> extractors,
      List<String> texts,
      int threads,
      @Nullable String failing) {
    this.extractors = extractors;
    this.texts = texts;
    this.threads = threads;
    this.failing = failing;
  }

  /**
   * Returns the contract of an implementation, with 4 threads.
   *
   * @param extractors makes extractors, equal ones and a new one a call, which the check closes
   * @return the contract
   */
  public static ExtractorContract of(Supplier<? extends Extractor> extractors) {
    return new ExtractorContract(
        Objects.requireNonNull(extractors, "extractors"), List.of(), THREADS, null);
  }

  /**
   * Adds texts to check with, beside the hostile ones.
   *
   * @param more texts, some of them with entities that the extractor finds
   * @return the contract with these texts
   */
  public ExtractorContract texts(String... more) {
    return texts(List.of(more));
  }

  /**
   * Adds texts to check with, beside the hostile ones.
   *
   * @param more texts, some of them with entities that the extractor finds
   * @return the contract with these texts
   */
  public ExtractorContract texts(Collection<String> more) {
    List<String> all = new ArrayList<>(texts);
    all.addAll(more);
    return new ExtractorContract(extractors, List.copyOf(all), threads, failing);
  }

  /**
   * Sets how many threads share an extractor; 4 by default.
   *
   * @param threads at least 2
   * @return the contract with that many threads
   * @throws IllegalArgumentException if less than 2
   */
  public ExtractorContract threads(int threads) {
    if (threads < 2) {
      throw new IllegalArgumentException("threads must be at least 2, found " + threads);
    }
    return new ExtractorContract(extractors, texts, threads, failing);
  }

  /**
   * Names a text on which the extractor fails, if there is one, so that the check sees it fail
   * alone.
   *
   * @param text the text
   * @return the contract with that text
   */
  public ExtractorContract failingText(String text) {
    return new ExtractorContract(extractors, texts, threads, Objects.requireNonNull(text, "text"));
  }

  /**
   * Checks the laws.
   *
   * @throws AssertionError if one is broken; its message lists all that are
   */
  public void check() {
    BrokenLaws broken = new BrokenLaws();
    List<String> all = allTexts();
    try (Extractor extractor = extractors.get()) {
      SingleCalls singles = SingleCalls.of(extractor, all, broken);
      new CallLaws(extractor, singles, threads, broken).check(Optional.ofNullable(failing));
      new OptionLaws(extractor, singles, broken).check();
      new NullLaws(extractor, broken).check();
      new ClosingLaws(extractors, singles, threads, broken).check();
    }
    broken.report();
  }

  /** Random texts of each kind, equal in every run, and a long one. */
  private List<String> allTexts() {
    Set<String> all = new LinkedHashSet<>(texts);
    Random random = new Random(7);
    for (TextKind kind : TextKind.values()) {
      RandomTexts ofKind = RandomTexts.of(kind).maxLength(300);
      for (int i = 0; i < 3; i++) {
        all.add(ofKind.next(random));
      }
    }
    RandomTexts mixed = RandomTexts.of(TextKind.values());
    for (String text : texts.isEmpty() ? List.of("") : texts) {
      all.add(mixed.next(random) + " " + text + " " + mixed.next(random));
    }
    all.add(RandomTexts.of(TextKind.PLAIN).minLength(6_000).maxLength(8_000).next(random));
    return List.copyOf(all);
  }
}
