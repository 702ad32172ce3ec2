package io.nerine.onnx.graph;

import static io.nerine.onnx.graph.GraphNodes.FUSED;
import static io.nerine.onnx.graph.GraphNodes.integer;
import static io.nerine.onnx.graph.GraphNodes.integerList;
import static io.nerine.onnx.graph.GraphNodes.real;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Writes the attention of one layer after the other. */
final class AttentionNodes {

  /** What is added to scores that must not count; a large number keeps them finite. */
  private static final float NEVER = -1e9f;

  private static final String EMBEDDED_DISTANCES = "distances.embedded";

  private final GraphNodes nodes;
  private final EncoderConfig config;
  private final int width;

  /** Whether the nodes that all layers share are there. */
  private boolean prepared;

  AttentionNodes(GraphNodes nodes, EncoderConfig config) {
    this.nodes = nodes;
    this.config = config;
    this.width = config.hidden() / config.heads();
  }

  /**
   * Writes the attention of a layer.
   *
   * @param x what it attends over
   * @param layer the number of the layer
   * @return what each token takes from the others, before the linear layer behind attention
   */
  String context(String x, int layer) {
    String at = EncoderGraph.layerPrefix(layer);
    String weights = config.architecture().weightsOf(layer);
    String qkv = nodes.product(x, weights + "qkv", at + "qkv.product");
    AttentionPositions positions = config.architecture().positions();
    if (positions instanceof AttentionPositions.Disentangled distances) {
      return disentangled(qkv, distances, at, weights);
    }
    if (positions instanceof AttentionPositions.Rotary rotary) {
      return rotary(qkv, rotary, layer, at, weights);
    }
    List<String> parts = nodes.split(qkv, at + "query", at + "key", at + "value");
    String scoreBias =
        positions instanceof AttentionPositions.Buckets buckets ? bucketBias(buckets) : "";
    return attention(parts, nodes.arrayIfAny(weights + "qkv.bias"), scoreBias, width, at);
  }

  private String attention(
      List<String> parts, String bias, String scoreBias, double scale, String at) {
    return nodes.node(
        "MultiHeadAttention",
        FUSED,
        List.of(parts.get(0), parts.get(1), parts.get(2), bias, "attention_mask", scoreBias),
        at + "context",
        integer("num_heads", config.heads()),
        real("scale", 1 / Math.sqrt(scale)));
  }

  /** Position of the key less that of the query, for all pairs, from {@code 0} at the least. */
  private String distances() {
    if (!prepared) {
      prepared = true;
      nodes.node("Shape", "", List.of("input_ids"), "distances.shape");
      nodes.scalar("distances.first", 0);
      nodes.scalar("distances.step", 1);
      nodes.node(
          "Gather", "", List.of("distances.shape", nodes.scalar("distances.axis", 1)), "length");
      nodes.node(
          "Range", "", List.of("distances.first", "length", "distances.step"), "keys.position");
      nodes.node(
          "Unsqueeze",
          "",
          List.of("keys.position", nodes.integers("distances.column", 1)),
          "queries.position");
      nodes.node("Sub", "", List.of("keys.position", "queries.position"), "distances.signed");
      nodes.node(
          "Add",
          "",
          List.of("distances.signed", nodes.scalar("distances.least", config.positions() - 1)),
          "distances");
    }
    return "distances";
  }

