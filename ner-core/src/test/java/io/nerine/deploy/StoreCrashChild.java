package io.nerine.deploy;

import java.nio.file.Path;
import java.util.Random;

/** Changes a store at random until it is killed; says what it tries and what was done. */
final class StoreCrashChild {

  private StoreCrashChild() {}

  public static void main(String[] args) {
    ModelStore store = ModelStore.open(Path.of(args[0]));
    Path bundle = Path.of(args[1]);
    Random random = new Random(Long.parseLong(args[2]));
    System.out.println("ready");
    while (true) {
      String line = StoreScript.random(random);
      System.out.println("try " + line);
      System.out.println(StoreScript.apply(line, store, bundle) ? "done" : "refused");
    }
  }
}
