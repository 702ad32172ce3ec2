package io.nerine.onnx.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the {@code config.json} of a Hugging Face model says, or a file of that kind. Immutable. */
public final class CheckpointConfig {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MAX_LABELS = 10_000;

  private final Path file;
  private final JsonNode json;

  private CheckpointConfig(Path file, JsonNode json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Reads the configuration of a model.
   *
   * @param directory the directory of the model
   * @return the configuration
   * @throws IOException if the file can't be read
   * @throws ModelLoadingException if there is none, or it is no JSON object
   */
  public static CheckpointConfig read(Path directory) throws IOException {
    return read(
        directory,
        "config.json",
        "give the directory of a model as the Hugging Face library saves it");
  }

  /**
   * Reads a configuration of another name.
   *
   * @param directory the directory of the model
   * @param name the name of the file
   * @param fix what to do if it is not there
   * @return the configuration
   * @throws IOException if the file can't be read
   * @throws ModelLoadingException if there is none, or it is no JSON object
   */
  public static CheckpointConfig read(Path directory, String name, String fix) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelLoadingException("'%s' holds no %s; %s".formatted(directory, name, fix));
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new ModelLoadingException(
          "'%s' is larger than %d bytes, so it is no configuration".formatted(file, MAX_BYTES));
    }
    try {
      JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
      if (json.isObject()) {
        return new CheckpointConfig(file, json);
      }
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException(
          "'%s' is not valid JSON: %s; copy the model again"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
    throw new ModelLoadingException(
        "'%s' holds no JSON object; copy the model again".formatted(file));
  }

  /**
   * Returns the configuration inside this one.
   *
   * @param key the key that holds it
   * @return the configuration, if there is one
   */
  public Optional<CheckpointConfig> inner(String key) {
    JsonNode inner = json.path(key);
    return inner.isObject() ? Optional.of(new CheckpointConfig(file, inner)) : Optional.empty();
  }

  /** {@return the file that it was read from} */
  public Path file() {
    return file;
  }

  /** {@return the kind of model, empty if it is not stated} */
  public String modelType() {
    return json.path("model_type").asText("");
  }

  /**
   * Refuses models for another task, whose scores mean something else.
   *
   * @throws ModelLoadingException if the model is not one for token classification
   */
  public void checkTask() {
    JsonNode architectures = json.path("architectures");
    for (JsonNode architecture : architectures) {
      if (architecture.asText().endsWith("ForTokenClassification")) {
        return;
      }
    }
    if (!architectures.isEmpty()) {
      throw new ModelLoadingException(
          "'%s' says that the model is a %s; only models ForTokenClassification find entities"
              .formatted(file, architectures));
    }
  }

  /**
   * {@return the labels in the order of the model's scores}
   *
   * @throws ModelLoadingException if there are none, or they are not numbered from 0
   */
  public List<String> labels() {
    JsonNode labels = json.path("id2label");
    boolean byLabel = labels.isEmpty();
    if (byLabel) {
      labels = json.path("label2id");
    }
    if (!labels.isObject() || labels.isEmpty() || labels.size() > MAX_LABELS) {
      throw new ModelLoadingException(
          "'%s' must hold id2label, an object of 1 to %d labels by their number, found %s"
              .formatted(file, MAX_LABELS, labels.isMissingNode() ? "none" : labels.size()));
    }
    @Nullable String[] names = new String[labels.size()];
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      String name = byLabel ? label.getKey() : label.getValue().asText();
      String number = byLabel ? label.getValue().asText() : label.getKey();
      int id = number.matches("\\d{1,5}") ? Integer.parseInt(number) : -1;
      if (id < 0 || id >= names.length || names[id] != null) {
        throw new ModelLoadingException(
            "'%s': the labels must be numbered from 0 without gaps, found '%s' with the number '%s' among %d"
                .formatted(file, name, number, names.length));
      }
      names[id] = name;
    }
    return new ArrayList<>(Arrays.asList(names));
  }

  /**
   * Returns a text.
   *
   * @param otherwise what is returned if there is none
   * @param keys where it may stand, the first found is taken
   * @return the text
   */
  public String text(String otherwise, String... keys) {
    for (String key : keys) {
      if (json.path(key).isTextual()) {
        return json.path(key).asText();
      }
    }
    return otherwise;
  }

  /**
   * Returns a number.
   *
   * @param otherwise what is returned if there is none
   * @param key where it stands
   * @return the number
   */
  public double number(double otherwise, String key) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isNumber()) {
      throw new ModelLoadingException(
          "'%s': %s must be a number, found %s".formatted(file, key, value));
    }
    return value.asDouble();
  }

  /**
   * Returns a positive integer under one of several names.
   *
   * @param keys the names, the common one first
   * @return the number
   * @throws ModelLoadingException if there is none
   */
  public int size(String... keys) {
    for (String key : keys) {
      JsonNode value = json.path(key);
      if (value.isInt() && value.asInt() > 0) {
        return value.asInt();
      }
    }
    throw new ModelLoadingException(
        "'%s' must hold a positive integer %s; copy the model again".formatted(file, keys[0]));
  }

  /**
   * Returns a size.
   *
   * @param otherwise what is returned if there is none
   * @param key where it stands
   * @return the size
   * @throws ModelLoadingException if what is there is no positive integer
   */
  public int size(int otherwise, String key) {
    return json.hasNonNull(key) ? size(key) : otherwise;
  }

  /**
   * Tells whether a key holds true.
   *
   * @param key the key
   * @param otherwise what is returned if it is not there
   * @return whether it does
   */
  public boolean flag(String key, boolean otherwise) {
    return json.path(key).asBoolean(otherwise);
  }

  /** Returns the parts of a list, which can be written as one text with bars between. */
  List<String> terms(String key) {
    List<String> terms = new ArrayList<>();
    JsonNode value = json.path(key);
    if (value.isTextual()) {
      terms.addAll(List.of(value.asText().toLowerCase(Locale.ROOT).split("\\|")));
    }
    value.forEach(term -> terms.add(term.asText()));
    return terms;
  }

  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** Refuses all values of a setting but the one that can be computed. */
  void require(String key, Object otherwise, Object wanted) {
    String found = json.hasNonNull(key) ? json.path(key).asText() : String.valueOf(otherwise);
    if (!found.equals(String.valueOf(wanted))) {
      throw new ModelLoadingException(
          "'%s' asks for %s '%s'; only '%s' can be computed".formatted(file, key, found, wanted));
    }
  }

  /**
   * {@return the greatest number of tokens that the model has positions for}
   *
   * @throws ModelLoadingException if it is not stated
   */
  public int positions() {
    int positions = size("max_position_embeddings");
    return switch (modelType()) {
      case "roberta", "xlm-roberta", "camembert", "mpnet" -> positions - padId() - 1;
      default -> positions;
    };
  }

  int padId() {
    return json.path("pad_token_id").asInt(modelType().equals("mpnet") ? 1 : 0);
  }
}