  /** The row of each distance that {@link #distances()} can hold. */
  private String rowsOf(IntUnaryOperator row) {
    long[] rows = new long[2 * config.positions() - 1];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row.applyAsInt(i - config.positions() + 1);
    }
    return nodes.integers("distances.rows", rows);
  }

  private String bucketBias(AttentionPositions.Buckets buckets) {
    String known = "distances.bias";
    if (!prepared) {
      nodes.node("Gather", "", List.of(rowsOf(buckets::row), distances()), "distances.row");
      nodes.node(
          "Gather",
          "",
          List.of(nodes.array(EncoderLayout.RELATIVE_BIAS), "distances.row"),
          "distances.numbers");
      nodes.node(
          "Transpose",
          "",
          List.of("distances.numbers"),
          "distances.by_head",
          integerList("perm", 2, 0, 1));
      nodes.node(
          "Unsqueeze",
          "",
          List.of("distances.by_head", nodes.integers("distances.batch", 0)),
          known);
    }
    return known;
  }

  private String neighbourhood(AttentionPositions.Rotary rotary) {
    String known = "distances.near";
    if (!prepared) {
      distances();
      nodes.node("Abs", "", List.of("distances.signed"), "distances.absolute");
      nodes.node(
          "Greater",
          "",
          List.of("distances.absolute", nodes.scalar("distances.reach", rotary.reach())),
          "distances.far");
      nodes.node(
          "Where",
          "",
          List.of(
              "distances.far",
              nodes.floats("distances.never", new float[] {NEVER}, 1),
              nodes.floats("distances.always", new float[] {0}, 1)),
          "distances.reached");
      nodes.node(
          "Unsqueeze",
          "",
          List.of("distances.reached", nodes.integers("distances.batch_and_head", 0, 1)),
          known);
    }
    return known;
  }

  private String rotary(
      String qkv, AttentionPositions.Rotary rotary, int layer, String at, String weights) {
    String bias = nodes.arrayIfAny(weights + "qkv.bias");
    String biased =
        bias.isEmpty() ? qkv : nodes.node("Add", "", List.of(qkv, bias), at + "qkv.biased");
    List<String> parts = nodes.split(biased, at + "query", at + "key", at + "value");
    List<String> turned =
        List.of(
            turned(parts.get(0), rotary, layer), turned(parts.get(1), rotary, layer), parts.get(2));
    String scoreBias = rotary.isWhole(layer) ? "" : neighbourhood(rotary);
    return attention(turned, "", scoreBias, width, at);
  }

  private String turned(String x, AttentionPositions.Rotary rotary, int layer) {
    String kind = rotary.isWhole(layer) ? "rotation.whole" : "rotation.near";
    int[] shape = {config.positions(), width / 2};
    double[] angles = rotary.angles(layer, shape[0], width);
    float[] cosines = new float[angles.length];
    float[] sines = new float[angles.length];
    for (int i = 0; i < angles.length; i++) {
      cosines[i] = (float) Math.cos(angles[i]);
      sines[i] = (float) Math.sin(angles[i]);
    }
    return nodes.node(
        "RotaryEmbedding",
        FUSED,
        List.of(
            x,
            nodes.integers("rotation.first", 0),
            nodes.floats(kind + ".cosine", cosines, shape),
            nodes.floats(kind + ".sine", sines, shape)),
        x + ".turned");
  }

  private String disentangled(
      String qkv, AttentionPositions.Disentangled distances, String at, String weights) {
    String biased =
        nodes.node("Add", "", List.of(qkv, nodes.array(weights + "qkv.bias")), at + "qkv.biased");
    List<String> parts = nodes.split(biased, at + "query", at + "key", at + "value");
    String embedded = embeddedDistances();
    String ofDistances =
        nodes.node(
            "Add",
            "",
            List.of(
                nodes.product(embedded, weights + "qkv", at + "distances.product"),
                weights + "qkv.bias"),
            at + "distances.biased");
    List<String> turned =
        nodes.split(ofDistances, at + "distances.query", at + "distances.key", at + "unused");
    if (!prepared) {
      // The table is of query less key, the distances are of key less query.
      nodes.node(
          "Gather", "", List.of(rowsOf(i -> distances.row(-i)), distances()), "distances.row");
    }
    double scale = width * (double) distances.terms();
    String bias = "";
    if (distances.contentToPosition()) {
      bias = against(parts.get(0), turned.get(1), "distances.row", scale, at + "c2p");
    }
    if (distances.positionToContent()) {
      // Row and column change places, and so does the sign of the distance.
      String columns =
          nodes.node(
              "Transpose", "", List.of("distances.row"), at + "columns", integerList("perm", 1, 0));
      String scores = against(parts.get(1), turned.get(0), columns, scale, at + "p2c");
      String back =
          nodes.node(
              "Transpose", "", List.of(scores), at + "p2c.back", integerList("perm", 0, 1, 3, 2));
      bias =
          bias.isEmpty() ? back : nodes.node("Add", "", List.of(bias, back), at + "distances.bias");
    }
    return attention(parts, "", bias, scale, at);
  }

  private String embeddedDistances() {
    String raw = nodes.array(EncoderLayout.RELATIVE_EMBEDDING);
    String block = EncoderLayout.LAST_NORMALISATION + ".LayerNorm.";
    if (!nodes.has(block + "weight")) {
      return raw;
    }
    if (!prepared) {
      nodes.node(
          "LayerNormalization",
          "",
          List.of(raw, nodes.array(block + "weight"), nodes.array(block + "bias")),
          EMBEDDED_DISTANCES,
          integer("axis", -1),
          real("epsilon", config.layerNormEpsilon()));
    }
    return EMBEDDED_DISTANCES;
  }

  /** Scores of vectors of tokens against vectors of distances, put where the tokens' pairs are. */
  private String against(String tokens, String distances, String rows, double scale, String name) {
    String byHead = heads(tokens, 0, name + ".tokens");
    String keys = heads(distances, 1, name + ".distances");
    String turned =
        nodes.node("Transpose", "", List.of(keys), name + ".keys", integerList("perm", 0, 1, 3, 2));
    String scores = nodes.node("MatMul", "", List.of(byHead, turned), name + ".scores");
    String scaled =
        nodes.node(
            "Mul",
            "",
            List.of(
                scores,
                nodes.floats("distances.scale", new float[] {(float) (1 / Math.sqrt(scale))}, 1)),
            name + ".scaled");
    nodes.node("Shape", "", List.of(byHead), name + ".shape");
    nodes.node(
        "Slice",
        "",
        List.of(
            name + ".shape",
            nodes.integers("distances.from", 0),
            nodes.integers("distances.to", 3)),
        name + ".outer");
    nodes.node(
        "Concat",
        "",
        List.of(
            name + ".outer",
            nodes.node(
                "Unsqueeze",
                "",
                List.of("length", nodes.integers("distances.batch", 0)),
                name + ".length")),
        name + ".pairs",
        integer("axis", 0));
    nodes.node("Expand", "", List.of(rows, name + ".pairs"), name + ".rows");
    return nodes.node(
        "GatherElements",
        "",
        List.of(scaled, name + ".rows"),
        name + ".gathered",
        integer("axis", 3));
  }

  /** As {@code [batch][heads][rows][width]}; a batch of 1 is made where there is none. */
  private String heads(String x, int batch, String name) {
    nodes.node(
        "Reshape",
        "",
        List.of(
            x,
            batch == 0
                ? nodes.integers("heads.of_batch", 0, -1, config.heads(), width)
                : nodes.integers("heads.of_one", 1, -1, config.heads(), width)),
        name + ".split");
    return nodes.node(
        "Transpose",
        "",
        List.of(name + ".split"),
        name + ".heads",
        integerList("perm", 0, 2, 1, 3));
  }
}
