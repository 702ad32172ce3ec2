package io.nerine.onnx.checkpoint;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.SafetensorsWeights;
import io.nerine.onnx.graph.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An encoder of a directory as the Hugging Face library saves it.
 *
 * @param config its shape
 * @param weights its weights in the form of {@link EncoderLayout}, and all others of the file by
 *     their own names
 */
public record EncoderCheckpoint(EncoderConfig config, Weights weights) {

  /** The model type of directories that {@link #write} has written. */
  private static final String OWN = "nerine-encoder";

  private static final String SINGLE = "model.safetensors";
  private static final String SHARDED = "model.safetensors.index.json";

  /**
   * Tells whether there are weights to be read.
   *
   * @param directory the directory
   * @return whether it holds them as safetensors, in one file or in several
   */
  public static boolean hasWeights(Path directory) {
    return Files.isRegularFile(directory.resolve(SINGLE))
        || Files.isRegularFile(directory.resolve(SHARDED));
  }

  /**
   * Reads the weights of a directory.
   *
   * @param directory the directory
   * @param config its configuration
   * @return the encoder
   * @throws IOException if a file can't be read
   * @throws ModelLoadingException if the encoder is of a kind or has a setting that can't be
   *     computed, or a weight is missing or has another shape
   */
  public static EncoderCheckpoint read(Path directory, CheckpointConfig config) throws IOException {
    Path single = directory.resolve(SINGLE);
    if (isOwn(config)) {
      EncoderConfig shape =
          EncoderConfig.fromJson(config.at("/encoder").toString(), "'" + config.file() + "'");
      Weights weights = SafetensorsWeights.read(single, UnaryOperator.identity());
      return new EncoderCheckpoint(shape, EncoderLayout.of(weights, shape));
    }
    EncoderFamily family = EncoderFamily.of(config);
    Weights raw =
        Files.isRegularFile(single)
            ? SafetensorsWeights.read(single, family::bertName)
            : SafetensorsWeights.readSharded(directory.resolve(SHARDED), family::bertName);
    return of(raw, config);
  }

  /**
   * Tells whether an encoder was written by {@link #write}.
   *
   * @param config its configuration
   * @return whether it is in Nerine's own form, that of {@link EncoderLayout}
   */
  public static boolean isOwn(CheckpointConfig config) {
    return config.modelType().equals(OWN);
  }

  /**
   * Writes the encoder into a directory that {@link #read} reads, in a form that other programs
   * don't know.
   *
   * @param directory a directory that exists
   * @throws IOException if that fails
   */
  public void write(Path directory) throws IOException {
    SafetensorsWeights.write(directory.resolve(SINGLE), weights);
    Files.writeString(
        directory.resolve("config.json"),
        "{\"model_type\":\"%s\",\"encoder\":%s}%n".formatted(OWN, config.toJson()));
  }

  /**
   * Takes weights that were read elsewhere.
   *
   * @param raw the weights by the names of {@link Weights}
   * @param config the configuration that came with them
   * @return the encoder
   * @throws ModelLoadingException as above
   */
  public static EncoderCheckpoint of(Weights raw, CheckpointConfig config) {
    EncoderFamily family = EncoderFamily.of(config);
    int unused = family.unusedPositions(config);
    EncoderConfig shape = shape(config, family, unused);
    Weights used = withUsed(raw, shape, unused, family.hasPositionsInEmbeddings(config));
    return new EncoderCheckpoint(shape, EncoderLayout.of(used, shape));
  }

  private static EncoderConfig shape(CheckpointConfig config, EncoderFamily family, int unused) {
    try {
      return new EncoderConfig(
          config.size("num_hidden_layers", "n_layers"),
          config.size("hidden_size", "dim"),
          config.size("num_attention_heads", "n_heads"),
          config.size("intermediate_size", "hidden_dim"),
          config.size("vocab_size"),
          config.size("max_position_embeddings") - unused,
          family.epsilon(config),
          family.architecture(config));
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException(
          "'%s' does not describe an encoder: %s".formatted(config.file(), e.getMessage()), e);
    }
  }

  /** RoBERTa counts positions from behind the id of padding, so the rows before are never used. */
  private static Weights withUsed(
      Weights raw, EncoderConfig shape, int unused, boolean inEmbeddings) {
    Weights.Array positions = raw.arrays().get(EncoderLayout.POSITIONS);
    if (positions == null || (unused == 0 && inEmbeddings)) {
      return raw;
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(raw.arrays());
    if (inEmbeddings) {
      int width = positions.shape()[positions.shape().length - 1];
      int rows = shape.positions();
      raw.values(EncoderLayout.POSITIONS, rows + unused, width);
      float[] values =
          Arrays.copyOfRange(positions.values(), unused * width, (rows + unused) * width);
      arrays.put(EncoderLayout.POSITIONS, new Weights.Array(new int[] {rows, width}, values));
    } else {
      arrays.remove(EncoderLayout.POSITIONS);
    }
    return new Weights(raw.source(), arrays);
  }
}
