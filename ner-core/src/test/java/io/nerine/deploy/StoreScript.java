package io.nerine.deploy;

import io.nerine.exception.NerException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Operations on a store as lines of words, for tests that do many at random. */
final class StoreScript {

  private static final List<String> MODELS = List.of("depots", "sites");
  private static final List<String> SLOTS = List.of("production", "staging", "canary");

  private StoreScript() {}

  static String random(Random random) {
    String slot = SLOTS.get(random.nextInt(SLOTS.size()));
    String other = SLOTS.get(random.nextInt(SLOTS.size()));
    String id = MODELS.get(random.nextInt(2)) + ":" + (1 + random.nextInt(6));
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "add " + MODELS.get(random.nextInt(2));
      case 3, 4, 5, 6 -> "deploy " + slot + " " + id;
      case 7 -> "swap " + slot + " " + other;
      case 8, 9 -> "rollback " + slot;
      case 10 -> random.nextBoolean() ? "retire " + slot : "remove " + id;
      default -> "gc " + random.nextInt(3) + " " + random.nextInt(3);
    };
  }

  /**
   * Does what a line says.
   *
   * @param line the line
   * @param store the store
   * @param bundle what to add
   * @return whether it could be done
   */
  static boolean apply(String line, ModelStore store, Path bundle) {
    String[] words = line.split(" ");
    try {
      switch (words[0]) {
        case "add" -> store.add(words[1], bundle);
        case "deploy" -> store.deploy(words[1], version(store, words[2]));
        case "swap" -> store.swap(words[1], words[2]);
        case "rollback" -> store.rollback(words[1]);
        case "retire" -> store.retire(words[1]);
        case "remove" -> store.remove(version(store, words[1]));
        case "gc" ->
            store.collectGarbage(
                Retention.builder()
                    .newest(Integer.parseInt(words[1]))
                    .rollbacks(Integer.parseInt(words[2]))
                    .build());
        default -> throw new IllegalStateException(line);
      }
      return true;
    } catch (NerException | IllegalArgumentException e) {
      return false;
    }
  }

  private static ModelVersion version(ModelStore store, String id) {
    VersionId parsed = VersionId.parse(id);
    return store
        .version(parsed.name(), parsed.number())
        .orElseThrow(() -> new IllegalArgumentException("no version " + id));
  }
}
