package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes that change a store; the benchmark {@code StoreCrashes} does it 200 times. */
class StoreCrashTest {

  private static final int KILLS = 8;

  @TempDir Path temporary;

  private int acknowledged;

  @Test
  void losesNothingThatWasAcknowledgedWhenItsProcessIsKilled() throws Exception {
    Path directory = temporary.resolve("models");
    Path bundle = StoreBundles.write(temporary.resolve("bundle.nerine"), "Gera");
    StoreModel model = new StoreModel();
    Random random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = StoreCrashChild.start(directory, bundle, kill);
      String inFlight;
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).isEqualTo("ready");
        int lines = random.nextInt(30);
        inFlight = follow(out, model, lines, child, random);
      } finally {
        child.destroyForcibly();
      }
      assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
      check(directory, model, inFlight, kill);
    }
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  /** Does in the model what the child says it did, and kills it after some lines and a while. */
  private @Nullable String follow(
      BufferedReader out, StoreModel model, int lines, Process child, Random random)
      throws IOException {
    @Nullable String tried = null;
    boolean killed = false;
    for (int i = 0; ; i++) {
      if (i >= lines && !killed) {
        killed = true;
        long end = System.nanoTime() + random.nextInt(20_000_000);
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        // Unlike the process, its handle leaves open what it has said.
        child.toHandle().destroyForcibly();
      }
      String line = out.readLine();
      if (line == null) {
        return tried;
      }
      if (line.startsWith("try ")) {
        tried = line.substring("try ".length());
      } else if (tried != null && (line.equals("done") || line.equals("refused"))) {
        assertThat(model.apply(tried)).as(tried).isEqualTo(line.equals("done"));
        acknowledged++;
        tried = null;
      }
    }
  }

  /** The store is as the last acknowledged change left it, or has the one in flight as well. */
  private static void check(Path directory, StoreModel model, @Nullable String inFlight, int kill) {
    ModelStore store = ModelStore.open(directory);
    for (String name : store.models()) {
      for (ModelVersion version : store.versions(name)) {
        store.openBundle(version).close();
      }
    }
    store.slots().forEach((slot, version) -> store.openBundle(version).close());
    if (inFlight != null && !StoreModel.describe(store).equals(model.describe())) {
      assertThat(model.apply(inFlight)).as("kill %d: %s", kill, inFlight).isTrue();
    }
    assertThat(StoreModel.describe(store))
        .as("kill %d: %s", kill, inFlight)
        .isEqualTo(model.describe());
    // A version that was in place, though not yet in the state, comes with the next change.
    store.collectGarbage(Retention.builder().newest(Integer.MAX_VALUE).build());
    if (inFlight != null && !StoreModel.describe(store).equals(model.describe())) {
      assertThat(inFlight).startsWith("add ");
      assertThat(model.apply(inFlight)).isTrue();
    }
    assertThat(StoreModel.describe(store))
        .as("kill %d: %s", kill, inFlight)
        .isEqualTo(model.describe());
  }
}
