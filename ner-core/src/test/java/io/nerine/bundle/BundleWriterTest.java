package io.nerine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.evaluation.Evaluator;
import io.nerine.exception.NerException;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleWriterTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "A");

  @TempDir Path directory;

  private static BundleWriter writer(String name) {
    return BundleWriter.of(name, "onnx", SCHEMA).created(Instant.EPOCH);
  }

  private static String nameIn(Path bundle) {
    try (ModelBundle open = ModelBundle.open(bundle)) {
      return open.manifest().name();
    }
  }

  private String[] namesInDirectory() {
    String[] names = directory.toFile().list();
    Arrays.sort(names);
    return names;
  }

  @Test
  void choosesTheFormByTheNameOfTheTarget() {
    writer("m").write(directory.resolve("a.nerine"));
    writer("m").write(directory.resolve("b.ZIP"));
    writer("m").write(directory.resolve("c"));
    writer("m").write(directory.resolve("d.model"));

    assertThat(directory.resolve("a.nerine")).isRegularFile();
    assertThat(directory.resolve("b.ZIP")).isRegularFile();
    assertThat(directory.resolve("c")).isDirectory();
    assertThat(directory.resolve("d.model")).isDirectory();
  }

  @Test
  void returnsTheManifestThatItWrote() {
    Path target = directory.resolve("a.nerine");

    BundleManifest written = writer("m").part("x", new byte[3]).write(target);

    try (ModelBundle bundle = ModelBundle.open(target)) {
      assertThat(bundle.manifest()).isEqualTo(written).hasSameHashCodeAs(written);
    }
  }

  @Test
  void writesTheSameBytesForTheSameContent() throws IOException {
    Path one = directory.resolve("one.nerine");
    Path two = directory.resolve("two.nerine");
    Path part = Files.write(directory.resolve("part"), new byte[100_000]);

    writer("m").part("b", part).part("a", new byte[1]).write(one);
    writer("m").part("a", new byte[1]).part("b", new byte[100_000]).write(two);

    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void storesTheTimeOfWritingByDefault() {
    Instant before = Instant.now();

    BundleManifest manifest =
        BundleWriter.of("m", "onnx", SCHEMA).write(directory.resolve("a.nerine"));

    assertThat(manifest.created()).isBetween(before, Instant.now());
  }

  @Test
  void takesAnEvaluationAsMetrics() {
    Map<String, Object> metrics = Evaluator.evaluate(List.of(), List.of()).toMap();

    assertThat(writer("m").metrics(metrics).write(directory.resolve("a.nerine")).metrics())
        .isEqualTo(metrics);
  }

  @Test
  void makesMissingParentDirectories() {
    Path target = directory.resolve("models/2026/a.nerine");

    writer("m").write(target);

    assertThat(nameIn(target)).isEqualTo("m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nerine", "a"})
  void replacesABundle(String fileName) {
    Path target = directory.resolve(fileName);
    writer("old").part("only-in-old", new byte[1]).write(target);

    writer("new").write(target);

    assertThat(nameIn(target)).isEqualTo("new");
    assertThat(namesInDirectory()).containsExactly(fileName);
  }

  @Test
  void replacesADamagedBundle() throws IOException {
    Path target = directory.resolve("a");
    writer("old").part("x", new byte[1]).write(target);
    Files.write(target.resolve("x"), new byte[9]);

    writer("new").write(target);

    assertThat(nameIn(target)).isEqualTo("new");
  }

  @Test
  void replacesAnEmptyFileAndAnEmptyDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("a.nerine"));
    Path folder = Files.createDirectory(directory.resolve("b"));

    writer("m").write(file);
    writer("m").write(folder);

    assertThat(nameIn(file)).isEqualTo("m");
    assertThat(nameIn(folder)).isEqualTo("m");
  }

  @Test
  void followsALink() throws IOException {
    Path target = directory.resolve("v1.nerine");
    writer("old").write(target);
    Path link = Files.createSymbolicLink(directory.resolve("current.nerine"), target);

    writer("new").write(link);

    assertThat(link).isSymbolicLink();
    assertThat(nameIn(target)).isEqualTo("new");
  }

  @Test
  void refusesToReplaceAnythingElse() throws IOException {
    Path text = Files.writeString(directory.resolve("notes.zip"), "my notes");
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.writeString(folder.resolve("thesis.txt"), "years of work");
    Path plain = Files.writeString(directory.resolve("plain"), "a file");
    Path nested = Files.createDirectory(directory.resolve("folder.nerine"));
    Path withNotes = directory.resolve("with-notes");
    writer("m").write(withNotes);
    Files.writeString(withNotes.resolve("notes.txt"), "by hand");

    Path link = Files.createSymbolicLink(directory.resolve("link"), folder);

    assertRefused(text, "is no model bundle");
    assertRefused(link, "is a directory that holds no model bundle");
    assertRefused(folder, "is a directory that holds no model bundle");
    assertRefused(plain, "a bundle in a single file needs a name that ends in .nerine or .zip");
    assertRefused(nested, "is no regular file");
    assertRefused(withNotes, "holds 'notes.txt', which is no part of the bundle");

    assertThat(text).hasContent("my notes");
    assertThat(folder.resolve("thesis.txt")).hasContent("years of work");
    assertThat(withNotes.resolve("notes.txt")).hasContent("by hand");
    assertThat(namesInDirectory())
        .containsExactly("folder", "folder.nerine", "link", "notes.zip", "plain", "with-notes");
  }

  private static void assertRefused(Path target, String reason) {
    assertThatThrownBy(() -> writer("m").write(target))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageStartingWith("'%s' ".formatted(target))
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> BundleWriter.checkTarget(target))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nerine", "a"})
  void leavesEverythingAsItWasWhenItFails(String fileName) throws IOException {
    Path target = directory.resolve(fileName);
    writer("old").write(target);
    int[] opened = {0};
    // Measured whole, gone when it is copied: what a full disk or a lost mount does.
    PartSource vanishing =
        () -> {
          if (opened[0]++ > 0) {
            throw new IOException("No space left on device");
          }
          return InputStream.nullInputStream();
        };

    assertThatThrownBy(() -> writer("new").part("x", vanishing).write(target))
        .isExactlyInstanceOf(NerException.class)
        .hasMessage("Cannot write model bundle '%s': No space left on device".formatted(target));

    assertThat(nameIn(target)).isEqualTo("old");
    assertThat(namesInDirectory()).containsExactly(fileName);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.nerine", "a"})
  void noticesAPartThatChangesWhileItIsWritten(String fileName) {
    int[] opened = {0};
    PartSource changing = () -> PartSource.of(new byte[] {(byte) opened[0]++}).open();

    assertThatThrownBy(() -> writer("m").part("x", changing).write(directory.resolve(fileName)))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining("part 'x' changed while it was written");
    assertThat(namesInDirectory()).isEmpty();
  }

  @Test
  void saysThatThePartOrTheTargetCannotBeUsed() throws IOException {
    Path missing = directory.resolve("missing.onnx");
    Path belowAFile = Files.createFile(directory.resolve("file")).resolve("a.nerine");

    assertThatThrownBy(() -> writer("m").part("x", missing).write(directory.resolve("a.nerine")))
        .isExactlyInstanceOf(NerException.class)
        .hasMessage("Part 'x' of model 'm' cannot be read: there is no such file or directory");
    assertThatThrownBy(() -> writer("m").write(belowAFile))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageStartingWith("Cannot write model bundle '%s': ".formatted(belowAFile));
  }

  @Test
  void refusesNamesOfPartsThatAreNotPlain() {
    for (String name :
        List.of("", "..", "a/..", "/a", "a//b", "a/", "a\\b", ".hidden", "a b", "é", "a:b")) {
      assertThatThrownBy(() -> writer("m").part(name, new byte[0]))
          .as(name)
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cannot be the name of a part");
    }
    assertThatThrownBy(() -> writer("m").part("a".repeat(201), new byte[0]))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> writer("m").part("Manifest.json", new byte[0]))
        .hasMessageContaining("it is the manifest's");
    assertThatThrownBy(() -> writer("m").part("SCHEMA.json", new byte[0]))
        .hasMessage("There is a part 'SCHEMA.json' already");
  }

  @Test
  void refusesValuesThatAManifestCannotHold() {
    assertThatThrownBy(() -> writer("m").settings(Map.of("a", List.of(1, Double.NaN))))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("settings.a[1] is NaN");
    assertThatThrownBy(() -> writer("m").metrics(Map.of("a", new Object())))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("metrics.a must be a string");
    assertThatThrownBy(() -> writer("m").provenance(Collections.singletonMap("a", null)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found null");
    assertThatThrownBy(() -> writer("m").thresholds(Map.of("A", 1.5)))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The threshold of type 'A' must be 0 to 1, found 1.5");
    assertThatThrownBy(() -> BundleWriter.of(" ", "onnx", SCHEMA))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }
}
