package io.nerine.training;

import io.nerine.onnx.graph.AttentionPositions;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderLayout;
import java.util.function.IntBinaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The attention of one pass over one batch, layer by layer. What layers share is made once. */
final class TorchAttention {

  /** What is added to scores that must not count; a large number keeps padding alone finite. */
  private static final float NEVER = -1e9f;

  private final EncoderConfig config;
  private final Pass pass;
  private final int windows;
  private final int length;
  private final int heads;
  private final int width;
  private final @Nullable Tensor mask;

  /** What the distances of tokens add to all scores of every layer. */
  private final @Nullable Tensor distanceBias;

  /** The embeddings of distances, and the row of each pair of tokens. */
  private final @Nullable Tensor distances;

  private final @Nullable Tensor distanceRows;
  private final @Nullable Tensor near;

  TorchAttention(EncoderConfig config, Batch batch, Pass pass) {
    this.config = config;
    this.pass = pass;
    this.windows = batch.windows();
    this.length = batch.length();
    this.heads = config.heads();
    this.width = config.hidden() / heads;
    this.mask = batch.isPadded() ? pass.lowered(mask(batch)) : null;
    AttentionPositions positions = config.architecture().positions();
    distanceBias = positions instanceof AttentionPositions.Buckets b ? bucketBias(b) : null;
    distances = positions instanceof AttentionPositions.Disentangled ? embeddedDistances() : null;
    distanceRows =
        positions instanceof AttentionPositions.Disentangled d
            ? pairs((query, key) -> d.row(query - key)).view(1, 1, length, length)
            : null;
    near = positions instanceof AttentionPositions.Rotary r ? neighbourhood(r) : null;
  }

  private static Tensor mask(Batch batch) {
    float[] values = new float[batch.windows() * batch.length()];
    for (int window = 0; window < batch.windows(); window++) {
      for (int i = batch.lengths()[window]; i < batch.length(); i++) {
        values[window * batch.length() + i] = NEVER;
      }
    }
    return Tensors.of(values, batch.windows(), 1, 1, batch.length());
  }

  /** A number for each pair of a query and a key {@code [length][length]}. */
  private Tensor pairs(IntBinaryOperator number) {
    long[] numbers = new long[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        numbers[query * length + key] = number.applyAsInt(query, key);
      }
    }
    return Tensors.of(numbers, length, length);
  }

  private Tensor bucketBias(AttentionPositions.Buckets buckets) {
    Tensor rows = pairs((query, key) -> buckets.row(key - query));
    Tensor numbers = torch.embedding(pass.weight(EncoderLayout.RELATIVE_BIAS), rows);
    return pass.lowered(numbers.permute(2, 0, 1).unsqueeze(0));
  }

  private Tensor embeddedDistances() {
    Tensor rows = pass.weight(EncoderLayout.RELATIVE_EMBEDDING);
    String block = EncoderLayout.LAST_NORMALISATION;
    Tensor normalised =
        pass.has(block + ".LayerNorm.weight")
            ? pass.normalised(rows, block, config.layerNormEpsilon())
            : rows;
    return pass.lowered(pass.dropout(normalised));
  }

  private Tensor neighbourhood(AttentionPositions.Rotary rotary) {
    float[] values = new float[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        boolean far = Math.abs(query - key) > rotary.reach();
        values[query * length + key] = far ? NEVER : 0;
      }
    }
    return pass.lowered(Tensors.of(values, 1, 1, length, length));
  }

  /**
   * Computes the attention of a layer.
   *
   * @param x what it attends over, in the precision of matrix products
   * @param layer the number of the layer
   * @return what each token takes from the others, before the linear layer behind attention
   */
  Tensor context(Tensor x, int layer) {
    String weights = config.architecture().weightsOf(layer);
    TensorVector qkv =
        pass.linear(x, weights + "qkv")
            .view(windows, length, 3, heads, width)
            .permute(2, 0, 3, 1, 4)
            .unbind();
    Tensor query = qkv.get(0);
    Tensor key = qkv.get(1);
    @Nullable Tensor bias = distanceBias;
    int terms = 1;
    AttentionPositions positions = config.architecture().positions();
    if (positions instanceof AttentionPositions.Rotary rotary) {
      Tensor[] rotation = rotation(rotary, layer);
      query = turned(query, rotation);
      key = turned(key, rotation);
      bias = rotary.isWhole(layer) ? null : near;
    } else if (positions instanceof AttentionPositions.Disentangled disentangled) {
      terms = disentangled.terms();
    }
    query = query.mul(new Scalar(1 / Math.sqrt((double) width * terms)));
    Tensor scores = query.matmul(key.transpose(-2, -1));
    if (positions instanceof AttentionPositions.Disentangled disentangled) {
      bias = disentangledBias(disentangled, query, key, weights);
    }
    if (bias != null) {
      scores = scores.add(bias);
    }
    if (mask != null) {
      scores = scores.add(mask);
    }
    return torch
        .softmax(scores, -1)
        .matmul(qkv.get(2))
        .transpose(1, 2)
        .reshape(windows, length, config.hidden());
  }

  private @Nullable Tensor disentangledBias(
      AttentionPositions.Disentangled positions, Tensor scaledQuery, Tensor key, String weights) {
    if (distances == null || distanceRows == null) {
      throw new IllegalStateException("There are no embedded distances");
    }
    TensorVector qkv =
        pass.linear(distances, weights + "qkv")
            .view(2L * positions.span(), 3, heads, width)
            .permute(1, 2, 3, 0)
            .unbind();
    @Nullable Tensor bias = null;
    if (positions.contentToPosition()) {
      bias = scaledQuery.matmul(qkv.get(1)).gather(-1, forAll(distanceRows));
    }
    if (positions.positionToContent()) {
      Tensor scaled = key.mul(new Scalar(1 / Math.sqrt((double) width * positions.terms())));
      // Row and column change places, and so does the sign of the distance.
      Tensor rows = forAll(distanceRows.transpose(-2, -1));
      Tensor other = scaled.matmul(qkv.get(0)).gather(-1, rows).transpose(-2, -1);
      bias = bias == null ? other : bias.add(other);
    }
    return bias;
  }

  private Tensor forAll(Tensor rows) {
    return rows.expand(windows, heads, length, length);
  }

  /** Cosine and sine of the angles of each position, {@code [length][width]} each. */
  private Tensor[] rotation(AttentionPositions.Rotary rotary, int layer) {
    double[] angles = rotary.angles(layer, length, width);
    int half = width / 2;
    float[] cosines = new float[length * width];
    float[] sines = new float[length * width];
    for (int i = 0; i < cosines.length; i++) {
      double angle = angles[i / width * half + i % width % half];
      cosines[i] = (float) Math.cos(angle);
      sines[i] = (float) Math.sin(angle);
    }
    return new Tensor[] {
      pass.lowered(Tensors.of(cosines, length, width)),
      pass.lowered(Tensors.of(sines, length, width))
    };
  }

  /** Turns each pair of a value in the first half of a vector and its fellow in the second. */
  private static Tensor turned(Tensor x, Tensor[] rotation) {
    TensorVector halves = x.chunk(2, -1);
    Tensor fellows = torch.cat(new TensorVector(halves.get(1).neg(), halves.get(0)), -1);
    return x.mul(rotation[0]).add(fellows.mul(rotation[1]));
  }
}
