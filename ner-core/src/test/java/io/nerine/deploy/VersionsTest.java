package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extractor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removing, collecting, exporting and importing. */
class VersionsTest {

  @TempDir Path temporary;

  private ModelStore store;

  @BeforeEach
  void openStore() {
    store = ModelStore.open(temporary.resolve("models"));
  }

  private ModelVersion add(String word) {
    return store.add("depots", StoreBundles.write(temporary.resolve(word + ".nerine"), word));
  }

  @Test
  void removesWhatNoSlotPointsTo() {
    ModelVersion first = add("Gera");
    ModelVersion second = add("Jena");
    store.deploy("production", second);

    assertThatThrownBy(() -> store.remove(second))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining("Version depots:2")
        .hasMessageContaining("slot 'production' points to it");
    RemovedVersions removed = store.remove(first);

    assertThat(removed.versions()).containsExactly(first);
    assertThat(removed.bytes()).isEqualTo(first.bytes()).isPositive();
    assertThat(temporary.resolve("models/models/depots/1")).doesNotExist();
    assertThatThrownBy(() -> store.remove(first))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("has no version depots:1")
        .hasMessageContaining("of 'depots' there are 2");
    assertThatThrownBy(() -> store.load(first)).isExactlyInstanceOf(ModelLoadingException.class);
    assertThatThrownBy(() -> store.deploy("production", first))
        .isExactlyInstanceOf(ModelLoadingException.class);
  }

  @Test
  void collectsAllButTheNewestAndWhatSlotsNeed() {
    ModelVersion first = add("Aue");
    ModelVersion second = add("Bonn");
    ModelVersion third = add("Calw");
    ModelVersion fourth = add("Dachau");
    ModelVersion fifth = add("Erfurt");
    store.deploy("production", first);
    store.deploy("production", second);
    store.deploy("production", third);
    Retention one = Retention.builder().newest(1).rollbacks(1).build();

    RemovedVersions removed = store.collectGarbage(one);

    assertThat(removed.versions()).containsExactly(first, fourth);
    assertThat(removed)
        .hasToString(
            "removed 2 versions (%,d bytes): depots:1, depots:4"
                .formatted(first.bytes() + fourth.bytes()));
    assertThat(store.versions("depots")).containsExactly(second, third, fifth);
    assertThat(store.collectGarbage(one).versions()).isEmpty();
    store.rollback("production");
    assertThatThrownBy(() -> store.rollback("production"))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining("cannot go back to version depots:1, which was removed");
    assertThat(add("Fulda").number()).isEqualTo(6);
    assertThat(store.collectGarbage(Retention.builder().newest(0).rollbacks(0).build()).versions())
        .hasSize(3);
    assertThat(store.versions("depots")).containsExactly(second);
    assertThat(add("Gotha").number()).isEqualTo(7);
  }

  @Test
  void takesAVersionToAnotherStoreAsAFileThatIsABundle() {
    ModelVersion parent = add("Gera");
    ModelVersion version =
        store.add(
            "depots", StoreBundles.write(temporary.resolve("j"), "Jena"), "for the east", parent);
    Path file = temporary.resolve("out/jena.nerine");

    store.exportVersion(version, file);

    try (Extractor extractor = Extractors.load(file)) {
      assertThat(extractor.extract("Jena meldet").entities()).hasSize(1);
    }
    ModelStore other = ModelStore.open(temporary.resolve("other"));
    ModelVersion imported = other.importVersion(file);
    assertThat(imported.id()).hasToString("depots:1");
    assertThat(imported.digest()).isEqualTo(version.digest());
    assertThat(imported.note()).isEqualTo("for the east");
    assertThat(imported.parent()).isEqualTo(version.parent());
    assertThat(imported.metrics()).isEqualTo(version.metrics());
    assertThat(other.importVersion(file)).isEqualTo(imported);
    assertThat(other.revision()).isEqualTo(1);
    Path again = temporary.resolve("again.nerine");
    other.exportVersion(imported, again);
    assertThat(store.importVersion(again)).isEqualTo(version);
    assertThat(store.add("copies", file).digest())
        .as("an exported file that is added is the version that it was")
        .isEqualTo(version.digest());
  }

  @Test
  void importsOnlyWhatWasExported() {
    Path plain = StoreBundles.write(temporary.resolve("plain.nerine"), "Gera");

    assertThatThrownBy(() -> store.importVersion(plain))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'%s' was not exported by a model store".formatted(plain));
    assertThatThrownBy(() -> store.exportVersion(add("Jena"), temporary.resolve("jena.tar")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target must be a file whose name ends in .nerine or .zip");
  }

  @Test
  void importsNothingThatSaysItIsAnother() {
    Path forged = temporary.resolve("forged.nerine");
    StoreBundles.finding("Gera")
        .provenance(
            Map.of("modelStore", Map.of("id", "depots:1", "digest", "0".repeat(64), "note", "")))
        .write(forged);

    assertThatThrownBy(() -> store.importVersion(forged))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("is not of this bundle");
    assertThat(store.models()).isEmpty();
    assertThat(Files.exists(temporary.resolve("models/models"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "..", ".hidden", "a/b", "a\\b", "a:1", "ends.", "\u00e4pfel", "a\u0000b"})
  void refusesNamesThatAreNone(String name) {
    Path bundle = StoreBundles.write(temporary.resolve("b.nerine"), "Gera");

    assertThatThrownBy(() -> store.add(name, bundle))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name must be 1 to 100 characters");
    assertThatThrownBy(() -> store.rollback(name))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slot must be 1 to 100 characters");
  }

  @Test
  void refusesANameThatDiffersInCaseAlone() {
    add("Gera");

    assertThatThrownBy(() -> store.add("Depots", temporary.resolve("Gera.nerine")))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is a model 'depots', which differs from 'Depots'");
  }

  @Test
  void readsIds() {
    assertThat(VersionId.parse("depots:12")).isEqualTo(new VersionId("depots", 12));
    for (String text :
        new String[] {"depots", "depots:", "depots:0", "depots:01", "depots:-1", "depots:1:2"}) {
      assertThatThrownBy(() -> VersionId.parse(text))
          .as(text)
          .isExactlyInstanceOf(IllegalArgumentException.class);
    }
  }
}
