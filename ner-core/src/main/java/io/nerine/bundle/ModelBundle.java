package io.nerine.bundle;

import io.nerine.bundle.BundleManifest.Part;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.format.SchemaJson;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import io.nerine.internal.Sha256;
import io.nerine.schema.EntitySchema;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * A model bundle, opened and verified. Holds a file open until it is closed, where the bundle is a
 * single file; the caller of {@link #open} closes it. Thread-safe; closing is idempotent.
 *
 * <p>Opening reads every part once and compares its length and SHA-256 with the manifest, so that a
 * damaged model is refused and not run.
 *
 * <pre>{@code
 * try (ModelBundle bundle = ModelBundle.open(Path.of("tickets.nerine"))) {
 *   System.out.println(bundle.manifest().metrics());
 * }
 * }</pre>
 */
public final class ModelBundle implements AutoCloseable {

  /** Far above any manifest, far below what a process has. */
  static final int MAX_MANIFEST_BYTES = 16 << 20;

  /** The largest array that every JDK gives. */
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  private final Path path;
  private final BundleStore store;
  private final BundleManifest manifest;
  private final EntitySchema schema;
  private volatile boolean closed;

  private ModelBundle(Path path, BundleStore store) throws IOException {
    this.path = path;
    this.store = store;
    this.manifest = ManifestJson.read(manifestBytes(path, store), path.toString());
    checkNothingForeign();
    for (Map.Entry<String, Part> part : manifest.parts().entrySet()) {
      verify(part.getKey(), part.getValue());
    }
    this.schema = parseSchema();
  }

  /**
   * Opens a bundle and verifies all of it.
   *
   * @param path a directory or a single file
   * @return the bundle; the caller closes it
   * @throws ModelLoadingException if there is no bundle, its format is newer than this library
   *     knows, or anything in it is missing or damaged; the message names the part, what was
   *     expected and what was found
   */
  public static ModelBundle open(Path path) {
    Objects.requireNonNull(path, "path");
    BundleStore store = openStore(path);
    boolean opened = false;
    try {
      ModelBundle bundle = new ModelBundle(path, store);
      opened = true;
      return bundle;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      // The JDK's zip reader answers some damage with an unchecked exception.
      throw damaged(path, e);
    } finally {
      if (!opened) {
        closeQuietly(store);
      }
    }
  }

  private static BundleStore openStore(Path path) {
    if (Files.isDirectory(path)) {
      return new DirectoryStore(path);
    }
    if (!Files.exists(path)) {
      throw new ModelLoadingException(
          "There is no model bundle at '%s'; give the directory or file that training wrote"
              .formatted(path));
    }
    try {
      return ZipStore.open(path);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(path, e);
    } catch (UnsupportedOperationException e) {
      throw new ModelLoadingException(
          "'%s' lies in a file system that zip files cannot be opened in; copy it to a disk"
              .formatted(path),
          e);
    }
  }

  private static ModelLoadingException damaged(Path path, Exception failure) {
    String reason =
        failure instanceof IOException e
            ? FileReplacement.describe(e)
            : String.valueOf(failure.getMessage());
    return new ModelLoadingException(
        "'%s' is not a model bundle, or is damaged or unreadable: %s; copy it again"
            .formatted(path, reason),
        failure);
  }

  private static void closeQuietly(BundleStore store) {
    try {
      store.close();
    } catch (IOException e) {
      // The failure that led here says more.
    }
  }

  private static byte[] manifestBytes(Path path, BundleStore store) throws IOException {
    try (InputStream in = store.open(BundleManifest.FILE_NAME)) {
      if (in == null) {
        throw new ModelLoadingException(
            "'%s' is not a model bundle: it holds no %s at its top"
                .formatted(path, BundleManifest.FILE_NAME));
      }
      byte[] bytes = in.readNBytes(MAX_MANIFEST_BYTES + 1);
      if (bytes.length > MAX_MANIFEST_BYTES) {
        throw new ModelLoadingException(
            "The manifest of bundle '%s' is larger than %d bytes, so it is none"
                .formatted(path, MAX_MANIFEST_BYTES));
      }
      return bytes;
    }
  }

  private void checkNothingForeign() {
    Set<String> expected = new HashSet<>(manifest.parts().keySet());
    expected.add(BundleManifest.FILE_NAME);
    Optional<String> foreign = store.foreign(expected);
    if (foreign.isPresent()) {
      throw new ModelLoadingException(
          "Bundle '%s' holds '%s', which its manifest does not name; copy the bundle again"
              .formatted(path, Json.abbreviated(foreign.get())));
    }
  }

  private void verify(String name, Part part) throws IOException {
    try (InputStream in = store.open(name)) {
      if (in == null) {
        throw new ModelLoadingException(
            "Part '%s' of bundle '%s' is missing; copy the bundle again".formatted(name, path));
      }
      checkLength(name, part, store.length(name));
      Sha256.Content content = Sha256.of(in, part.bytes());
      checkLength(name, part, content.bytes());
      checkSha256(name, part, content.sha256());
    } catch (ZipException | EOFException e) {
      throw new ModelLoadingException(
          "Part '%s' of bundle '%s' is damaged: %s; copy the bundle again"
              .formatted(name, path, FileReplacement.describe(e)),
          e);
    }
  }

  private void checkLength(String name, Part part, long found) {
    if (found != part.bytes()) {
      throw new ModelLoadingException(
          "Part '%s' of bundle '%s' is damaged: expected %d bytes, found %s; copy the bundle again"
              .formatted(
                  name, path, part.bytes(), found > part.bytes() ? "more" : Long.toString(found)));
    }
  }

  private void checkSha256(String name, Part part, String found) {
    if (!found.equals(part.sha256())) {
      throw new ModelLoadingException(
          ("Part '%s' of bundle '%s' is damaged: expected SHA-256 %s, found %s; copy the bundle"
                  + " again")
              .formatted(name, path, part.sha256(), found));
    }
  }

  private EntitySchema parseSchema() {
    String json = new String(read(BundleManifest.SCHEMA_PART), StandardCharsets.UTF_8);
    try {
      return SchemaJson.parse(
          json, "Part '%s' of bundle '%s'".formatted(BundleManifest.SCHEMA_PART, path));
    } catch (DataFormatException e) {
      throw new ModelLoadingException(String.valueOf(e.getMessage()), e);
    }
  }

  /** {@return what the bundle says of itself} */
  public BundleManifest manifest() {
    return manifest;
  }

  /** {@return the types of entities that the model finds} */
  public EntitySchema schema() {
    return schema;
  }

  /** {@return where the bundle is} */
  public Path path() {
    return path;
  }

  /**
   * Tells whether the bundle has a part.
   *
   * @param part the name of the part
   * @return whether the manifest names it
   */
  public boolean has(String part) {
    return manifest.parts().containsKey(Objects.requireNonNull(part, "part"));
  }

  /**
   * Reads a part and verifies it again, since a bundle may be replaced while it is open.
   *
   * @param part the name of the part
   * @return its content
   * @throws ModelLoadingException if the bundle has no such part, it cannot be read or changed
   *     since the bundle was opened, or is too large for one array
   * @throws IllegalStateException if the bundle is closed
   */
  public byte[] read(String part) {
    Part expected = part(part);
    if (expected.bytes() > MAX_ARRAY_BYTES) {
      throw new ModelLoadingException(
          "Part '%s' of bundle '%s' has %d bytes, too many for one array; use it as a file"
              .formatted(part, path, expected.bytes()));
    }
    byte[] content;
    try (InputStream in = store.open(part)) {
      content = in == null ? new byte[0] : in.readNBytes((int) expected.bytes() + 1);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "Part '%s' of bundle '%s' cannot be read: %s"
              .formatted(part, path, FileReplacement.describe(e)),
          e);
    }
    checkLength(part, expected, content.length);
    checkSha256(part, expected, Sha256.of(content));
    return content;
  }

  /**
   * Returns a part as a file, for native code that maps it. Only a bundle that is a directory has
   * files.
   *
   * @param part the name of the part
   * @return the file, or empty if the bundle is a single file
   * @throws ModelLoadingException if the bundle has no such part
   * @throws IllegalStateException if the bundle is closed
   */
  public Optional<Path> file(String part) {
    part(part);
    return store.path(part);
  }

  /** Where a writer finds a part. */
  PartSource source(String part) {
    part(part);
    return () -> {
      InputStream in = store.open(part);
      if (in == null) {
        throw new NoSuchFileException("%s/%s".formatted(path, part));
      }
      return in;
    };
  }

  private Part part(String name) {
    Objects.requireNonNull(name, "part");
    if (closed) {
      throw new IllegalStateException("Bundle '%s' is closed".formatted(path));
    }
    Part part = manifest.parts().get(name);
    if (part == null) {
      throw new ModelLoadingException(
          "Bundle '%s' has no part '%s'; it has %s"
              .formatted(path, name, String.join(", ", manifest.parts().keySet())));
    }
    return part;
  }

  /** Closes the file that the bundle holds open; calling it again does nothing. */
  @Override
  public void close() {
    closed = true;
    closeQuietly(store);
  }

  @Override
  public String toString() {
    return "ModelBundle[%s, %s]".formatted(path, manifest);
  }
}
