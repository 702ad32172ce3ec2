package io.nerine.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.bundle.BundleManifest.Part;
import io.nerine.exception.ModelLoadingException;
import io.nerine.internal.Sha256;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelBundleTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("tickets", "PartNumber", "Site");

  private static final byte[] WEIGHTS =
      "weights, weights, weights".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  private Path directory;
  private Path file;

  @BeforeEach
  void writeBundles() {
    directory = temporary.resolve("bundle");
    file = temporary.resolve("bundle.nerine");
    writer().write(directory);
    writer().write(file);
  }

  private static BundleWriter writer() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("maxTokens", 256);
    settings.put("caseFeatures", true);
    settings.put("rate", 0.1);
    settings.put("list", List.of("a", 1));
    return BundleWriter.of("tickets", "onnx", SCHEMA)
        .part("model.onnx", WEIGHTS)
        .part("more/deep.bin", new byte[0])
        .settings(settings)
        .thresholds(Map.of("Site", 0.25))
        .metrics(Map.of("f1", 0.9))
        .provenance(Map.of("seed", 42, "large", 1L << 40))
        .created(Instant.parse("2026-11-24T10:15:00Z"));
  }

  @Test
  void readsBackWhatWasWritten() {
    for (Path path : List.of(directory, file)) {
      try (ModelBundle bundle = ModelBundle.open(path)) {
        BundleManifest manifest = bundle.manifest();
        assertThat(manifest.name()).isEqualTo("tickets");
        assertThat(manifest.backend()).isEqualTo("onnx");
        assertThat(manifest.formatVersion()).isEqualTo(1);
        assertThat(manifest.created()).isEqualTo("2026-11-24T10:15:00Z");
        assertThat(manifest.settings())
            .containsExactly(
                Map.entry("maxTokens", 256),
                Map.entry("caseFeatures", true),
                Map.entry("rate", 0.1),
                Map.entry("list", List.of("a", 1)));
        assertThat(manifest.thresholds()).containsExactly(Map.entry("Site", 0.25));
        assertThat(manifest.metrics()).containsExactly(Map.entry("f1", 0.9));
        assertThat(manifest.provenance())
            .containsOnly(Map.entry("seed", 42), Map.entry("large", 1L << 40));
        assertThat(manifest.parts())
            .containsOnlyKeys("model.onnx", "more/deep.bin", "schema.json")
            .containsEntry("model.onnx", new Part(WEIGHTS.length, Sha256.of(WEIGHTS)));
        assertThat(bundle.schema()).isEqualTo(SCHEMA);
        assertThat(bundle.path()).isEqualTo(path);
        assertThat(bundle.has("model.onnx")).isTrue();
        assertThat(bundle.has("manifest.json")).isFalse();
        assertThat(bundle.read("model.onnx")).isEqualTo(WEIGHTS);
        assertThat(bundle.read("more/deep.bin")).isEmpty();
      }
    }
  }

  @Test
  void handsOutFilesOfADirectoryOnly() {
    try (ModelBundle inDirectory = ModelBundle.open(directory);
        ModelBundle inFile = ModelBundle.open(file)) {
      assertThat(inDirectory.file("model.onnx"))
          .hasValueSatisfying(path -> assertThat(path).hasBinaryContent(WEIGHTS));
      assertThat(inFile.file("model.onnx")).isEmpty();
    }
  }

  @Test
  void refusesPartsThatItDoesNotHave() {
    try (ModelBundle bundle = ModelBundle.open(file)) {
      for (String part : List.of("other.bin", "../bundle.nerine", "manifest.json", "")) {
        assertThat(bundle.has(part)).isFalse();
        assertThatThrownBy(() -> bundle.read(part))
            .isExactlyInstanceOf(ModelLoadingException.class)
            .hasMessage(
                "Bundle '%s' has no part '%s'; it has model.onnx, more/deep.bin, schema.json"
                    .formatted(file, part));
      }
    }
  }

  @Test
  void refusesUseAfterClosing() {
    ModelBundle bundle = ModelBundle.open(file);
    bundle.close();
    bundle.close();

    assertThatThrownBy(() -> bundle.read("model.onnx"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> bundle.file("model.onnx")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void noticesAPartThatIsReplacedWhileTheBundleIsOpen() throws IOException {
    try (ModelBundle bundle = ModelBundle.open(directory)) {
      Files.write(directory.resolve("model.onnx"), new byte[WEIGHTS.length]);

      assertThatThrownBy(() -> bundle.read("model.onnx"))
          .isExactlyInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("expected SHA-256 " + Sha256.of(WEIGHTS));
    }
  }

  @Test
  void namesThePartThatIsDamaged() throws IOException {
    byte[] flipped = WEIGHTS.clone();
    flipped[3] ^= 1;
    Path part = directory.resolve("model.onnx");

    Files.write(part, flipped);
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessage(
            "Part 'model.onnx' of bundle '%s' is damaged: expected SHA-256 %s, found %s; copy the"
                    .formatted(directory, Sha256.of(WEIGHTS), Sha256.of(flipped))
                + " bundle again");
    Files.write(part, Arrays.copyOf(WEIGHTS, 5));
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Part 'model.onnx'")
        .hasMessageContaining("expected 25 bytes, found 5");
    Files.write(part, Arrays.copyOf(WEIGHTS, 26));
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("expected 25 bytes, found more");
    Files.delete(part);
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessage(
            "Part 'model.onnx' of bundle '%s' is missing; copy the bundle again"
                .formatted(directory));
    Files.createDirectory(part);
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void doesNotMindOtherFilesInADirectory() throws IOException {
    Files.writeString(directory.resolve("README.txt"), "our first model");

    assertThatCode(() -> ModelBundle.open(directory).close()).doesNotThrowAnyException();
  }

  @Test
  void refusesEveryFlippedByteOfADirectory() throws IOException {
    for (String name : List.of("manifest.json", "schema.json", "model.onnx")) {
      Path part = directory.resolve(name);
      byte[] content = Files.readAllBytes(part);
      for (int i = 0; i < content.length; i++) {
        byte[] flipped = content.clone();
        flipped[i] ^= (byte) (1 << (i % 8));
        Files.write(part, flipped);
        assertThatThrownBy(() -> ModelBundle.open(directory))
            .as("byte %d of %s", i, name)
            .isExactlyInstanceOf(ModelLoadingException.class);
      }
      Files.write(part, content);
    }
  }

  @Test
  void refusesOrOutlivesEveryFlippedByteOfAFile() throws IOException {
    byte[] content = Files.readAllBytes(file);
    BundleManifest manifest;
    try (ModelBundle bundle = ModelBundle.open(file)) {
      manifest = bundle.manifest();
    }
    int outlived = 0;
    for (int i = 0; i < content.length; i++) {
      byte[] flipped = content.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(file, flipped);
      try (ModelBundle bundle = ModelBundle.open(file)) {
        // Time stamps and the like: nothing that is read.
        assertThat(bundle.manifest()).as("byte %d", i).isEqualTo(manifest);
        assertThat(bundle.read("model.onnx")).isEqualTo(WEIGHTS);
        outlived++;
      } catch (ModelLoadingException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
    assertThat(outlived).isLessThan(content.length / 4);
  }

  @Test
  void refusesEveryTruncationOfAFile() throws IOException {
    byte[] content = Files.readAllBytes(file);
    for (int length = 0; length < content.length; length++) {
      Files.write(file, Arrays.copyOf(content, length));
      assertThatThrownBy(() -> ModelBundle.open(file))
          .as("%d bytes", length)
          .isExactlyInstanceOf(ModelLoadingException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void refusesBytesBeforeAndBehindAFile() throws IOException {
    byte[] content = Files.readAllBytes(file);
    byte[] behind = Arrays.copyOf(content, content.length + 7);
    byte[] before = new byte[content.length + 4];
    System.arraycopy(content, 0, before, 0, 4);
    System.arraycopy(content, 0, before, 4, content.length);

    for (byte[] damaged : List.of(behind, before)) {
      Files.write(file, damaged);
      assertThatThrownBy(() -> ModelBundle.open(file))
          .isExactlyInstanceOf(ModelLoadingException.class);
    }
  }

  @Test
  void refusesWhatIsNoBundle() throws IOException {
    Path missing = temporary.resolve("missing");
    Path empty = Files.createFile(temporary.resolve("empty"));
    Path text = Files.writeString(temporary.resolve("text"), "just some notes of no format");
    Path emptyDirectory = Files.createDirectory(temporary.resolve("empty-directory"));

    assertThatThrownBy(() -> ModelBundle.open(missing))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("There is no model bundle at '%s'".formatted(missing));
    assertThatThrownBy(() -> ModelBundle.open(empty))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> ModelBundle.open(text))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("does not begin as a zip file does");
    assertThatThrownBy(() -> ModelBundle.open(emptyDirectory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("it holds no manifest.json at its top");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "nerine-bundle"        | "zip"                  | field 'format' is a string instead of 'nerine-bundle'
          "formatVersion": 1     | "formatVersion": 2     | has format version 2; this version of Nerine supports version 1; load it with the version of Nerine that wrote it, or a later one
          "formatVersion": 1     | "formatVersion": 99999999999 | has format version 99999999999
          "formatVersion": 1     | "formatVersion": 0     | has format version 0; this version of Nerine supports version 1; copy
          "formatVersion": 1     | "formatVersion": "1"   | field 'formatVersion' must be a number, found a string
          "name": "tickets"      | "name": "hacked"       | it was changed after it was written
          """)
  void saysWhatIsWrongInAManifest(String old, String replacement, String message)
      throws IOException {
    Path manifest = directory.resolve("manifest.json");
    String json = Files.readString(manifest);
    assertThat(json).contains(old);
    Files.writeString(manifest, json.replace(old, replacement));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'%s'".formatted(directory))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "name": "tickets"   | "name": ""            | name must not be blank
          "name": "tickets"   | "name": 5             | field 'name' must be a string, found the number 5
          "backend": "onnx",  | ``                    | field 'backend' must be a string, found nothing
          2026-11-24T10:15:00Z | yesterday            | field 'created' is no time: 'yesterday'
          "Site": 0.25        | "Site": 1.25          | The threshold of type 'Site' must be 0 to 1, found 1.25
          "Site": 0.25        | "Site": "0.25"        | the threshold of type 'Site' must be a number, found a string
          "seed": 42          | "seed": null          | provenance.seed must be a string, number, boolean, list or map, found null
          "bytes": 25         | "bytes": -25          | bytes must not be negative
          "bytes": 25         | "bytes": 2.5          | 'bytes' of part 'model.onnx' must be a whole number, found the number 2.5
          "bytes": 25         | "bytes": 9223372036854775807 | Part 'model.onnx' of bundle
          "model.onnx"        | "../model.onnx"       | '../model.onnx' cannot be the name of a part
          "model.onnx"        | "/etc/passwd"         | cannot be the name of a part
          "model.onnx"        | "a/../../b"           | cannot be the name of a part
          "model.onnx"        | "a\\\\b"              | cannot be the name of a part
          "model.onnx"        | "C:x"                 | cannot be the name of a part
          "model.onnx"        | "manifest.json"       | it is the manifest's
          "model.onnx"        | "MORE/deep.bin"       | has the name of another but for upper and lower case
          "schema.json"       | "schema2.json"        | There is no part 'schema.json'
          "sha256": "         | "sha256": "x          | sha256 must be 64 lower-case hexadecimal digits
          "metrics": {        | "metrics": [], "m": { | field 'metrics' must be an object, found an array
          """)
  void checksEveryFieldOfAManifest(String old, String replacement, String message)
      throws IOException {
    Path manifest = directory.resolve("manifest.json");
    String json = Files.readString(manifest);
    assertThat(json).contains(old);
    Files.writeString(manifest, withChecksum(json.replace(old, replacement)));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'%s'".formatted(directory))
        .hasMessageContaining(message);
  }

  private static String withChecksum(String json) {
    String zeroed =
        json.replaceFirst("\"checksum\": \"[0-9a-f]*\"", "\"checksum\": \"" + "0".repeat(64) + '"');
    return zeroed.replaceFirst("0{64}", Sha256.of(zeroed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void refusesABundleWhoseSchemaIsNone() throws IOException {
    byte[] broken = "{\"name\": \"x\"}".getBytes(StandardCharsets.UTF_8);
    Path schema = directory.resolve("schema.json");
    byte[] good = Files.readAllBytes(schema);
    Path manifest = directory.resolve("manifest.json");
    Files.write(schema, broken);
    Files.writeString(
        manifest,
        withChecksum(
            Files.readString(manifest)
                .replace(Sha256.of(good), Sha256.of(broken))
                .replace("\"bytes\": " + good.length, "\"bytes\": " + broken.length)));

    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Part 'schema.json' of bundle")
        .hasMessageContaining("declares no entity type");
  }

  @Test
  void opensABundleThatWasZippedByHand() throws IOException {
    zip(Map.of(), ZipEntry.DEFLATED);

    try (ModelBundle bundle = ModelBundle.open(file)) {
      assertThat(bundle.read("model.onnx")).isEqualTo(WEIGHTS);
    }
  }

  @Test
  void refusesEntriesThatTheManifestDoesNotName() throws IOException {
    for (String name : List.of("../evil", "/evil", "other.bin", "more/")) {
      zip(Map.of(name, new byte[0]), ZipEntry.DEFLATED);

      assertThatThrownBy(() -> ModelBundle.open(file))
          .as(name)
          .isExactlyInstanceOf(ModelLoadingException.class)
          .hasMessage(
              "Bundle '%s' holds '%s', which its manifest does not name; copy the bundle again"
                  .formatted(file, name));
    }
  }

  @Test
  void refusesAnEntryThatIsThereTwice() throws IOException {
    // Of the same length as another name, to become that name.
    zip(Map.of("modem.onnx", WEIGHTS), ZipEntry.DEFLATED);
    String latin = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, latin.replace("modem.onnx", "model.onnx"), StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> ModelBundle.open(file))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("entry 'model.onnx' occurs twice");
  }

  @Test
  void readsNoFurtherThanAManifestSays() throws IOException {
    // 32 MiB of zeros take 32 KiB in the file.
    Map<String, byte[]> bomb = Map.of("model.onnx", new byte[32 << 20]);
    zip(bomb, ZipEntry.DEFLATED);

    assertThatThrownBy(() -> ModelBundle.open(file))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("Part 'model.onnx'")
        .hasMessageContaining("expected 25 bytes, found more");
  }

  @Test
  void refusesAManifestBeyondItsLimit() throws IOException {
    zip(Map.of("manifest.json", new byte[(16 << 20) + 1]), ZipEntry.DEFLATED);

    assertThatThrownBy(() -> ModelBundle.open(file))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("is larger than 16777216 bytes");
  }

  @Test
  void tellsAZippedFolderFromABundle() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("bundle/manifest.json"));
      zip.closeEntry();
    }

    assertThatThrownBy(() -> ModelBundle.open(file))
        .isExactlyInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("it holds no manifest.json at its top");
  }

  /** Zips the directory, with other content for some entries and some more entries. */
  private void zip(Map<String, byte[]> other, int method) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : List.of("manifest.json", "schema.json", "model.onnx", "more/deep.bin")) {
      entries.put(name, Files.readAllBytes(directory.resolve(name)));
    }
    entries.putAll(other);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(method);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
  }
}
