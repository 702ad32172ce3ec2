package io.nerine.training;

import io.nerine.onnx.graph.EncoderArchitecture;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.EncoderLayout;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes a transformer encoder on LibTorch, as {@link EncoderGraph} writes it. Holds no native
 * memory: the weights belong to whoever makes a {@link Pass}. Works in a scope of pointers that is
 * open.
 */
final class TorchEncoder {

  private static final String INNER = "intermediate.dense";

  private final EncoderConfig config;

  TorchEncoder(EncoderConfig config) {
    this.config = config;
  }

  /**
   * Computes the last hidden states.
   *
   * @param batch the windows
   * @param pass the weights
   * @return a vector for each token {@code [windows][length][hidden]}
   */
  Tensor hiddenStates(Batch batch, Pass pass) {
    Tensor x = embedded(batch, pass);
    EncoderArchitecture architecture = config.architecture();
    TorchAttention attention = new TorchAttention(config, batch, pass);
    for (int layer = 0; layer < config.layers(); layer++) {
      x =
          architecture.normalisesFirst()
              ? gatedLayer(x, layer, attention, pass)
              : layer(x, layer, attention, pass);
    }
    return architecture.normalisesFirst()
        ? normalised(x, EncoderLayout.LAST_NORMALISATION, pass)
        : x;
  }

  private Tensor embedded(Batch batch, Pass pass) {
    int windows = batch.windows();
    int length = batch.length();
    Tensor ids = Tensors.of(batch.inputIds(), windows, length);
    Tensor x = torch.embedding(pass.weight(EncoderLayout.WORDS), ids);
    if (pass.has(EncoderLayout.POSITIONS)) {
      x = x.add(pass.weight(EncoderLayout.POSITIONS).narrow(0, 0, length));
    }
    if (pass.has(EncoderGraph.CASE_EMBEDDING)) {
      Tensor cases = Tensors.of(batch.caseIds(), windows, length);
      x = x.add(torch.embedding(pass.weight(EncoderGraph.CASE_EMBEDDING), cases));
    }
    x = pass.dropout(normalised(x, "embeddings", pass));
    return pass.has(EncoderGraph.PROJECTION + ".weight")
        ? pass.raised(pass.linear(pass.lowered(x), EncoderGraph.PROJECTION))
        : x;
  }

  private Tensor normalised(Tensor x, String block, Pass pass) {
    return pass.normalised(x, block, config.layerNormEpsilon());
  }

  private Tensor layer(Tensor x, int layer, TorchAttention attention, Pass pass) {
    String weights = config.architecture().weightsOf(layer);
    Tensor context = attention.context(pass.lowered(x), layer);
    Tensor attended = pass.raised(pass.linear(context, weights + "attention.output.dense"));
    Tensor y = normalised(x.add(pass.dropout(attended)), weights + "attention.output", pass);
    Tensor inner = activated(pass.linear(pass.lowered(y), weights + INNER));
    Tensor outer = pass.raised(pass.linear(inner, weights + "output.dense"));
    return normalised(y.add(pass.dropout(outer)), weights + "output", pass);
  }

  private Tensor gatedLayer(Tensor x, int layer, TorchAttention attention, Pass pass) {
    String weights = config.architecture().weightsOf(layer);
    Tensor attending =
        pass.has(weights + "attention.LayerNorm.weight")
            ? normalised(x, weights + "attention", pass)
            : x;
    Tensor context = attention.context(pass.lowered(attending), layer);
    Tensor attended = pass.raised(pass.linear(context, weights + "attention.output.dense"));
    Tensor y = x.add(pass.dropout(attended));
    Tensor thinking = pass.lowered(normalised(y, weights + "intermediate", pass));
    TensorVector halves = pass.linear(thinking, weights + INNER).chunk(2, -1);
    Tensor inner = activated(halves.get(0)).mul(halves.get(1));
    return y.add(pass.dropout(pass.raised(pass.linear(inner, weights + "output.dense"))));
  }

  private Tensor activated(Tensor x) {
    return switch (config.architecture().activation()) {
      case GELU -> torch.gelu(x);
      case GELU_TANH -> torch.gelu(x, "tanh");
      case RELU -> torch.relu(x);
    };
  }
}
