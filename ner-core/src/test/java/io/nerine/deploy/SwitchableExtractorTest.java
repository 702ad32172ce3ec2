package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SwitchableExtractorTest {

  private static final String TEXT = "Anna Smith met 😀 Bob in Paris";

  private interface Call {
    List<Extraction> make(Extractor extractor);
  }

  private static final List<Call> CALLS =
      List.of(
          extractor -> List.of(extractor.extract(TEXT)),
          extractor -> extractor.extractAll(List.of(TEXT, "Bob", "", TEXT)),
          extractor -> extractor.extractStream(Stream.of(TEXT, "Bob", "\uD83D")).toList(),
          extractor -> List.of(extractor.extractAsync(TEXT).join()));

  @Test
  void thousandsOfSwitchesUnderSixteenThreadsFailNoCallAndMixNoModels() throws Exception {
    int threads = 16;
    int switches = 3_000;
    int callsPerSwitch = 6;
    Semaphore allowed = new Semaphore(threads);
    List<FakeModel> models = new ArrayList<>();
    models.add(new FakeModel("v0"));
    SwitchableExtractor extractor = SwitchableExtractor.of("v0", models.get(0));
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      Call call = CALLS.get(thread % CALLS.size());
      counts.add(
          pool.submit(
              () -> {
                int done = 0;
                while (!stop.get() || done == 0) {
                  allowed.acquire();
                  call.make(extractor).forEach(SwitchableExtractorTest::assertOneModel);
                  done++;
                }
                return done;
              }));
    }
    for (int i = 1; i <= switches; i++) {
      FakeModel model = new FakeModel("v" + i);
      models.add(model);
      allowed.release(callsPerSwitch);
      extractor.switchTo("v" + i, model);
      assertThat(models.get(i - 1).closings).hasValue(1);
    }
    stop.set(true);
    allowed.release(threads);
    for (Future<Integer> count : counts) {
      assertThat(count.get(30, TimeUnit.SECONDS)).isPositive();
    }
    pool.shutdown();
    extractor.close();

    assertThat(models)
        .allSatisfy(
            model -> {
              assertThat(model.closings).as(model.name).hasValue(1);
              assertThat(model.closedUnderCalls).as(model.name).hasValue(0);
            });
    assertThat(models.stream().filter(model -> model.calls.get() > 0).count()).isGreaterThan(5);
  }

  private static void assertOneModel(Extraction extraction) {
    String version = extraction.modelVersion().orElseThrow();
    assertThat(extraction.entities()).extracting(Entity::source).allMatch(version::equals);
  }

  @Test
  void switchersThatRaceLeaveOneModelOpenAndCloseThatWithTheExtractor() throws Exception {
    FakeModel first = new FakeModel("first");
    SwitchableExtractor extractor = SwitchableExtractor.of("first", first);
    Queue<FakeModel> models = new ConcurrentLinkedQueue<>(List.of(first));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Future<?>> switchers = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      String prefix = "t" + thread + "-";
      switchers.add(
          pool.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  FakeModel model = new FakeModel(prefix + i);
                  models.add(model);
                  extractor.switchTo(model.name, model);
                  assertOneModel(extractor.extract(TEXT));
                }
              }));
    }
    for (Future<?> switcher : switchers) {
      switcher.get(30, TimeUnit.SECONDS);
    }
    assertThat(models.stream().filter(model -> model.closings.get() == 0))
        .singleElement()
        .satisfies(model -> assertThat(extractor.version()).isEqualTo(model.name));

    CompletableFuture.allOf(
            IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(extractor::close, pool))
                .toArray(CompletableFuture[]::new))
        .get(30, TimeUnit.SECONDS);
    pool.shutdown();
    assertThat(models).allSatisfy(model -> assertThat(model.closings).hasValue(1));
  }

  @Test
  void aSwitchAnswersAtOnceAndClosesTheOldModelAfterItsLastCall() throws Exception {
    FakeModel older = new FakeModel("old");
    FakeModel newer = new FakeModel("new");
    older.gate.register();
    SwitchableExtractor extractor = SwitchableExtractor.of("old", older);
    CompletableFuture<Extraction> running =
        CompletableFuture.supplyAsync(() -> extractor.extract(TEXT));
    while (older.running.get() == 0) {
      Thread.onSpinWait();
    }
    CompletableFuture<Duration> draining =
        CompletableFuture.supplyAsync(() -> extractor.switchTo("new", newer));
    while (!extractor.version().equals("new")) {
      Thread.onSpinWait();
    }

    assertThat(extractor.extract(TEXT).modelVersion()).contains("new");
    assertThat(extractor.schema()).isEqualTo(newer.schema());
    assertThat(draining).isNotDone();
    assertThat(older.closings).hasValue(0);
    older.gate.arriveAndDeregister();
    assertThat(running.get(30, TimeUnit.SECONDS).modelVersion()).contains("old");
    assertThat(draining.get(30, TimeUnit.SECONDS)).isPositive();
    assertThat(older.closings).hasValue(1);
    extractor.close();
  }

  @Test
  void closeLetsCallsFinishFailsLaterOnesAndIsIdempotent() throws Exception {
    FakeModel model = new FakeModel("v1");
    model.gate.register();
    SwitchableExtractor extractor = SwitchableExtractor.of("v1", model);
    CompletableFuture<Extraction> running =
        CompletableFuture.supplyAsync(() -> extractor.extract(TEXT));
    while (model.running.get() == 0) {
      Thread.onSpinWait();
    }
    AtomicBoolean interruptKept = new AtomicBoolean();
    Thread closer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              extractor.close();
              interruptKept.set(Thread.interrupted());
            });
    closer.start();
    awaitClosed(extractor);
    assertThat(model.closings).hasValue(0);
    model.gate.arriveAndDeregister();
    assertThat(running.get(30, TimeUnit.SECONDS).entities()).hasSize(7);
    closer.join();
    assertThat(interruptKept).isTrue();
    assertThat(model.closings).hasValue(1);

    extractor.close();
    assertThat(model.closings).hasValue(1);
    for (Call call : CALLS.subList(0, 3)) {
      assertThatThrownBy(() -> call.make(extractor))
          .isInstanceOf(ExtractorClosedException.class)
          .hasMessage("The switchable extractor is closed; open another");
    }
    assertThat(extractor.extractAsync(TEXT))
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withCauseInstanceOf(ExtractorClosedException.class);
    assertThat(extractor.schema()).isEqualTo(model.schema());
    assertThat(extractor.version()).isEqualTo("v1");
  }

  private static void awaitClosed(Extractor extractor) {
    while (true) {
      try {
        // Held up by the gate if it is let in, so it asks for something that is not.
        extractor.extractAll(List.of());
      } catch (ExtractorClosedException e) {
        return;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aModelForAClosedExtractorIsClosed() {
    SwitchableExtractor extractor = SwitchableExtractor.of("v1", new FakeModel("v1"));
    extractor.close();
    FakeModel late = new FakeModel("late");
    assertThatThrownBy(() -> extractor.switchTo("late", late))
        .isInstanceOf(ExtractorClosedException.class);
    assertThat(late.closings).hasValue(1);
  }

  @Test
  void theCurrentExtractorIsNoReplacementForItself() {
    FakeModel model = new FakeModel("v1");
    try (SwitchableExtractor extractor = SwitchableExtractor.of("v1", model)) {
      assertThatThrownBy(() -> extractor.switchTo("v2", model))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'v2'");
      assertThat(model.closings).hasValue(0);
    }
  }

  /** As a listener of metrics might. */
  @Test
  void aCallMayCloseOrSwitchTheExtractorThatItIsACallOf() throws Exception {
    AtomicReference<SwitchableExtractor> self = new AtomicReference<>();
    AtomicInteger closings = new AtomicInteger();
    FakeModel newer = new FakeModel("new");
    Extractor meddling =
        new Extractor() {
          @Override
          public EntitySchema schema() {
            return EntitySchema.of("meddling", "Name");
          }

          @Override
          public Extraction extract(String text, ExtractionOptions options) {
            assertThat(self.get().switchTo("new", newer)).isZero();
            self.get().close();
            assertThat(closings).hasValue(0);
            return Extraction.builder(text).build();
          }

          @Override
          public void close() {
            closings.incrementAndGet();
          }
        };
    self.set(SwitchableExtractor.of("old", meddling));

    assertThat(self.get().extract(TEXT).modelVersion()).contains("old");
    self.get().close();
    assertThat(closings).hasValue(1);
    assertThat(newer.closings).hasValue(1);
  }

  @Test
  void aModelThatCannotBeClosedDoesNotUndoTheSwitch() {
    Extractor stuck =
        new Extractor() {
          @Override
          public EntitySchema schema() {
            return EntitySchema.of("stuck", "Name");
          }

          @Override
          public Extraction extract(String text, ExtractionOptions options) {
            return Extraction.builder(text).build();
          }

          @Override
          public void close() {
            throw new IllegalStateException("stuck");
          }
        };
    SwitchableExtractor extractor = SwitchableExtractor.of("stuck", stuck);
    extractor.switchTo("v2", new FakeModel("v2"));
    assertThat(extractor.extract(TEXT).modelVersion()).contains("v2");
    extractor.close();

    SwitchableExtractor other = SwitchableExtractor.of("stuck", stuck);
    assertThatThrownBy(other::close).hasMessage("stuck");
    other.close();
  }

  /** Lets asynchronous calls wait for their turn, for ever, and fails them when it is closed. */
  private static final class Queueing implements Extractor {

    final FakeModel model = new FakeModel("v1");
    final CompletableFuture<Extraction> waiting = new CompletableFuture<>();

    @Override
    public EntitySchema schema() {
      return model.schema();
    }

    @Override
    public Extraction extract(String text, ExtractionOptions options) {
      return model.extract(text, options);
    }

    @Override
    public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
      return waiting;
    }

    @Override
    public void close() {
      model.close();
      waiting.completeExceptionally(new ExtractorClosedException("v1"));
    }
  }

  @Test
  void aCancelledCallIsCancelledInTheModelAndEndsItsLease() {
    Queueing queueing = new Queueing();
    SwitchableExtractor extractor = SwitchableExtractor.of("v1", queueing);
    CompletableFuture<Extraction> future = extractor.extractAsync(TEXT);
    assertThat(future.cancel(true)).isTrue();
    assertThat(queueing.waiting).isCancelled();
    Duration draining = extractor.switchTo("v2", new FakeModel("v2"));
    assertThat(draining).isLessThan(Duration.ofSeconds(30));
    assertThat(queueing.model.closings).hasValue(1);
    assertThat(extractor.traffic().documents()).isZero();
    extractor.close();
  }

  @Test
  void closeFailsTheCallsThatWaitForTheirTurnAndASwitchDoesNot() throws Exception {
    Queueing queueing = new Queueing();
    SwitchableExtractor extractor = SwitchableExtractor.of("v1", queueing);
    CompletableFuture<Extraction> future = extractor.extractAsync(TEXT);
    CompletableFuture<Duration> draining =
        CompletableFuture.supplyAsync(() -> extractor.switchTo("v2", new FakeModel("v2")));
    while (!extractor.version().equals("v2")) {
      Thread.onSpinWait();
    }
    assertThat(future).isNotDone();
    assertThat(queueing.model.closings).hasValue(0);

    extractor.close();
    assertThat(future)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableThat()
        .withCauseInstanceOf(ExtractorClosedException.class);
    assertThat(draining.get(30, TimeUnit.SECONDS)).isPositive();
    assertThat(queueing.model.closings).hasValue(1);
  }

  @Test
  void aStreamSeesTheNewModelFromItsNextChunkOn() {
    FakeModel older = new FakeModel("old");
    FakeModel newer = new FakeModel("new");
    try (SwitchableExtractor extractor = SwitchableExtractor.of("old", older)) {
      List<String> versions = new ArrayList<>();
      extractor
          .extractStream(Stream.generate(() -> "Bob").limit(600))
          .forEach(
              extraction -> {
                if (versions.size() == 10) {
                  extractor.switchTo("new", newer);
                }
                versions.add(extraction.modelVersion().orElseThrow());
              });
      assertThat(versions.subList(0, 256)).containsOnly("old");
      assertThat(versions.subList(256, 600)).containsOnly("new");
      assertThat(older.closings).hasValue(1);
    }
  }

  @Test
  void trafficIsThatOfTheCurrentModel() {
    try (SwitchableExtractor extractor = SwitchableExtractor.of("v1", new FakeModel("v1"))) {
      extractor.extractAll(List.of("Anna", "fail", "Bob"));
      assertThatThrownBy(() -> extractor.extract("fail")).isInstanceOf(InferenceException.class);
      assertThat(extractor.traffic().documents()).isEqualTo(4);
      assertThat(extractor.traffic().failures()).isEqualTo(2);
      assertThat(extractor.traffic().meanTime()).isPositive();
      assertThat(extractor.traffic().toString()).startsWith("v1: 4 documents, 2 failures, ");
      assertThat(extractor.extractAll(List.of("fail")).get(0).modelVersion()).contains("v1");

      extractor.switchTo("v2", new FakeModel("v2"));
      assertThat(extractor.traffic()).isEqualTo(new VersionTraffic("v2", 0, 0, Duration.ZERO));
      assertThat(extractor.traffic().meanTime()).isZero();
    }
  }

  @Test
  void nullIsRefusedAtTheDoor() {
    FakeModel model = new FakeModel("v1");
    try (SwitchableExtractor extractor = SwitchableExtractor.of("v1", model)) {
      assertThatThrownBy(() -> extractor.extract(null)).hasMessage("text");
      assertThatThrownBy(() -> extractor.extractAsync(null)).hasMessage("text");
      assertThatThrownBy(() -> extractor.extractAll(Stream.of("a", null).toList()))
          .hasMessage("texts[1]");
      assertThatThrownBy(() -> extractor.switchTo("v2", null)).hasMessage("extractor");
      assertThat(model.calls).hasValue(0);
    }
  }
}
