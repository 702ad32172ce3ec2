package io.nerine.onnx.zeroshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The tiny models under {@code gliner}, and what gliner itself says of some texts. */
public final class GoldenGliner {

  public static final String SPAN = "span-deberta-v2";
  public static final String TOKEN = "token-bert";
  public static final List<String> NAMES = List.of(SPAN, TOKEN);

  /**
   * What gliner says of a text.
   *
   * @param text the text
   * @param ids {@code [tokens]} the input of the model; empty for text without words
   * @param wordsMask {@code [tokens]} the words of the tokens
   * @param shape the shape of the scores
   * @param probabilities the sigmoid of the scores, flat
   * @param entities as {@code start..end type}, in text order, UTF-16
   * @param confidences of the entities
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Golden(
      String text,
      int[] ids,
      int[] wordsMask,
      int[] shape,
      float[] probabilities,
      List<String> entities,
      List<Double> confidences) {}

  private GoldenGliner() {}

  /** {@return the directory of a model} */
  public static Path directory(String name) {
    URL resource = GoldenGliner.class.getResource("/gliner/" + name + "/gliner_config.json");
    try {
      return Path.of(Objects.requireNonNull(resource, name).toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode golden(String name) {
    return json(directory(name).resolve("golden.json"));
  }

  /** {@return a schema of the labels of the goldens} */
  public static EntitySchema schema(String name) {
    List<String> labels = new ArrayList<>();
    golden(name).get("labels").forEach(label -> labels.add(label.asText()));
    return EntitySchema.of(name, labels);
  }

  /** {@return the threshold of the goldens} */
  public static double threshold(String name) {
    return golden(name).get("threshold").asDouble();
  }

  /** {@return what gliner says of the texts} */
  public static List<Golden> records(String name) {
    List<Golden> records = new ArrayList<>();
    for (JsonNode record : golden(name).get("records")) {
      String text = record.get("text").asText();
      List<String> entities = new ArrayList<>();
      List<Double> confidences = new ArrayList<>();
      for (JsonNode entity : record.get("entities")) {
        int start = text.offsetByCodePoints(0, entity.get(0).asInt());
        int end = text.offsetByCodePoints(0, entity.get(1).asInt());
        entities.add(start + ".." + end + " " + entity.get(2).asText());
        confidences.add(entity.get(3).asDouble());
      }
      float[] probabilities = new float[record.get("probabilities").size()];
      for (int i = 0; i < probabilities.length; i++) {
        probabilities[i] = (float) record.get("probabilities").get(i).asDouble();
      }
      records.add(
          new Golden(
              text,
              ints(record.get("ids")),
              ints(record.get("words")),
              ints(record.get("shape")),
              probabilities,
              entities,
              confidences));
    }
    return records;
  }

  private static int[] ints(JsonNode array) {
    int[] ints = new int[array.size()];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = array.get(i).asInt();
    }
    return ints;
  }
}
