package io.nerine.onnx.quantize;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.internal.RuntimeEnvironment;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a graph over windows of text and takes down the ranges of its activations. */
final class Calibration {

  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  private Calibration() {}

  /**
   * Measures.
   *
   * @param graph the graph
   * @param windows what to run it on; each alone, so that no padding counts
   * @return the range of the input of each of its products, by the input's name; without those of
   *     another shape than {@code [batch][tokens][features]}
   */
  static Map<String, ActivationRange> measure(QuantizableGraph graph, List<EncodedWindow> windows) {
    Calibration calibration = new Calibration();
    graph.products().forEach(p -> calibration.tallies.put(p.input(), new Tally(p.rows())));
    OrtEnvironment environment = RuntimeEnvironment.get();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(graph.observed(), options)) {
        for (EncodedWindow window : windows) {
          calibration.run(environment, session, window);
        }
      }
    } catch (OrtException e) {
      throw new ModelLoadingException(
          "ONNX Runtime can't run the graph to calibrate it (%s); export the model again"
              .formatted(e.getMessage()),
          e);
    }
    Map<String, ActivationRange> ranges = new HashMap<>();
    calibration.tallies.forEach(
        (input, tally) -> {
          if (tally.tokens > 0) {
            ranges.put(input, tally.range());
          }
        });
    return ranges;
  }

  private void run(OrtEnvironment environment, OrtSession session, EncodedWindow window)
      throws OrtException {
    long[] shape = {1, window.tokens()};
    int[] mask = new int[window.tokens()];
    Arrays.fill(mask, 1);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String input : session.getInputNames()) {
        int[] values =
            switch (input) {
              case "input_ids" -> window.inputIds();
              case "case_ids" -> window.caseIds();
              default -> mask;
            };
        inputs.put(input, OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, Tally> tally : tallies.entrySet()) {
          tally
              .getValue()
              .add(
                  values(result, QuantizableGraph.least(tally.getKey())),
                  values(result, QuantizableGraph.greatest(tally.getKey())),
                  values(result, QuantizableGraph.mean(tally.getKey())),
                  window.tokens());
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static FloatBuffer values(OrtSession.Result result, String output) {
    if (result.get(output).orElse(null) instanceof OnnxTensor tensor) {
      return tensor.getFloatBuffer();
    }
    throw new InferenceException("The graph gives no tensor '%s'".formatted(output));
  }

  /** The range of one tensor so far. */
  private static final class Tally {

    private final float[] least;
    private final float[] greatest;
    private final double[] sum;
    private long tokens;

    Tally(int features) {
      least = new float[features];
      greatest = new float[features];
      sum = new double[features];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }

    void add(FloatBuffer low, FloatBuffer high, FloatBuffer mean, int count) {
      // Over two axes of a matrix, as of positions, there is but one least value.
      if (low.remaining() != least.length) {
        return;
      }
      for (int i = 0; i < least.length; i++) {
        least[i] = Math.min(least[i], low.get(i));
        greatest[i] = Math.max(greatest[i], high.get(i));
        sum[i] += (double) mean.get(i) * count;
      }
      tokens += count;
    }

    ActivationRange range() {
      double[] mean = new double[sum.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = sum[i] / tokens;
      }
      return new ActivationRange(least, greatest, mean);
    }
  }
}
