package io.nerine.onnx.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The tiny models of the test resources, with what the transformers library says of texts. */
public final class GoldenModel {

  /** The names of the models: the folders that the README of the test resources describes. */
  public static final List<String> NAMES =
      List.of(
          "bert-iob2",
          "distilbert-io",
          "electra-bilou",
          "roberta-bioes",
          "roberta-prefix-onnx",
          "xlm-roberta-iob2",
          "deberta-v2-iob1-onnx");

  /**
   * What transformers says of a text. Special tokens are in, at both ends.
   *
   * @param text the text
   * @param ids {@code [tokens]} the ids
   * @param starts {@code [tokens]} UTF-16 offsets
   * @param ends {@code [tokens]} UTF-16 offsets
   * @param logits {@code [tokens][labels]} the scores
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
  public record Golden(String text, int[] ids, int[] starts, int[] ends, float[][] logits) {}

  private GoldenModel() {}

  /** {@return the directory of a model} */
  public static Path directory(String name) {
    URL resource = GoldenModel.class.getResource("/huggingface/" + name + "/config.json");
    try {
      return Path.of(Objects.requireNonNull(resource, name).toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return the content of a file of a model} */
  public static byte[] read(String name, String file) {
    try {
      return Files.readAllBytes(directory(name).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return what transformers says of the texts} */
  public static List<Golden> records(String name) {
    JsonNode golden;
    try {
      golden = new ObjectMapper().readTree(read(name, "golden.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Golden> records = new ArrayList<>();
    for (JsonNode record : golden) {
      records.add(record(record));
    }
    return records;
  }

  private static Golden record(JsonNode record) {
    String text = record.get("text").asText();
    int tokens = record.get("ids").size();
    int[] ids = new int[tokens];
    int[] starts = new int[tokens];
    int[] ends = new int[tokens];
    float[][] logits = new float[tokens][];
    for (int i = 0; i < tokens; i++) {
      ids[i] = record.get("ids").get(i).asInt();
      starts[i] = text.offsetByCodePoints(0, record.get("offsets").get(i).get(0).asInt());
      ends[i] = text.offsetByCodePoints(0, record.get("offsets").get(i).get(1).asInt());
      JsonNode scores = record.get("logits").get(i);
      logits[i] = new float[scores.size()];
      for (int label = 0; label < scores.size(); label++) {
        logits[i][label] = (float) scores.get(label).asDouble();
      }
    }
    return new Golden(text, ids, starts, ends, logits);
  }
}
