package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.FirstWordBackend;
import io.nerine.deploy.DeploymentEvent.Failed;
import io.nerine.deploy.DeploymentEvent.Retired;
import io.nerine.deploy.DeploymentEvent.Switched;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeploymentTest {

  @TempDir Path directory;

  private final BlockingQueue<DeploymentEvent> events = new LinkedBlockingQueue<>();
  private int openBefore;
  private ModelStore store;
  private ModelVersion rome;
  private ModelVersion oslo;
  private ModelVersion lima;

  @BeforeEach
  void fillStore() {
    openBefore = FirstWordBackend.OPEN_MODELS.get();
    store = ModelStore.open(directory.resolve("store"));
    rome = add("Rome");
    oslo = add("Oslo");
    lima = add("Lima");
    store.deploy("production", rome);
  }

  @AfterEach
  void noModelIsLeftOpen() {
    assertThat(FirstWordBackend.OPEN_MODELS).hasValue(openBefore);
  }

  private ModelVersion add(String word) {
    return store.add("depots", StoreBundles.write(directory.resolve(word + ".nerine"), word));
  }

  private ModelVersion addWithoutItsWord() {
    Path bundle = directory.resolve("broken.nerine");
    BundleWriter.of("depots", FirstWordBackend.NAME, EntitySchema.of("depots", "Depot"))
        .write(bundle);
    return store.add("depots", bundle);
  }

  private DeploymentOptions.Builder options() {
    return DeploymentOptions.builder().listener(events::add);
  }

  private <E extends DeploymentEvent> E next(Class<E> kind) throws InterruptedException {
    DeploymentEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).isInstanceOf(kind);
    return kind.cast(event);
  }

  private static List<String> found(Extraction extraction) {
    return extraction.entities().stream().map(Entity::text).toList();
  }

  @Test
  void followsItsSlotThroughDeploySwapAndRollback() throws InterruptedException {
    store.deploy("staging", oslo);
    try (Deployment deployment = Deployment.open(store, "production", options().build())) {
      assertThat(next(Switched.class).from()).isNull();
      assertThat(deployment.current()).isEqualTo(rome);
      assertThat(found(deployment.extract("Rome and Oslo"))).containsExactly("Rome");
      assertThat(deployment.extract("").modelVersion()).contains("depots:1");

      store.swap("production", "staging");
      Switched switched = next(Switched.class);
      assertThat(switched.slot()).isEqualTo("production");
      assertThat(switched.from()).isEqualTo(rome);
      assertThat(switched.to()).isEqualTo(oslo);
      assertThat(switched.loading()).isPositive();
      assertThat(found(deployment.extract("Oslo and Rome"))).containsExactly("Oslo");

      store.rollback("production");
      deployment.refresh();
      assertThat(deployment.current()).isEqualTo(rome);
      assertThat(found(deployment.extract("Rome and Oslo"))).containsExactly("Rome");
      assertThat(FirstWordBackend.OPEN_MODELS).hasValue(openBefore + 1);
    }
  }

  @Test
  void seesTheChangesOfOtherProcessesIfToldToWatch() throws InterruptedException {
    ModelStore other = ModelStore.open(directory.resolve("store"));
    try (Deployment deployment =
        Deployment.open(store, "production", options().watch(Duration.ofMillis(5)).build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      other.deploy("production", lima);
      assertThat(next(Switched.class).to()).isEqualTo(lima);
      assertThat(deployment.current()).isEqualTo(lima);
    }
  }

  @Test
  void aVersionThatCannotBeLoadedLeavesTheOldOneAtWork() throws InterruptedException {
    ModelVersion broken = addWithoutItsWord();
    try (Deployment deployment = Deployment.open(store, "production", options().build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      store.deploy("production", broken);
      Failed failed = next(Failed.class);
      assertThat(failed.from()).isEqualTo(rome);
      assertThat(failed.to()).isEqualTo(broken);
      assertThat(failed.failure()).hasMessageContaining("no part 'word.txt'");
      assertThat(found(deployment.extract("Rome"))).containsExactly("Rome");

      assertThatThrownBy(deployment::refresh)
          .isInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("no part 'word.txt'");
      assertThat(next(Failed.class).to()).isEqualTo(broken);
      store.deploy("production", oslo);
      assertThat(next(Switched.class).from()).isEqualTo(rome);
    }
  }

  @Test
  void aVersionMustStandItsWarmUp() throws InterruptedException {
    try (Deployment deployment =
        Deployment.open(
            store, "production", options().warmUp(List.of("", "fail on Oslo")).build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      store.deploy("production", oslo);
      assertThat(next(Failed.class).failure())
          .isInstanceOf(ModelLoadingException.class)
          .hasMessage(
              "Version depots:2 was loaded but fails on a text of 12 characters to warm up with, so"
                  + " it is not put to work: told to fail");
      assertThat(deployment.current()).isEqualTo(rome);
      assertThat(FirstWordBackend.OPEN_MODELS).hasValue(openBefore + 1);
    }
  }

  @Test
  void opensNothingWhereThereIsNothing() {
    assertThatThrownBy(() -> Deployment.open(store, "staging"))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll(
            "'staging'", "points to no version", "(slots that do: production)");
    store.deploy("production", addWithoutItsWord());
    assertThatThrownBy(() -> Deployment.open(store, "production"))
        .isInstanceOf(ModelLoadingException.class);
    assertThatThrownBy(
            () -> Deployment.open(store, "production", options().canary("production", 0.5).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("two parts");
  }

  @Test
  void aRetiredSlotKeepsItsLastModel() throws InterruptedException {
    try (Deployment deployment = Deployment.open(store, "production", options().build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      store.retire("production");
      assertThat(next(Retired.class).last()).isEqualTo(rome);
      assertThat(found(deployment.extract("Rome"))).containsExactly("Rome");
      deployment.refresh();
      store.deploy("production", oslo);
      assertThat(next(Switched.class).from()).isEqualTo(rome);
    }
  }

  @Test
  void aRetiredSlotStopsIfToldTo() throws InterruptedException {
    try (Deployment deployment =
        Deployment.open(store, "production", options().onRetired(RetiredSlot.STOP).build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      store.retire("production");
      assertThat(next(Retired.class).last()).isEqualTo(rome);
      assertThat(FirstWordBackend.OPEN_MODELS).hasValue(openBefore);
      assertThatThrownBy(() -> deployment.extract("Rome"))
          .isInstanceOf(ExtractorClosedException.class)
          .hasMessageContaining("deploy a version to the slot");
      assertThat(deployment.current()).isEqualTo(rome);
      store.deploy("production", rome);
      assertThat(next(Switched.class).from()).isNull();
      assertThat(found(deployment.extract("Rome"))).containsExactly("Rome");
    }
  }

  @Test
  void listenersMayFail() throws InterruptedException {
    BlockingQueue<DeploymentEvent> heard = new LinkedBlockingQueue<>();
    try (Deployment deployment =
        Deployment.open(
            store,
            "production",
            DeploymentOptions.builder()
                .listener(
                    event -> {
                      heard.add(event);
                      throw new IllegalStateException("a fault in the listener");
                    })
                .build())) {
      store.deploy("production", oslo);
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(Switched.class);
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isInstanceOf(Switched.class);
      assertThat(found(deployment.extract("Oslo"))).containsExactly("Oslo");
    }
  }

  @Test
  void aListenerMayCloseTheDeployment() throws Exception {
    BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    List<Deployment> self = new ArrayList<>();
    self.add(
        Deployment.open(
            store,
            "production",
            DeploymentOptions.builder()
                .listener(
                    event -> {
                      if (!self.isEmpty()) {
                        self.get(0).close();
                        closed.add(event.slot());
                      }
                    })
                .build()));
    store.deploy("production", oslo);
    assertThat(closed.poll(30, TimeUnit.SECONDS)).isEqualTo("production");
    assertThatThrownBy(() -> self.get(0).extract("Oslo"))
        .isInstanceOf(ExtractorClosedException.class)
        .hasMessage("The deployment of slot 'production' is closed; open another");
    assertThatThrownBy(self.get(0)::refresh).isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void theCanaryAnswersItsShareExactly() throws InterruptedException {
    store.deploy("candidate", oslo);
    try (Deployment deployment =
        Deployment.open(store, "production", options().canary("candidate", 0.2).build())) {
      for (int i = 0; i < 10; i++) {
        deployment.extract("Rome");
      }
      assertThat(deployment.traffic().documents()).isEqualTo(8);
      List<Extraction> extractions =
          deployment.extractAll(
              IntStream.range(0, 100)
                  .mapToObj(i -> i % 2 == 0 ? "Rome " + i : "Oslo " + i)
                  .toList());
      assertThat(IntStream.range(0, 100).boxed())
          .allSatisfy(
              i -> {
                Extraction extraction = extractions.get(i);
                boolean toCanary = i % 5 == 4;
                assertThat(extraction.text()).endsWith(" " + i);
                assertThat(extraction.modelVersion()).contains(toCanary ? "depots:2" : "depots:1");
                assertThat(found(extraction)).hasSize(toCanary == (i % 2 == 1) ? 1 : 0);
              });
      assertThat(deployment.canaryTraffic().orElseThrow().documents()).isEqualTo(22);
      assertThat(deployment.traffic().documents()).isEqualTo(88);

      deployment.extractAll(Stream.generate(() -> "fail on Oslo").limit(5).toList());
      assertThat(deployment.canaryTraffic().orElseThrow().failures()).isEqualTo(1);
      assertThat(deployment.traffic().failures()).isZero();

      store.retire("candidate");
      deployment.refresh();
      assertThat(deployment.canaryTraffic()).isEmpty();
      assertThat(deployment.extractAll(Stream.generate(() -> "Rome").limit(10).toList()))
          .allSatisfy(extraction -> assertThat(extraction.modelVersion()).contains("depots:1"));
      store.deploy("candidate", lima);
      store.deploy("production", lima);
      deployment.refresh();
      assertThat(deployment.current()).isEqualTo(lima);
    }
  }

  @Test
  void theSameTextAlwaysGoesToTheSameSlotIfToldTo() {
    store.deploy("candidate", oslo);
    try (Deployment deployment =
        Deployment.open(
            store,
            "production",
            options().canary("candidate", 0.5, CanaryRouting.BY_TEXT).build())) {
      List<String> texts = IntStream.range(0, 200).mapToObj(i -> "ticket " + i).toList();
      List<String> versions = versions(deployment.extractAll(texts));
      assertThat(versions).contains("depots:1", "depots:2");
      assertThat(versions(deployment.extractAll(texts))).isEqualTo(versions);
      assertThat(versions(deployment.extractStream(texts.stream()).toList())).isEqualTo(versions);
      assertThat(versions(texts.stream().map(deployment::extract).toList())).isEqualTo(versions);
      assertThat(
              versions(texts.stream().map(text -> deployment.extractAsync(text).join()).toList()))
          .isEqualTo(versions);
    }
  }

  private static List<String> versions(List<Extraction> extractions) {
    return extractions.stream().map(e -> e.modelVersion().orElseThrow()).toList();
  }

  @Test
  void theShadowOfASlotIsCompared() {
    store.deploy("candidate", oslo);
    try (Deployment deployment =
        Deployment.open(
            store, "production", options().shadow("candidate", 0.5).shadowExamples(2).build())) {
      assertThat(deployment.shadowReport()).isEmpty();
      deployment.extractAll(List.of("Lima", "Oslo tonight", "", "Rome tonight"));
      ShadowReport report = deployment.shadowReport().orElseThrow();
      while (report.documents() < 2) {
        Thread.onSpinWait();
        report = deployment.shadowReport().orElseThrow();
      }
      assertThat(report.types().get("Depot")).isEqualTo(new TypeDifferences(0, 0, 1, 1));
      assertThat(report.currentVersion()).isEqualTo("depots:1");
      assertThat(report.shadowVersion()).isEqualTo("depots:2");
      assertThat(report.examples())
          .extracting(ShadowDifference::context)
          .containsExactly("Oslo tonight", "Rome tonight");
    }
  }

  @Test
  void aCandidateThatCannotBeLoadedIsReportedAndLeavesTheRestAlone() throws InterruptedException {
    store.deploy("candidate", addWithoutItsWord());
    try (Deployment deployment =
        Deployment.open(store, "production", options().canary("candidate", 1).build())) {
      assertThat(next(Switched.class).slot()).isEqualTo("production");
      assertThat(next(Failed.class).slot()).isEqualTo("candidate");
      deployment.refresh();
      assertThat(next(Failed.class).from()).isNull();
      assertThat(found(deployment.extract("Rome"))).containsExactly("Rome");
    }
  }

  @Test
  void changesOfTheStoreUnderSixteenThreadsFailNoCall() throws Exception {
    store.deploy("candidate", oslo);
    Deployment deployment =
        Deployment.open(
            store, "production", options().canary("candidate", 0.3).shadow("staging", 0.5).build());
    AtomicBoolean stop = new AtomicBoolean();
    Semaphore allowed = new Semaphore(16);
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      int kind = thread % 4;
      counts.add(
          pool.submit(
              () -> {
                int done = 0;
                while (!stop.get() || done == 0) {
                  allowed.acquire();
                  for (Extraction extraction : call(kind, deployment)) {
                    String version = extraction.modelVersion().orElseThrow();
                    String word = List.of("Rome", "Oslo", "Lima").get(version.charAt(7) - '1');
                    assertThat(found(extraction))
                        .isEqualTo(extraction.text().startsWith(word) ? List.of(word) : List.of());
                  }
                  done++;
                }
                return done;
              }));
    }
    List<ModelVersion> versions = List.of(rome, oslo, lima);
    for (int i = 0; i < 60; i++) {
      allowed.release(8);
      String slot = List.of("production", "candidate", "staging").get(i % 3);
      if (i % 7 == 6 && !slot.equals("production")) {
        store.retire(slot);
      } else {
        store.deploy(slot, versions.get((i / 3 + i) % 3));
      }
      if (i % 5 == 0) {
        deployment.refresh();
      }
    }
    stop.set(true);
    allowed.release(16);
    for (Future<Integer> count : counts) {
      assertThat(count.get(30, TimeUnit.SECONDS)).isPositive();
    }
    pool.shutdown();
    deployment.close();
    assertThat(events).noneMatch(Failed.class::isInstance);
  }

  private static List<Extraction> call(int kind, Deployment deployment) {
    List<String> texts = List.of("Rome", "Oslo", "", "Lima", "\uD83D\uDE00 Rome");
    return switch (kind) {
      case 0 -> List.of(deployment.extract("Rome"));
      case 1 -> deployment.extractAll(texts);
      case 2 -> deployment.extractStream(texts.stream(), ExtractionOptions.defaults()).toList();
      default -> List.of(deployment.extractAsync("Oslo").join());
    };
  }

  @Test
  void aStoreThatCannotBeReadIsReportedOnceAndHarmsNobody() throws Exception {
    try (Deployment deployment =
        Deployment.open(store, "production", options().watch(Duration.ofMillis(2)).build())) {
      assertThat(next(Switched.class).to()).isEqualTo(rome);
      Path state = directory.resolve("store");
      Path away = directory.resolve("away");
      java.nio.file.Files.move(state, away);
      Failed failed = next(Failed.class);
      assertThat(failed.to()).isNull();
      assertThatThrownBy(deployment::refresh).isInstanceOf(NerException.class);
      assertThat(found(deployment.extract("Rome"))).containsExactly("Rome");
      java.nio.file.Files.move(away, state);
      store.deploy("production", lima);
      assertThat(next(Switched.class).to()).isEqualTo(lima);
    }
  }
}
