package io.nerine.samples.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.bundle.ModelBundle;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.decode.TagSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A bundle's model as the files of other libraries, in a temporary folder, which closing deletes.
 */
final class PeerFiles implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final List<String> tags;

  private PeerFiles(Path folder, List<String> tags) {
    this.folder = folder;
    this.tags = tags;
  }

  /**
   * Writes the files.
   *
   * @param bundle the model
   * @param graph its graph in a form that the other library can run
   */
  static PeerFiles write(ModelBundle bundle, byte[] graph) throws IOException {
    List<String> tags = TagSet.bio(bundle.schema().typeNames()).tagNames();
    PeerFiles files = new PeerFiles(Files.createTempDirectory("nerine-peer"), tags);
    byte[] tokenizer = bundle.read(OnnxBackend.TOKENIZER);
    Files.write(files.graph(), graph);
    Files.write(files.tokenizer(), tokenizer);
    Files.write(files.vocabulary(), words(JSON.readTree(tokenizer)));
    Files.writeString(
        files.folder.resolve("config.json"),
        JSON.writeValueAsString(
            Map.of(
                "architectures",
                List.of("BertForTokenClassification"),
                "id2label",
                files.labels())));
    return files;
  }

  private static List<String> words(JsonNode tokenizer) {
    List<Map.Entry<String, JsonNode>> words =
        new ArrayList<>(tokenizer.path("model").path("vocab").properties());
    words.sort(Comparator.comparingInt(word -> word.getValue().intValue()));
    return words.stream().map(Map.Entry::getKey).toList();
  }

  Path folder() {
    return folder;
  }

  Path graph() {
    return folder.resolve("model.onnx");
  }

  Path tokenizer() {
    return folder.resolve("tokenizer.json");
  }

  /** {@return the tokens by number, one a line} */
  Path vocabulary() {
    return folder.resolve("vocab.txt");
  }

  /** {@return the tags by number} */
  Map<Integer, String> labels() {
    Map<Integer, String> labels = new TreeMap<>();
    for (int tag = 0; tag < tags.size(); tag++) {
      labels.put(tag, tags.get(tag));
    }
    return labels;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
