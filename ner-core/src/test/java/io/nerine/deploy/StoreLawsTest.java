package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.internal.DirectoryReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class StoreLawsTest {

  private static Path temporary;
  private static Path bundle;

  @BeforeContainer
  static void writeBundle() throws IOException {
    // Thousands of changes are each forced to the disk; a file system in memory does that at once.
    Path memory = Path.of("/dev/shm");
    temporary =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "store-laws")
            : Files.createTempDirectory("store-laws");
    bundle = StoreBundles.write(temporary.resolve("bundle.nerine"), "Gera");
  }

  @AfterContainer
  static void deleteAll() throws IOException {
    DirectoryReplacement.delete(temporary);
  }

  @Property(tries = 200)
  void doesWhatItsModelDoes(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path directory = temporary.resolve(Long.toHexString(seed));
    ModelStore store = ModelStore.open(directory);
    StoreModel model = new StoreModel();
    long revision = 0;
    for (int i = 0; i < 25; i++) {
      String line = StoreScript.random(random);
      boolean done = StoreScript.apply(line, store, bundle);
      assertThat(done).as(line).isEqualTo(model.apply(line));
      if (random.nextInt(4) == 0) {
        store = ModelStore.open(directory);
      }
      revision += done ? 1 : 0;
      assertThat(store.revision()).isEqualTo(revision);
      assertThat(StoreModel.describe(store)).as(line).isEqualTo(model.describe());
    }
    for (String name : store.models()) {
      for (ModelVersion version : store.versions(name)) {
        store.openBundle(version).close();
      }
      assertThat(directory.resolve("models").resolve(name).toFile().list())
          .hasSize(store.versions(name).size());
    }
    assertThat(directory.resolve("incoming"))
        .satisfiesAnyOf(
            incoming -> assertThat(incoming).doesNotExist(),
            incoming -> assertThat(incoming).isEmptyDirectory());
    DirectoryReplacement.delete(directory);
  }
}
