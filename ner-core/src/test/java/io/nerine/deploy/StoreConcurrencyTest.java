package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and several threads at one store. */
class StoreConcurrencyTest {

  private static final int READERS = 4;
  private static final long REVISIONS = 80;

  @TempDir Path temporary;

  @Test
  void showsReadersWholeStatesWhileTwoProcessesWrite() throws Exception {
    Path directory = temporary.resolve("models");
    Path bundle = StoreBundles.write(temporary.resolve("bundle.nerine"), "Gera");
    ModelStore store = ModelStore.open(directory);
    ModelVersion first = store.add("depots", bundle);
    ModelVersion second = store.add("depots", bundle);
    store.deploy("production", first);
    store.deploy("staging", second);
    Process swapping = StoreCrashChild.start(directory, bundle, 1, "swap production staging");
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 2);
    try (BufferedReader out = swapping.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      List<Future<Integer>> results = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        ModelStore own = ModelStore.open(directory);
        results.add(threads.submit(() -> read(own, Set.of(first, second))));
      }
      Future<?> listening = threads.submit(() -> out.lines().count());
      Future<Integer> writing = threads.submit(() -> write(ModelStore.open(directory), bundle));
      for (Future<Integer> result : results) {
        assertThat(result.get(60, TimeUnit.SECONDS)).isGreaterThan(10);
      }
      assertThat(writing.get(60, TimeUnit.SECONDS)).isGreaterThan(1);
      swapping.toHandle().destroyForcibly();
      listening.get(60, TimeUnit.SECONDS);
    } finally {
      swapping.destroyForcibly();
      threads.shutdownNow();
    }
    assertThat(store.history("production"))
        .extracting(SlotChange::action)
        .contains(SlotChange.Action.SWAP);
  }

  private static int read(ModelStore store, Set<ModelVersion> swapped) {
    long revision = 0;
    int changes = 0;
    int states = 0;
    while (revision < REVISIONS) {
      long now = store.revision();
      assertThat(now).isGreaterThanOrEqualTo(revision);
      revision = now;
      Map<String, ModelVersion> slots = store.slots();
      assertThat(slots).containsOnlyKeys("production", "staging");
      assertThat(Set.copyOf(slots.values())).isEqualTo(swapped);
      List<SlotChange> history = store.history();
      assertThat(history).hasSizeGreaterThanOrEqualTo(changes);
      changes = history.size();
      SlotChange last = history.get(changes - 1);
      SlotChange counterpart = history.get(changes - 2);
      if (last.action() == SlotChange.Action.SWAP) {
        assertThat(counterpart.revision()).isEqualTo(last.revision());
        assertThat(counterpart.from()).isEqualTo(last.to());
      }
      List<ModelVersion> others = store.versions("sites");
      for (int i = 1; i < others.size(); i++) {
        assertThat(others.get(i).number()).isGreaterThan(others.get(i - 1).number());
      }
      states++;
    }
    return states;
  }

  /** Adds and removes versions of another model. */
  private static int write(ModelStore store, Path bundle) {
    Retention none = Retention.builder().newest(1).build();
    int number = 0;
    while (store.revision() < REVISIONS) {
      ModelVersion added = store.add("sites", bundle);
      assertThat(added.number()).isEqualTo(number + 1);
      number = added.number();
      store.collectGarbage(none);
    }
    return number;
  }
}
