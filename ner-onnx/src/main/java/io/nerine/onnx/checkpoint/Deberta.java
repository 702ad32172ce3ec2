package io.nerine.onnx.checkpoint;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.AttentionPositions;
import java.util.List;

/** What the configuration of a DeBERTa-v2 or v3 says of its attention. */
final class Deberta {

  private Deberta() {}

  static AttentionPositions positions(CheckpointConfig config) {
    if (!config.flag("relative_attention", false)) {
      return new AttentionPositions.InEmbeddings();
    }
    config.require("share_att_key", false, true);
    config.require("conv_kernel_size", 0, 0);
    int buckets = config.number(-1, "position_buckets") < 1 ? -1 : config.size("position_buckets");
    int greatest =
        config.number(-1, "max_relative_positions") < 1
            ? config.size("max_position_embeddings")
            : config.size("max_relative_positions");
    List<String> terms = config.terms("pos_att_type");
    if (!List.of("c2p", "p2c").containsAll(terms)) {
      throw new ModelLoadingException(
          "'%s' asks for the attention %s; c2p and p2c can be computed"
              .formatted(config.file(), terms));
    }
    return new AttentionPositions.Disentangled(
        buckets > 0 ? buckets : greatest,
        buckets > 0,
        greatest,
        terms.contains("c2p"),
        terms.contains("p2c"));
  }
}
