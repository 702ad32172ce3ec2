package io.nerine.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The forms of a graph for other processors find what the graph itself finds. */
class GraphFormsTests {

  private static final int VOCABULARY = 50;
  private static final int POSITIONS = 32;
  private static final int WIDTH = 16;
  private static final int INNER = 40;
  private static final int HEADS = 2;
  private static final int LAYERS = 2;
  private static final int TAGS = 5;

  private static byte[] graph() {
    Random random = new Random(3);
    Map<String, Weights.Array> arrays = new HashMap<>();
    put(arrays, random, "embeddings.word_embeddings.weight", VOCABULARY, WIDTH);
    put(arrays, random, "embeddings.position_embeddings.weight", POSITIONS, WIDTH);
    put(arrays, random, EncoderGraph.CASE_EMBEDDING, 5, WIDTH);
    put(arrays, random, "embeddings.LayerNorm.weight", WIDTH);
    put(arrays, random, "embeddings.LayerNorm.bias", WIDTH);
    for (int layer = 0; layer < LAYERS; layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      linear(arrays, random, prefix + "qkv", 3 * WIDTH, WIDTH);
      linear(arrays, random, prefix + "attention.output.dense", WIDTH, WIDTH);
      linear(arrays, random, prefix + "intermediate.dense", INNER, WIDTH);
      linear(arrays, random, prefix + "output.dense", WIDTH, INNER);
      for (String block : List.of("attention.output", "output")) {
        put(arrays, random, prefix + block + ".LayerNorm.weight", WIDTH);
        put(arrays, random, prefix + block + ".LayerNorm.bias", WIDTH);
      }
    }
    linear(arrays, random, EncoderGraph.HEAD, TAGS, WIDTH);
    return new EncoderGraph(
            new Weights("test", arrays),
            new EncoderConfig(LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, 1e-12))
        .write();
  }

  private static void linear(
      Map<String, Weights.Array> arrays, Random random, String name, int out, int in) {
    put(arrays, random, name + ".weight", out, in);
    put(arrays, random, name + ".bias", out);
  }

  private static void put(
      Map<String, Weights.Array> arrays, Random random, String name, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * 0.4);
    }
    arrays.put(name, new Weights.Array(shape, values));
  }

  /** Windows of several lengths, so that padding is masked. */
  private static List<EncodedWindow> windows() {
    Random random = new Random(4);
    List<EncodedWindow> windows = new ArrayList<>();
    for (int tokens : new int[] {3, 20, 11, POSITIONS}) {
      int[] words = new int[tokens - 2];
      for (int i = 0; i < words.length; i++) {
        words[i] = i + 1;
      }
      windows.add(
          new EncodedWindow(
              random.ints(tokens, 0, VOCABULARY).toArray(),
              random.ints(tokens, 0, 5).toArray(),
              words));
    }
    return windows;
  }

  private static float[][] scores(byte[] graph) {
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), TAGS)) {
      return tagger.run(windows());
    }
  }

  private static List<String> operators(byte[] graph) {
    return PlainGraph.parse(graph).getGraph().getNodeList().stream()
        .map(NodeProto::getDomain)
        .toList();
  }

  private static void assertSame(float[][] found, float[][] expected, float tolerance) {
    for (int window = 0; window < expected.length; window++) {
      assertThat(found[window]).hasSameSizeAs(expected[window]);
      for (int i = 0; i < expected[window].length; i++) {
        assertThat(found[window][i]).isCloseTo(expected[window][i], within(tolerance));
      }
    }
  }

  @Test
  void plainOperatorsGiveTheSameScores() {
    byte[] plain = PlainGraph.of(graph());
    assertThat(operators(graph())).contains("com.microsoft");
    assertThat(operators(plain)).containsOnly("");
    assertSame(scores(plain), scores(graph()), 1e-4f);
  }

  @Test
  void sixteenBitsGiveNearlyTheSameScoresInHalfTheSize() {
    byte[] narrow = Float16Graph.of(graph()).orElseThrow();
    assertSame(scores(narrow), scores(graph()), 0.03f);
    GraphProto graph = PlainGraph.parse(narrow).getGraph();
    assertThat(graph.getInitializerList())
        .filteredOn(tensor -> tensor.getDimsCount() == 2)
        .isNotEmpty()
        .allMatch(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT16.getNumber())
        .allMatch(
            tensor -> tensor.getRawData().size() == 2 * tensor.getDims(0) * tensor.getDims(1));
  }

  @Test
  void weightsBeyondTheRangeOfSixteenBitsAreCutToIt() {
    ModelProto model = PlainGraph.parse(graph());
    ModelProto.Builder huge = model.toBuilder();
    TensorProto.Builder bias =
        huge.getGraphBuilder().getInitializerBuilderList().stream()
            .filter(tensor -> tensor.getName().equals("classifier.bias"))
            .findFirst()
            .orElseThrow();
    byte[] values = bias.getRawData().toByteArray();
    ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, 1e9f).putFloat(4, -1e9f);
    bias.setRawData(ByteString.copyFrom(values));
    float[] scores = scores(Float16Graph.of(huge.build().toByteArray()).orElseThrow())[0];
    assertThat(scores[0]).isGreaterThan(60_000).isLessThan(66_000);
    assertThat(scores[1]).isLessThan(-60_000).isGreaterThan(-66_000);
  }

  @Test
  void graphsOfOtherOperatorsStayInThirtyTwoBits() {
    ModelProto.Builder other = PlainGraph.parse(graph()).toBuilder();
    other.getGraphBuilder().getNodeBuilder(0).setOpType("DequantizeLinear");
    assertThat(Float16Graph.of(other.build().toByteArray())).isEmpty();
  }

  @Test
  void whatIsNoGraphIsRefused() {
    byte[] noise = {10, 20, 30};
    assertThatThrownBy(() -> PlainGraph.of(noise)).isInstanceOf(ModelLoadingException.class);
    assertThatThrownBy(() -> Float16Graph.of(noise)).isInstanceOf(ModelLoadingException.class);
  }
}
