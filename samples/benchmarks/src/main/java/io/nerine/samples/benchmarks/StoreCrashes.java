package io.nerine.samples.benchmarks;

import io.nerine.bundle.BundleWriter;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.deploy.Retention;
import io.nerine.deploy.SlotChange;
import io.nerine.exception.NerException;
import io.nerine.schema.EntitySchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills processes at random moments while they add, deploy, swap, roll back and collect garbage in
 * a model store, to show that it opens each time, points to no missing or partial model and has
 * every change that was acknowledged.
 */
public final class StoreCrashes {

  private static final List<String> SLOTS = List.of("production", "staging");

  private StoreCrashes() {}

  /**
   * Prints what was found; exits with 1 at the first fault, whose store is kept.
   *
   * @param args the number of kills, 200 if not given; within this program, what the processes that
   *     are killed get
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the program is interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 3) {
      change(ModelStore.open(Path.of(args[0])), Path.of(args[1]), Long.parseLong(args[2]));
    }
    int kills = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    Path directory = Files.createTempDirectory("store-crashes");
    Path bundle = directory.resolve("bundle.nerine");
    BundleWriter.of("depots", "none", EntitySchema.of("depots", "Depot"))
        .part("model.bin", new byte[64 << 10])
        .write(bundle);
    if (!run(kills, directory.resolve("models"), bundle)) {
      System.exit(1);
    }
    FormatFuzz.delete(directory);
  }

  /** Changes a store until it is killed. Each line goes out before or after one change. */
  private static void change(ModelStore store, Path bundle, long seed) {
    Random random = new Random(seed);
    System.out.println("ready");
    while (true) {
      String action =
          List.of("add", "deploy", "deploy", "swap", "rollback", "gc").get(random.nextInt(6));
      System.out.println("try " + action);
      try {
        change(store, bundle, action, SLOTS.get(random.nextInt(2)), random);
        System.out.println("done " + summary(store));
      } catch (NerException e) {
        System.out.println("refused");
      }
    }
  }

  private static void change(
      ModelStore store, Path bundle, String action, String slot, Random random) {
    List<ModelVersion> versions = store.versions("depots");
    switch (action) {
      case "deploy" -> {
        if (!versions.isEmpty()) {
          store.deploy(slot, versions.get(random.nextInt(versions.size())));
        }
      }
      case "swap" -> store.swap(SLOTS.get(0), SLOTS.get(1));
      case "rollback" -> store.rollback(slot);
      case "gc" ->
          store.collectGarbage(Retention.builder().newest(3).rollbacks(random.nextInt(4)).build());
      default -> store.add("depots", bundle);
    }
  }

  /** {@return all that a store says, in one line that begins with its revision} */
  private static String summary(ModelStore store) {
    List<Integer> numbers = store.versions("depots").stream().map(ModelVersion::number).toList();
    Map<String, String> slots = new TreeMap<>();
    store.slots().forEach((slot, version) -> slots.put(slot, version.id().toString()));
    List<SlotChange> history = store.history();
    return store.revision()
        + " "
        + numbers
        + " "
        + slots
        + " "
        + history.size()
        + " "
        + history.toString().hashCode();
  }

  private static boolean run(int kills, Path directory, Path bundle)
      throws IOException, InterruptedException {
    Random random = new Random(1);
    Map<String, Integer> inFlight = new TreeMap<>();
    int acknowledged = 0;
    int applied = 0;
    int leftovers = 0;
    String last = summary(ModelStore.open(directory));
    long start = System.nanoTime();
    for (int kill = 1; kill <= kills; kill++) {
      Process child = start(directory, bundle, kill);
      String tried = "nothing";
      try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
        out.readLine();
        Thread killer = killer(child, random.nextInt(400_000_000));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.startsWith("try ")) {
            tried = line.substring("try ".length());
          } else {
            acknowledged++;
            last = line.startsWith("done ") ? line.substring("done ".length()) : last;
            tried = "nothing";
          }
        }
        killer.join();
      }
      child.waitFor();
      inFlight.merge(tried, 1, Integer::sum);
      leftovers +=
          Files.exists(directory.resolve("incoming")) && !isEmpty(directory.resolve("incoming"))
              ? 1
              : 0;
      String found = checked(directory);
      if (!found.equals(last)) {
        if (tried.equals("nothing") || revision(found) != revision(last) + 1) {
          System.out.printf(
              "kill %d in %s: expected %s, found %s in %s%n", kill, tried, last, found, directory);
          return false;
        }
        applied++;
        last = found;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d kills, %,d acknowledged changes, none lost; in flight when killed: %s; %d of these were"
            + " made, the others not at all; %d times something was left to clean up; %.0f s%n",
        kills,
        acknowledged,
        inFlight,
        applied,
        leftovers,
        (System.nanoTime() - start) / 1e9);
    return true;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static Process start(Path directory, Path bundle, int seed) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StoreCrashes.class.getName(),
                directory.toString(),
                bundle.toString(),
                Integer.toString(seed)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Kills a process after a while; what it has said can still be read. */
  private static Thread killer(Process child, long nanos) {
    Thread killer =
        new Thread(
            () -> {
              long end = System.nanoTime() + nanos;
              while (System.nanoTime() < end) {
                LockSupport.parkNanos(end - System.nanoTime());
              }
              child.toHandle().destroyForcibly();
            });
    killer.start();
    return killer;
  }

  /** Opens the store and every model in it. */
  private static String checked(Path directory) {
    ModelStore store = ModelStore.open(directory);
    for (ModelVersion version : store.versions("depots")) {
      store.openBundle(version).close();
    }
    // The last change of a slot tells where it points, be the version there or not.
    for (String slot : SLOTS) {
      List<SlotChange> history = store.history(slot);
      if (!history.isEmpty()
          && !history
              .get(history.size() - 1)
              .to()
              .equals(store.current(slot).map(ModelVersion::id))) {
        throw new IllegalStateException("Slot %s does not point where it should".formatted(slot));
      }
    }
    return summary(store);
  }

  private static long revision(String summary) {
    return Long.parseLong(summary.substring(0, summary.indexOf(' ')));
  }
}
