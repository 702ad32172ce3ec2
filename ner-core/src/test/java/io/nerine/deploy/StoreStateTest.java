package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.internal.DirectoryReplacement;
import io.nerine.internal.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store makes of files that are damaged, left over, newer or held by others. */
class StoreStateTest {

  @TempDir Path temporary;

  private Path directory;
  private Path state;
  private ModelStore store;
  private ModelVersion first;
  private ModelVersion second;

  @BeforeEach
  void makeStore() {
    directory = temporary.resolve("models");
    state = directory.resolve("store.json");
    store = ModelStore.open(directory);
    first = store.add("depots", StoreBundles.write(temporary.resolve("a.nerine"), "Gera"));
    second = store.add("depots", StoreBundles.write(temporary.resolve("b.nerine"), "Jena"));
    store.deploy("production", first);
  }

  @Test
  void goesOnWithTheStateBeforeWhereTheNewestIsDamaged() throws IOException {
    store.deploy("production", second);
    byte[] content = Files.readAllBytes(state);
    for (int at = 0; at < content.length; at += 7) {
      byte[] flipped = content.clone();
      flipped[at] ^= 4;
      Files.write(state, flipped);
      ModelStore opened = ModelStore.open(directory);
      assertThat(opened.current("production")).as("byte %d", at).contains(first);
      assertThat(opened.revision()).isEqualTo(3);
    }
    Files.write(state, new byte[0]);
    assertThat(ModelStore.open(directory).current("production")).contains(first);
    Files.delete(state);
    ModelStore opened = ModelStore.open(directory);
    assertThat(opened.current("production")).contains(first);

    opened.deploy("staging", second);

    assertThat(opened.revision()).as("above that of the state that was lost").isEqualTo(5);
    assertThat(ModelStore.open(directory).slots().keySet())
        .containsExactly("production", "staging");
  }

  @Test
  void findsTheVersionAgainWhoseStateWasLost() throws IOException {
    ModelVersion third = store.add("depots", temporary.resolve("a.nerine"));
    Files.writeString(state, "{");
    ModelStore opened = ModelStore.open(directory);
    assertThat(opened.versions("depots")).containsExactly(first, second);

    ModelVersion next = opened.add("depots", temporary.resolve("b.nerine"));

    assertThat(next.number()).isEqualTo(4);
    assertThat(opened.versions("depots")).hasSize(4);
    assertThat(opened.version("depots", 3))
        .hasValueSatisfying(
            found -> {
              assertThat(found.digest()).isEqualTo(third.digest());
              assertThat(found.note()).isEqualTo("found after a crash");
            });
  }

  @Test
  void forgetsTheVersionWhoseRemovalWasLost() throws IOException {
    store.remove(second);
    Files.writeString(state, "{");
    ModelStore opened = ModelStore.open(directory);

    opened.deploy("staging", first);

    assertThat(opened.versions("depots")).containsExactly(first);
    assertThat(opened.add("depots", temporary.resolve("b.nerine")).number()).isEqualTo(3);
  }

  @Test
  void refusesAStoreOfWhichBothStatesAreDamaged() throws IOException {
    Files.writeString(state, "{");
    Files.writeString(directory.resolve("store.previous.json"), "[]");

    assertThatThrownBy(() -> ModelStore.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("The model store '%s' cannot be opened".formatted(directory))
        .hasMessageContaining("store.json is damaged (line 1, column 2")
        .hasMessageContaining("so is store.previous.json (field 'format' is nothing")
        .hasMessageContaining("restore one of them from a backup");
  }

  @Test
  void refusesANewerFormat() throws IOException {
    String json =
        Files.readString(state)
            .replace("\"formatVersion\": 1", "\"formatVersion\": 2")
            .replaceFirst("\"checksum\": \"[0-9a-f]*\"", "\"checksum\": \"" + "0".repeat(64) + '"');
    String checksum = Sha256.of(json.getBytes(StandardCharsets.UTF_8));
    Files.writeString(state, json.replaceFirst("0{64}", checksum));

    for (ModelStore opened : List.of(store)) {
      assertThatThrownBy(opened::slots).isExactlyInstanceOf(ModelLoadingException.class);
    }
    assertThatThrownBy(() -> ModelStore.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("has format version 2; this version of Nerine supports version 1")
        .hasMessageContaining("open it with the version of Nerine that wrote it, or a later one");
  }

  @Test
  void removesWhatDeadWritersLeft() throws IOException {
    Path incoming = directory.resolve("incoming");
    Files.createDirectories(incoming.resolve("0123456789abcdef/bundle/more"));
    Files.createFile(incoming.resolve("0123456789abcdef.lock"));
    Files.createDirectories(incoming.resolve("fedcba9876543210/more"));
    Files.createFile(directory.resolve(".nerine-0123456789abcdef.tmp"));
    Path removed = directory.resolve("models/depots/2");
    store.remove(second);
    Files.createDirectories(removed);

    store.retire("production");

    assertThat(incoming).isEmptyDirectory();
    assertThat(removed).doesNotExist();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "store.json", "store.previous.json", "store.lock", "incoming", "models");
  }

  @Test
  void leavesAloneWhatIsNoVersion() throws IOException {
    Path notes = directory.resolve("models/notes of Ana/1");
    Path folder = directory.resolve("models/backup/1");
    Files.createDirectories(notes);
    Files.createDirectories(folder);

    store.retire("production");

    assertThat(notes).exists();
    assertThat(folder).exists();
    assertThat(store.models()).containsExactly("depots");
  }

  @Test
  void saysWhoHoldsTheLockForTooLong() throws IOException {
    ModelStore impatient = ModelStore.open(directory, Duration.ofMillis(30));
    Path lock = directory.resolve("store.lock");
    Files.writeString(lock, "process 4711 since 2026-11-24T10:15:00Z\n");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      channel.lock(Long.MAX_VALUE - 1, 1, false);

      assertThatThrownBy(() -> impatient.deploy("production", second))
          .isExactlyInstanceOf(NerException.class)
          .hasMessageContaining(
              "The model store '%s' is being changed by process 4711 since 2026-11-24T10:15:00Z"
                  .formatted(directory))
          .hasMessageContaining("for longer than the 0.03 s");
      assertThat(impatient.current("production")).contains(first);
    }
    impatient.deploy("production", second);
    assertThat(store.current("production")).contains(second);
  }

  @Test
  void noticesABundleThatWasExchangedForAnother() throws IOException {
    Path place = store.path(first);
    DirectoryReplacement.delete(place);
    StoreBundles.write(place, "Halle");

    assertThatThrownBy(() -> store.load(first))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining(
            "The bundle of version depots:1 in the model store '%s'".formatted(directory))
        .hasMessageContaining("is not the one that was added")
        .hasMessageContaining("expected " + first.digest());
    Files.writeString(place.resolve("word.txt"), "Bonn!");
    assertThatThrownBy(() -> store.load(first))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Part 'word.txt'");
  }

  @Test
  void readsWhereNothingCanBeWritten() throws IOException {
    // Whoever may write everywhere, such as root, is not stopped by permissions: a missing lock
    // file
    // and a directory in its place stop any writer.
    Files.delete(directory.resolve("store.lock"));
    Files.createDirectory(directory.resolve("store.lock"));

    ModelStore opened = ModelStore.open(directory);

    assertThat(opened.current("production")).contains(first);
    opened.load(first).close();
    assertThatThrownBy(() -> opened.deploy("production", second))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining("Cannot lock the model store '%s' to change it".formatted(directory));
  }
}
