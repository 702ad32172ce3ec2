package io.nerine.bundle;

import io.nerine.bundle.BundleManifest.Part;
import io.nerine.exception.NerException;
import io.nerine.format.SchemaJson;
import io.nerine.internal.DirectoryReplacement;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Sha256;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a model bundle. Not thread-safe.
 *
 * <pre>{@code
 * BundleWriter.of("tickets", "onnx", schema)
 *     .part("model.onnx", graph)
 *     .part("tokenizer.json", tokenizer)
 *     .thresholds(Map.of("PartNumber", 0.4))
 *     .write(Path.of("tickets.nerine"));
 * }</pre>
 *
 * <p>The same content with the same {@linkplain #created time} gives the same bytes.
 */
public final class BundleWriter {

  /** The earliest time that a zip file can hold; it is the same on every day. */
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final String name;
  private final String backend;
  private final Map<String, PartSource> parts = new TreeMap<>();
  private Map<String, ?> settings = Map.of();
  private Map<String, Double> thresholds = Map.of();
  private Map<String, ?> metrics = Map.of();
  private Map<String, ?> provenance = Map.of();
  private @Nullable Instant created;

  private BundleWriter(String name, String backend) {
    this.name = BundleManifest.notBlank("name", name);
    this.backend = BundleManifest.notBlank("backend", backend);
  }

  /**
   * Starts a bundle.
   *
   * @param name the name of the model, not blank
   * @param backend the {@linkplain BundleBackend#name() name} of the backend that runs it
   * @param schema the types of entities that it finds; becomes the part {@code schema.json}
   * @return the writer
   * @throws IllegalArgumentException if a name is blank
   */
  public static BundleWriter of(String name, String backend, EntitySchema schema) {
    Objects.requireNonNull(schema, "schema");
    BundleWriter writer = new BundleWriter(name, backend);
    writer.parts.put(
        BundleManifest.SCHEMA_PART,
        PartSource.of(SchemaJson.toJson(schema).getBytes(StandardCharsets.UTF_8)));
    return writer;
  }

  /**
   * Starts a bundle with all that another holds, its time included. What is set after takes the
   * place of what was there; parts can be added. Without a change the new bundle has the
   * {@linkplain BundleManifest#digest() digest} of the other, in a directory as in a single file.
   *
   * @param bundle the other; stays open until this one is written, and is closed by the caller
   * @return the writer
   */
  public static BundleWriter from(ModelBundle bundle) {
    BundleManifest manifest = bundle.manifest();
    BundleWriter writer = new BundleWriter(manifest.name(), manifest.backend());
    manifest.parts().keySet().forEach(part -> writer.parts.put(part, bundle.source(part)));
    writer.settings = manifest.settings();
    writer.thresholds = manifest.thresholds();
    writer.metrics = manifest.metrics();
    writer.provenance = manifest.provenance();
    writer.created = manifest.created();
    return writer;
  }

  /**
   * Adds a part.
   *
   * @param part its name: letters, digits, {@code . _ -}, and {@code /} between directories
   * @param content its content; not copied, so leave it unchanged until the bundle is written
   * @return this writer
   * @throws IllegalArgumentException if the name is not valid or taken
   */
  public BundleWriter part(String part, byte[] content) {
    return part(part, PartSource.of(Objects.requireNonNull(content, "content")));
  }

  /**
   * Adds a part that is a file. It is copied when the bundle is written.
   *
   * @param part its name: letters, digits, {@code . _ -}, and {@code /} between directories
   * @param content the file
   * @return this writer
   * @throws IllegalArgumentException if the name is not valid or taken
   */
  public BundleWriter part(String part, Path content) {
    return part(part, PartSource.of(Objects.requireNonNull(content, "content")));
  }

  BundleWriter part(String part, PartSource content) {
    BundleManifest.checkedPartName(part);
    if (parts.keySet().stream().anyMatch(part::equalsIgnoreCase)) {
      throw new IllegalArgumentException("There is a part '%s' already".formatted(part));
    }
    parts.put(part, content);
    return this;
  }

  /**
   * Sets how text is turned into model input and output into entities, for the backend.
   *
   * @param settings JSON-like values
   * @return this writer
   * @throws IllegalArgumentException if a value is {@code null}, not finite or of another kind
   */
  public BundleWriter settings(Map<String, ?> settings) {
    this.settings = Json.copyMap("settings", settings);
    return this;
  }

  /**
   * Sets the least confidence of an entity, by type.
   *
   * @param thresholds values from 0 to 1
   * @return this writer
   * @throws IllegalArgumentException if a value lies outside
   */
  public BundleWriter thresholds(Map<String, Double> thresholds) {
    this.thresholds = BundleManifest.checkedThresholds(thresholds);
    return this;
  }

  /**
   * Sets how good the model was found to be.
   *
   * @param metrics JSON-like values, such as {@link io.nerine.evaluation.Evaluation#toMap()}
   * @return this writer
   * @throws IllegalArgumentException if a value is {@code null}, not finite or of another kind
   */
  public BundleWriter metrics(Map<String, ?> metrics) {
    this.metrics = Json.copyMap("metrics", metrics);
    return this;
  }

  /**
   * Sets what the model was made of and how.
   *
   * @param provenance JSON-like values
   * @return this writer
   * @throws IllegalArgumentException if a value is {@code null}, not finite or of another kind
   */
  public BundleWriter provenance(Map<String, ?> provenance) {
    this.provenance = Json.copyMap("provenance", provenance);
    return this;
  }

  /**
   * Sets when the bundle was made; by default the time it is written.
   *
   * @param created the time
   * @return this writer
   */
  public BundleWriter created(Instant created) {
    this.created = Objects.requireNonNull(created, "created");
    return this;
  }

  /**
   * Writes the bundle: a single file if the name of the target ends in {@code .nerine} or {@code
   * .zip}, else a directory. It is written beside the target and moved into place once it is
   * complete. Missing parent directories are made. A bundle that is there is replaced; anything
   * else, but for an empty file or directory, is not.
   *
   * @param target the path
   * @return the manifest that was written
   * @throws NerException if the target holds something else than a bundle or cannot be written, or
   *     a part cannot be read; what was there before is then as it was
   */
  public BundleManifest write(Path target) {
    checkTarget(target);
    Map<String, Sha256.Content> contents = measure();
    Map<String, Part> entries = new LinkedHashMap<>();
    contents.forEach(
        (part, content) -> entries.put(part, new Part(content.bytes(), content.sha256())));
    BundleManifest manifest =
        new BundleManifest(
            name,
            backend,
            created == null ? Instant.now() : created,
            settings,
            thresholds,
            metrics,
            provenance,
            entries);
    byte[] json = ManifestJson.write(manifest);
    try {
      if (isSingleFile(target)) {
        FileReplacement.write(target, out -> writeZip(out, json, contents));
      } else {
        DirectoryReplacement.write(target, directory -> writeFiles(directory, json, contents));
      }
    } catch (IOException e) {
      throw new NerException(
          "Cannot write model bundle '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
    return manifest;
  }

  /**
   * Checks that {@link #write} would put a bundle at a path, before the work that makes the bundle.
   *
   * @param target the path
   * @throws NerException if something else than a bundle is there
   */
  public static void checkTarget(Path target) {
    Objects.requireNonNull(target, "target");
    try {
      if (isSingleFile(target)) {
        refuseUnlessReplaceableFile(target);
      } else {
        refuseUnlessReplaceableDirectory(target);
      }
    } catch (IOException e) {
      throw new NerException(
          "Cannot read what is at '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
  }

  private static boolean isSingleFile(Path target) {
    String fileName = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
    return fileName.endsWith(".nerine") || fileName.endsWith(".zip");
  }

  private Map<String, Sha256.Content> measure() {
    Map<String, Sha256.Content> contents = new TreeMap<>();
    parts.forEach(
        (part, source) -> {
          try (InputStream in = source.open()) {
            contents.put(part, Sha256.of(in, Long.MAX_VALUE - 1));
          } catch (IOException e) {
            throw new NerException(
                "Part '%s' of model '%s' cannot be read: %s"
                    .formatted(part, name, FileReplacement.describe(e)),
                e);
          }
        });
    return contents;
  }

  /** Stored and not deflated: weights hardly shrink, and stored ones are read faster. */
  private void writeZip(OutputStream out, byte[] manifest, Map<String, Sha256.Content> contents)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    PartSource manifestSource = PartSource.of(manifest);
    putEntry(
        zip,
        BundleManifest.FILE_NAME,
        manifestSource,
        Sha256.of(manifestSource.open(), manifest.length));
    for (Map.Entry<String, PartSource> part : parts.entrySet()) {
      putEntry(zip, part.getKey(), part.getValue(), contentOf(part.getKey(), contents));
    }
    zip.finish();
  }

  private static void putEntry(
      ZipOutputStream zip, String name, PartSource source, Sha256.Content content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.bytes());
    entry.setCompressedSize(content.bytes());
    entry.setCrc(content.crc32());
    entry.setTimeLocal(ZIP_EPOCH);
    zip.putNextEntry(entry);
    copy(name, source, zip, content);
    zip.closeEntry();
  }

  private void writeFiles(Path directory, byte[] manifest, Map<String, Sha256.Content> contents)
      throws IOException {
    for (Map.Entry<String, PartSource> part : parts.entrySet()) {
      Path file = directory.resolve(part.getKey());
      Files.createDirectories(file.getParent());
      Sha256.Content content = contentOf(part.getKey(), contents);
      FileReplacement.writeNew(file, out -> copy(part.getKey(), part.getValue(), out, content));
    }
    FileReplacement.writeNew(
        directory.resolve(BundleManifest.FILE_NAME), out -> out.write(manifest));
  }

  private static Sha256.Content contentOf(String part, Map<String, Sha256.Content> contents) {
    return Objects.requireNonNull(contents.get(part), part);
  }

  /** A part is read twice, to measure and to copy, and somebody may write to its file between. */
  private static void copy(
      String part, PartSource source, OutputStream out, Sha256.Content expected)
      throws IOException {
    try (InputStream in = source.open();
        DigestInputStream digesting = new DigestInputStream(in, Sha256.digest())) {
      digesting.transferTo(out);
      String found = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
      if (!found.equals(expected.sha256())) {
        throw new IOException("part '%s' changed while it was written".formatted(part));
      }
    }
  }

  private static void refuseUnlessReplaceableFile(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isRegularFile(target)) {
      throw refusal(target, "is no regular file");
    }
    if (Files.size(target) == 0) {
      return;
    }
    try (BundleStore store = ZipStore.open(target)) {
      if (parts(store).isEmpty()) {
        throw refusal(target, "is no model bundle");
      }
    } catch (IOException | IllegalArgumentException e) {
      throw refusal(target, "is no model bundle");
    }
  }

  private static void refuseUnlessReplaceableDirectory(Path target) throws IOException {
    if (!Files.exists(target)) {
      return;
    }
    if (!Files.isDirectory(target)) {
      throw refusal(
          target, "is a file; a bundle in a single file needs a name that ends in .nerine or .zip");
    }
    List<Path> files;
    // A walk does not follow a link that it starts at, and would find nothing behind it.
    Path directory = target.toRealPath();
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(path -> !Files.isDirectory(path)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (files.isEmpty()) {
      return;
    }
    Set<String> parts;
    try (BundleStore store = new DirectoryStore(target)) {
      parts = parts(store);
    }
    if (parts.isEmpty()) {
      throw refusal(target, "is a directory that holds no model bundle");
    }
    for (Path file : files) {
      String relative = directory.relativize(file).toString().replace('\\', '/');
      if (!parts.contains(relative)) {
        throw refusal(target, "holds '%s', which is no part of the bundle".formatted(relative));
      }
    }
  }

  /**
   * Returns the files of what stands at the target, if it says that it is a bundle; it may be
   * damaged, or of a version that cannot be read, and be replaced for just that.
   */
  private static Set<String> parts(BundleStore store) throws IOException {
    try (InputStream in = store.open(BundleManifest.FILE_NAME)) {
      return in == null
          ? Set.of()
          : ManifestJson.partsOf(in.readNBytes(ModelBundle.MAX_MANIFEST_BYTES));
    }
  }

  private static NerException refusal(Path target, String reason) {
    return new NerException(
        "'%s' %s, so it is not replaced by a model bundle; move it away or give another path"
            .formatted(target, reason));
  }
}
