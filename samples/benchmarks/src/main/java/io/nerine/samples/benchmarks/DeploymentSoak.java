package io.nerine.samples.benchmarks;

import io.nerine.deploy.Deployment;
import io.nerine.deploy.DeploymentEvent;
import io.nerine.deploy.DeploymentOptions;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Soaks a deployment: 16 threads make calls of all kinds on documents of 0 to 200,000 characters
 * while the slot points to another of three models every second, with cancellations and time limits
 * at random. No other call may fail, each result must be what its version finds alone, and memory,
 * threads and open files must stay flat.
 */
public final class DeploymentSoak {

  private static final int THREADS = 16;

  private static final String SLOT = "production";

  private final LongAdder switches = new LongAdder();
  private final LongAdder failedSwitches = new LongAdder();

  private DeploymentSoak() {}

  /**
   * Runs the soak and exits with 1 if a bar was missed.
   *
   * @param args the minutes, and three bundles
   * @throws Exception if the soak itself fails
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 4) {
      System.err.println("Usage: DeploymentSoak MINUTES MODEL MODEL MODEL");
      System.exit(2);
    }
    List<Path> bundles = List.of(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]));
    Path directory = Files.createTempDirectory("soak");
    boolean passed =
        new DeploymentSoak()
            .run(
                directory,
                bundles,
                SoakDocuments.ofAllLengths(7),
                Duration.ofMinutes(Integer.parseInt(args[0])));
    delete(directory);
    if (!passed) {
      System.exit(1);
    }
  }

  private boolean run(Path directory, List<Path> bundles, List<String> documents, Duration time)
      throws Exception {
    ModelStore store = ModelStore.open(directory.resolve("store"));
    List<ModelVersion> versions = new ArrayList<>();
    for (Path bundle : bundles) {
      versions.add(store.add("soak", bundle));
    }
    SoakAnswers answers = SoakAnswers.of(store, versions, documents);
    System.out.printf(
        Locale.ROOT, "%d documents, %,d entities alone%n", documents.size(), answers.entities());
    store.deploy(SLOT, versions.get(0));
    DeploymentOptions options = DeploymentOptions.builder().listener(this::count).build();
    try (Deployment deployment = Deployment.open(store, SLOT, options)) {
      SoakCalls calls = new SoakCalls(deployment, answers);
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      long end = System.nanoTime() + time.toNanos();
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(i);
        workers.add(
            pool.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    calls.make(random);
                  }
                }));
      }
      SoakMinutes minutes = new SoakMinutes(calls, switches);
      for (int second = 1; System.nanoTime() < end; second++) {
        store.deploy(SLOT, versions.get(second % versions.size()));
        TimeUnit.SECONDS.sleep(1);
        minutes.look();
      }
      minutes.look();
      for (Future<?> worker : workers) {
        worker.get();
      }
      pool.shutdown();
      return verdict(calls, minutes);
    }
  }

  private void count(DeploymentEvent event) {
    if (event instanceof DeploymentEvent.Switched) {
      switches.increment();
    } else {
      failedSwitches.increment();
    }
  }

  private boolean verdict(SoakCalls calls, SoakMinutes minutes) {
    boolean answered =
        calls.failed.sum() + calls.wrong.sum() + failedSwitches.sum() == 0
            && switches.sum() > 1
            && calls.texts.sum() > 0;
    boolean flat = minutes.flat();
    System.out.printf(
        Locale.ROOT,
        "%s: %,d texts, %,d failed, %,d other than alone, %,d switches, %,d of them failed; %s%n",
        answered && flat ? "PASSED" : "MISSED",
        calls.texts.sum(),
        calls.failed.sum(),
        calls.wrong.sum(),
        switches.sum(),
        failedSwitches.sum(),
        minutes);
    Throwable failure = calls.firstFailure();
    if (failure != null) {
      failure.printStackTrace(System.out);
    }
    return answered && flat;
  }

  private static void delete(Path directory) throws IOException {
    try (var walk = Files.walk(directory)) {
      for (Path path : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
