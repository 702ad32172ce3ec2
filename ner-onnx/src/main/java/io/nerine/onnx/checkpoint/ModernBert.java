package io.nerine.onnx.checkpoint;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.AttentionPositions;
import java.util.List;

/** What the configuration of a ModernBERT says of its attention. */
final class ModernBert {

  private static final String WHOLE = "full_attention";
  private static final String NEAR = "sliding_attention";

  private ModernBert() {}

  static AttentionPositions positions(CheckpointConfig config) {
    int every = config.size(every(config), "global_attn_every_n_layers");
    // The older form of the file first, then that of version 5 of the library.
    double whole = config.number(base(config, WHOLE, 160_000), "global_rope_theta");
    double near = config.number(base(config, NEAR, 10_000), "local_rope_theta");
    return new AttentionPositions.Rotary(
        whole, near, config.size(128, "local_attention") / 2, every);
  }

  private static double base(CheckpointConfig config, String layers, double otherwise) {
    String type = config.at("/rope_parameters/" + layers + "/rope_type").asText("default");
    if (!type.equals("default")) {
      throw new ModelLoadingException(
          "'%s' asks for rotary positions of type '%s'; only 'default' can be computed"
              .formatted(config.file(), type));
    }
    return config.at("/rope_parameters/" + layers + "/rope_theta").asDouble(otherwise);
  }

  /** The list of layers must be what a period says, since that is all that can be computed. */
  private static int every(CheckpointConfig config) {
    List<String> layers = config.terms("layer_types");
    if (layers.isEmpty()) {
      return 3;
    }
    int every = 1;
    while (every < layers.size() && !layers.get(every).equals(WHOLE)) {
      every++;
    }
    for (int layer = 0; layer < layers.size(); layer++) {
      if (!layers.get(layer).equals(layer % every == 0 ? WHOLE : NEAR)) {
        throw new ModelLoadingException(
            "'%s': layer_types must have '%s' at the first and then at each so manieth layer, found %s"
                .formatted(config.file(), WHOLE, layers));
      }
    }
    return every;
  }
}
