package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.deploy.Deployment;
import io.nerine.deploy.DeploymentEvent;
import io.nerine.deploy.DeploymentOptions;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.testing.RandomTexts;
import io.nerine.testing.TextKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models are exchanged under calls of all kinds, some of them cancelled or out of time: each answer
 * is what the version that gave it finds alone, and nothing is left behind.
 */
@Timeout(120)
class DeploymentSoakTests {

  private static final String SLOT = "production";
  private static final int THREADS = 8;
  private static final int SWITCHES = 40;
  private static final long BETWEEN_SWITCHES = Duration.ofMillis(50).toNanos();

  /** Other texts in a batch move a confidence in its last digits. */
  private static final double TOLERANCE = 1e-3;

  private static final List<String> TEXTS = texts();

  private final Map<String, Map<String, List<Entity>>> alone = new HashMap<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger cancelled = new AtomicInteger();
  private final AtomicInteger timedOut = new AtomicInteger();

  private static List<String> texts() {
    Random random = new Random(7);
    RandomTexts hostile = RandomTexts.of(TextKind.values());
    List<String> texts = new ArrayList<>();
    texts.add("");
    texts.add("x".repeat(5_000));
    for (int i = 0; i < 40; i++) {
      texts.add(hostile.next(random));
      texts.add(hostile.next(random) + " Send 3 bolts M8 to Basel. " + hostile.next(random));
    }
    texts.add(String.join(" ", texts));
    return texts;
  }

  @Test
  void exchangesUnderLoadLoseNoAnswerAndLeaveNothingBehind(@TempDir Path directory)
      throws Exception {
    ModelStore store = ModelStore.open(directory.resolve("store"));
    List<ModelVersion> versions = addVersions(store, directory);
    answerAlone(store, versions);
    Set<Thread> before = threads();
    Queue<DeploymentEvent> events = new ConcurrentLinkedQueue<>();
    DeploymentOptions options =
        DeploymentOptions.builder()
            .loadOptions(LoadOptions.builder().threads(2).build())
            .listener(events::add)
            .build();
    store.deploy(SLOT, versions.get(0));
    try (Deployment deployment = Deployment.open(store, SLOT, options)) {
      soak(deployment, switching -> store.deploy(SLOT, versions.get(switching % 3)));
    }

    assertThat(events)
        .hasSizeGreaterThan(SWITCHES / 4)
        .allMatch(event -> event instanceof DeploymentEvent.Switched);
    assertThat(answered).hasValueGreaterThan(SWITCHES);
    assertThat(cancelled).hasPositiveValue();
    assertThat(timedOut).hasPositiveValue();
    assertThat(WatchedBackend.takeLoaded())
        .hasSizeGreaterThan(SWITCHES / 4)
        .allMatch(extractor -> extractor.liveNatives() == 0);
    Set<Thread> begun = threads();
    begun.removeAll(before);
    for (Thread thread : begun) {
      thread.join(30_000);
      assertThat(thread.isAlive()).as("%s lives", thread).isFalse();
    }
  }

  /** The shipped model with thresholds at which it finds more or less. */
  private static List<ModelVersion> addVersions(ModelStore store, Path directory) {
    Path shipped = io.nerine.testing.TinyModel.copyTo(directory.resolve("tiny.nerine"));
    List<ModelVersion> versions = new ArrayList<>();
    try (ModelBundle tiny = ModelBundle.open(shipped)) {
      for (double threshold : List.of(0.0, 0.9, 0.99)) {
        Map<String, Double> thresholds = new HashMap<>();
        tiny.schema().typeNames().forEach(type -> thresholds.put(type, threshold));
        Path bundle = directory.resolve("version-%s.nerine".formatted(threshold));
        BundleWriter.of("tiny", WatchedBackend.NAME, tiny.schema())
            .part(OnnxBackend.GRAPH, tiny.read(OnnxBackend.GRAPH))
            .part(OnnxBackend.TOKENIZER, tiny.read(OnnxBackend.TOKENIZER))
            .settings(tiny.manifest().settings())
            .thresholds(thresholds)
            .write(bundle);
        versions.add(store.add("tiny", bundle));
      }
    }
    return versions;
  }

  private void answerAlone(ModelStore store, List<ModelVersion> versions) {
    for (ModelVersion version : versions) {
      Map<String, List<Entity>> found = new HashMap<>();
      try (Extractor extractor = store.load(version, LoadOptions.builder().threads(1).build())) {
        TEXTS.forEach(text -> found.put(text, extractor.extract(text).entities()));
      }
      alone.put(version.id().toString(), found);
    }
    assertThat(Set.copyOf(alone.values())).as("versions that differ").hasSize(versions.size());
  }

  private interface Switching {
    void to(int number);
  }

  private void soak(Extractor extractor, Switching switching) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    CompletableFuture<Void> over = new CompletableFuture<>();
    List<Future<?>> callers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      callers.add(
          pool.submit(
              () -> {
                while (!over.isDone()) {
                  call(extractor, random);
                }
              }));
    }
    Random random = new Random(THREADS);
    for (int i = 1; i <= SWITCHES; i++) {
      long next = System.nanoTime() + BETWEEN_SWITCHES;
      switching.to(i);
      do {
        call(extractor, random);
      } while (System.nanoTime() < next);
    }
    over.complete(null);
    for (Future<?> caller : callers) {
      caller.get(60, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
  }

  private void call(Extractor extractor, Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    switch (random.nextInt(6)) {
      case 0 -> check(extractor.extract(text));
      case 1 -> extractor.extractAll(List.of(text, TEXTS.get(3))).forEach(this::check);
      case 2 -> extractor.extractStream(Stream.of(text, TEXTS.get(5))).forEach(this::check);
      case 3 -> check(extractor.extractAsync(text).join());
      case 4 -> cancel(extractor.extractAsync(text), random);
      default -> hurry(extractor, text, random);
    }
  }

  private void cancel(CompletableFuture<Extraction> future, Random random) {
    for (int i = random.nextInt(2_000); i > 0 && !future.isDone(); i--) {
      Thread.onSpinWait();
    }
    future.cancel(true);
    try {
      check(future.join());
    } catch (CancellationException e) {
      cancelled.incrementAndGet();
    }
  }

  private void hurry(Extractor extractor, String text, Random random) {
    ExtractionOptions options =
        ExtractionOptions.builder().timeout(Duration.ofNanos(1 + random.nextInt(500_000))).build();
    try {
      check(
          random.nextBoolean()
              ? extractor.extract(text, options)
              : extractor.extractAsync(text, options).join());
    } catch (ExtractionTimeoutException e) {
      timedOut.incrementAndGet();
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(ExtractionTimeoutException.class);
      timedOut.incrementAndGet();
    }
  }

  private void check(Extraction extraction) {
    String version = extraction.modelVersion().orElseThrow();
    List<Entity> expected = alone.get(version).get(extraction.text());
    List<Entity> found = extraction.entities();
    assertThat(extraction.complete()).isTrue();
    assertThat(found.stream().map(Entity::toSpan))
        .as("spans by version %s", version)
        .containsExactlyElementsOf(expected.stream().map(Entity::toSpan).toList());
    for (int i = 0; i < found.size(); i++) {
      assertThat(Math.abs(found.get(i).confidence() - expected.get(i).confidence()))
          .as("difference of confidence by version %s", version)
          .isLessThan(TOLERANCE);
    }
    answered.incrementAndGet();
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("nerine-"));
    return threads;
  }
}
