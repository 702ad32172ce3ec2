package io.nerine.training.encoder;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * A small BERT encoder that an artifact of LangChain4j holds as {@code NAME.onnx} and {@code
 * NAME-tokenizer.json}.
 *
 * @param name the name of the encoder
 * @param module the name of the artifact
 */
record OnnxArtifact(String name, String module) implements KnownEncoder {

  /** All of them share the head count and epsilon; the rest shows in the weights. */
  private static final int HEADS = 12;

  private static final double EPSILON = 1e-12;

  @Override
  public String artifact() {
    return "dev.langchain4j:" + module;
  }

  @Override
  public List<String> files() {
    return List.of(graph(), tokenizer());
  }

  private String graph() {
    return name.toLowerCase(Locale.ROOT) + ".onnx";
  }

  private String tokenizer() {
    return name.toLowerCase(Locale.ROOT) + "-tokenizer.json";
  }

  @Override
  public PretrainedEncoder read(Resources resources) throws IOException {
    try (InputStream graph = KnownEncoder.opened(resources, graph());
        InputStream tokenizer = KnownEncoder.opened(resources, tokenizer())) {
      Weights weights =
          OnnxWeights.read(new BufferedInputStream(graph, 1 << 20), "encoder '" + name + "'");
      return new PretrainedEncoder(
          name, EncoderConfig.of(weights, HEADS, EPSILON), weights, tokenizer.readAllBytes());
    }
  }
}
