package io.nerine.training.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.internal.DirectoryReplacement;
import io.nerine.onnx.checkpoint.CheckpointConfig;
import io.nerine.onnx.checkpoint.EncoderCheckpoint;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.Tokenization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A pretrained encoder in memory: its shape, its weights and its tokenizer. Immutable by contract:
 * the arrays are shared, not copied.
 */
public final class PretrainedEncoder {

  private final String name;
  private final EncoderConfig config;
  private final Weights weights;
  private final byte[] tokenizerJson;
  private final Tokenization tokenization;
  private final Map<String, Object> provenance;

  /**
   * Creates the encoder and checks that the weights fit the configuration.
   *
   * @param name a short name, for the model's provenance
   * @param config its shape
   * @param weights its weights by the names of {@link Weights}, or in the form of {@link
   *     EncoderLayout} already
   * @param tokenizerJson its tokenizer in Hugging Face's JSON form, not copied
   * @throws ModelLoadingException if a weight is missing or has another shape
   */
  public PretrainedEncoder(
      String name, EncoderConfig config, Weights weights, byte[] tokenizerJson) {
    this(name, config, weights, tokenizerJson, suited(tokenizerJson), Map.of());
  }

  PretrainedEncoder(
      String name,
      EncoderConfig config,
      Weights weights,
      byte[] tokenizerJson,
      Tokenization tokenization,
      Map<String, Object> provenance) {
    this.name = Objects.requireNonNull(name, "name");
    this.config = Objects.requireNonNull(config, "config");
    this.weights = EncoderLayout.of(Objects.requireNonNull(weights, "weights"), config);
    this.tokenizerJson = Objects.requireNonNull(tokenizerJson, "tokenizerJson");
    this.tokenization = Objects.requireNonNull(tokenization, "tokenization");
    this.provenance = Map.copyOf(provenance);
  }

  /**
   * Word pieces are cut from single words, which is faster and makes no odds; other vocabularies
   * know spaces, and need to see them.
   */
  private static Tokenization suited(byte[] tokenizerJson) {
    try {
      String model =
          new ObjectMapper().readTree(tokenizerJson).path("model").path("type").asText("WordPiece");
      return model.equals("WordPiece") ? Tokenization.WORDS : Tokenization.TEXT;
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  /** {@return a short name, for the model's provenance} */
  public String name() {
    return name;
  }

  /** {@return the shape of the encoder} */
  public EncoderConfig config() {
    return config;
  }

  /** {@return the weights in the form of {@link EncoderLayout}, not copied} */
  public Weights weights() {
    return weights;
  }

  /** {@return the tokenizer in Hugging Face's JSON form, not copied} */
  public byte[] tokenizerJson() {
    return tokenizerJson;
  }

  /** {@return what the tokenizer gets to see at once, in training and so in extraction} */
  public Tokenization tokenization() {
    return tokenization;
  }

  /**
   * Returns what a model should say of where its encoder comes from, beside its name.
   *
   * @return values by key, for a bundle's manifest; empty for encoders that have a public name
   */
  public Map<String, Object> provenance() {
    return provenance;
  }

  /** {@return the id of the token that stands for a hidden word, if the tokenizer has one} */
  public OptionalInt maskId() {
    try {
      for (JsonNode token : new ObjectMapper().readTree(tokenizerJson).path("added_tokens")) {
        if (Set.of("[MASK]", "<mask>").contains(token.path("content").asText())) {
          return OptionalInt.of(token.path("id").asInt());
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      throw notJson(e);
    }
  }

  private static ModelLoadingException notJson(IOException e) {
    return new ModelLoadingException(
        "The tokenizer.json of the encoder is not valid JSON (%s); take the file as the encoder came"
                .formatted(e.getMessage())
            + " with it",
        e);
  }

  /**
   * Returns the encoder with other weights.
   *
   * @param other the weights, of the same shape
   * @return the encoder with these
   * @throws ModelLoadingException if a weight is missing or has another shape
   */
  public PretrainedEncoder withWeights(Weights other) {
    return new PretrainedEncoder(name, config, other, tokenizerJson, tokenization, provenance);
  }

  /**
   * Writes the encoder into a directory, which {@link Encoders#load} reads. It appears only when it
   * is complete, and then replaces one that was there.
   *
   * @param directory the directory
   * @throws NerException if it can't be written, or the name belongs to something that Nerine has
   *     not written
   */
  public void save(Path directory) {
    checkTarget(directory);
    try {
      DirectoryReplacement.write(
          directory,
          place -> {
            new EncoderCheckpoint(config, weights).write(place);
            Files.write(place.resolve("tokenizer.json"), tokenizerJson);
          });
    } catch (IOException e) {
      throw new NerException(
          "The encoder '%s' cannot be written to '%s': %s"
              .formatted(name, directory, e.getMessage()),
          e);
    }
  }

  /**
   * Refuses names under which an encoder can't be saved.
   *
   * @param directory the directory
   * @throws NerException if the name belongs to something that {@link #save} has not written
   */
  public static void checkTarget(Path directory) {
    try {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)
          && !EncoderCheckpoint.isOwn(CheckpointConfig.read(directory))) {
        throw new ModelLoadingException("its config.json is of another model");
      }
    } catch (ModelLoadingException | IOException e) {
      throw new NerException(
          "'%s' is there already and is no encoder that Nerine has written; give another name"
              .formatted(directory),
          e);
    }
  }
}
