package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {

  @TempDir Path temporary;

  private Path directory;
  private ModelStore store;

  @BeforeEach
  void openStore() {
    directory = temporary.resolve("models");
    store = ModelStore.open(directory);
  }

  private ModelVersion add(String name, String word) {
    return store.add(name, StoreBundles.write(temporary.resolve(word + ".nerine"), word));
  }

  @Test
  void countsVersionsOfEachModel() {
    ModelVersion first = add("depots", "Leipzig");
    ModelVersion second =
        store.add("depots", StoreBundles.write(temporary.resolve("d"), "Gera"), "more data", first);
    ModelVersion other = add("sites", "Jena");

    assertThat(first.id()).hasToString("depots:1");
    assertThat(second.id()).hasToString("depots:2");
    assertThat(other.id()).hasToString("sites:1");
    assertThat(store.models()).containsExactly("depots", "sites");
    assertThat(store.versions("depots")).containsExactly(first, second);
    assertThat(store.versions("nothing")).isEmpty();
    assertThat(store.version("depots", 2)).contains(second);
    assertThat(store.version("depots", 3)).isEmpty();
    assertThat(second.note()).isEqualTo("more data");
    assertThat(second.parent()).contains(new Ancestor(first.id(), first.digest()));
    assertThat(first.parent()).isEmpty();
    assertThat(first.metrics()).isEqualTo(Map.of("dev", Map.of("f1", 0.5)));
    assertThat(ModelStore.open(directory).versions("depots")).containsExactly(first, second);
  }

  @Test
  void loadsWhatWasAddedFromADirectoryAsFromAFile() {
    StoreBundles.write(temporary.resolve("file.nerine"), "Halle");
    ModelVersion ofFile = store.add("depots", temporary.resolve("file.nerine"));
    StoreBundles.write(temporary.resolve("bundle"), "Halle");
    ModelVersion ofDirectory = store.add("depots", temporary.resolve("bundle"));

    assertThat(ofFile.digest()).isEqualTo(ofDirectory.digest());
    for (ModelVersion version : List.of(ofFile, ofDirectory)) {
      try (Extractor extractor = store.load(version)) {
        assertThat(extractor.extract("Halle liefert").entities()).hasSize(1);
      }
    }
  }

  @Test
  void pointsSlotsToVersions() {
    ModelVersion first = add("depots", "Leipzig");
    ModelVersion second = add("depots", "Gera");
    assertThat(store.current("production")).isEmpty();

    store.deploy("production", first);
    store.deploy("staging", second, "try it");
    SlotChange swap = store.swap("production", "staging");

    assertThat(store.slots())
        .containsExactly(Map.entry("production", second), Map.entry("staging", first));
    assertThat(swap.from()).contains(first.id());
    assertThat(swap.to()).contains(second.id());
    assertThat(store.history("staging"))
        .extracting(SlotChange::action, SlotChange::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(SlotChange.Action.DEPLOY, "try it"),
            org.assertj.core.groups.Tuple.tuple(SlotChange.Action.SWAP, "with production"));
    assertThat(ModelStore.open(directory).history()).isEqualTo(store.history()).hasSize(4);
  }

  @Test
  void rollsBackStepByStepAndOutOfRetirement() {
    ModelVersion first = add("depots", "Leipzig");
    ModelVersion second = add("depots", "Gera");
    ModelVersion third = add("depots", "Jena");
    store.deploy("production", first);
    store.deploy("production", second);
    store.deploy("production", third);

    store.retire("production");
    assertThat(store.current("production")).isEmpty();
    assertThat(store.slots()).isEmpty();
    store.rollback("production");
    assertThat(store.current("production")).contains(third);
    store.rollback("production");
    assertThat(store.current("production")).contains(second);
    store.rollback("production", "still wrong");
    assertThat(store.current("production")).contains(first);

    assertThatThrownBy(() -> store.rollback("production"))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("Slot 'production'")
        .hasMessageContaining("points to version depots:1 and never pointed to a version before");
    assertThat(store.history("production")).hasSize(7);
  }

  @Test
  void tellsListenersAndRevisionsOfChanges() {
    AtomicInteger calls = new AtomicInteger();
    Runnable listener = calls::incrementAndGet;
    ModelStore other = ModelStore.open(directory);
    assertThat(other.revision()).isZero();

    store.addListener(listener);
    ModelVersion version = add("depots", "Leipzig");
    assertThat(calls).hasValue(1);
    assertThat(other.revision()).isEqualTo(1);
    other.deploy("production", version);
    assertThat(calls).hasValue(1);
    assertThat(store.revision()).isEqualTo(2);
    store.removeListener(listener);
    store.retire("production");
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusesADirectoryThatHoldsSomethingElse() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    Files.writeString(other.resolve("notes.txt"), "notes");
    Path aFile = Files.writeString(temporary.resolve("file"), "notes");

    assertThatThrownBy(() -> ModelStore.open(other))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'%s' is no model store".formatted(other))
        .hasMessageContaining("holds 'notes.txt'");
    assertThatThrownBy(() -> ModelStore.open(aFile))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'%s' is no model store but a file".formatted(aFile));
    assertThat(other.toFile().list()).containsExactly("notes.txt");
  }
}
