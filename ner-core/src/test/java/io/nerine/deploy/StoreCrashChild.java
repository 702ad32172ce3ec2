package io.nerine.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes a store until it is killed, at random or by one line again and again; says what it tries
 * and what was done.
 */
final class StoreCrashChild {

  private StoreCrashChild() {}

  static Process start(Path store, Path bundle, int seed, String... line) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                StoreCrashChild.class.getName(),
                store.toString(),
                bundle.toString(),
                Integer.toString(seed)));
    command.addAll(List.of(line));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  public static void main(String[] args) {
    ModelStore store = ModelStore.open(Path.of(args[0]));
    Path bundle = Path.of(args[1]);
    Random random = new Random(Long.parseLong(args[2]));
    System.out.println("ready");
    while (true) {
      String line = args.length > 3 ? args[3] : StoreScript.random(random);
      System.out.println("try " + line);
      System.out.println(StoreScript.apply(line, store, bundle) ? "done" : "refused");
    }
  }
}
