package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.onnx.graph.Weights;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try")
class AdamWTest {

  @Test
  void updatesAsThePaperSays() {
    LibTorch.load(1);
    double rate = 0.01;
    double decay = 0.1;
    float[] start = {0.5f, -1.25f, 2f, 0f};
    float[][] gradients = {{0.1f, -0.2f, 0f, 3f}, {0.3f, 0.2f, -1f, 0.5f}, {-0.1f, 0f, 2f, 0.1f}};
    double scale = 0.5;
    double averaging = 0.2;

    double[] value = new double[4];
    double[] mean = new double[4];
    double[] variance = new double[4];
    double[] average = new double[4];
    for (int i = 0; i < 4; i++) {
      value[i] = start[i];
      average[i] = start[i];
    }
    for (int step = 1; step <= gradients.length; step++) {
      for (int i = 0; i < 4; i++) {
        double gradient = gradients[step - 1][i] * scale;
        value[i] -= rate * decay * value[i];
        mean[i] = 0.9 * mean[i] + 0.1 * gradient;
        variance[i] = 0.999 * variance[i] + 0.001 * gradient * gradient;
        value[i] -=
            rate
                * (mean[i] / (1 - Math.pow(0.9, step)))
                / (Math.sqrt(variance[i] / (1 - Math.pow(0.999, step))) + 1e-8);
        double stays = Math.min(averaging, (1.0 + step) / (10.0 + step));
        average[i] = stays * average[i] + (1 - stays) * value[i];
      }
    }

    try (PointerScope scope = new PointerScope()) {
      Parameter parameter =
          new Parameter("w", new Weights.Array(new int[] {4}, start), rate, decay, true);
      AdamW optimizer = new AdamW(List.of(parameter), averaging);
      try (NoGradGuard guard = new NoGradGuard()) {
        for (float[] gradient : gradients) {
          optimizer.update(new TensorVector(Tensor.create(gradient, 4)), 1, scale);
        }
      }
      float[] found = new float[4];
      parameter.value.data_ptr_float().get(found);
      float[] foundAverage = new float[4];
      parameter.forUse().data_ptr_float().get(foundAverage);
      for (int i = 0; i < 4; i++) {
        assertThat((double) found[i]).isCloseTo(value[i], within(1e-6));
        assertThat((double) foundAverage[i]).isCloseTo(average[i], within(1e-6));
      }
      assertThat(optimizer.updates()).isEqualTo(3);
      parameter.close();
    }
  }
}
