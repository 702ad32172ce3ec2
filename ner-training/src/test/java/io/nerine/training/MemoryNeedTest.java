package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.EncoderConfig;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  private static final EncoderConfig BASE =
      new EncoderConfig(12, 768, 12, 3072, 28_996, 512, 1e-12);

  @Test
  void halfTheTokensTakeHalfTheActivations() {
    MemoryNeed whole = MemoryNeed.of(BASE, 5_000, 1_024, 256);
    MemoryNeed half = MemoryNeed.of(BASE, 5_000, 512, 256);
    assertThat(half.activations()).isEqualTo(whole.activations() / 2);
    assertThat(half.weights()).isEqualTo(whole.weights());
    assertThat(whole.total()).isBetween(3L << 30, 7L << 30);
  }

  @Test
  void aWindowIsNotCut() {
    assertThat(MemoryNeed.of(BASE, 5_000, 16, 256)).isEqualTo(MemoryNeed.of(BASE, 5_000, 256, 256));
  }

  @Test
  void lessIsComputedAtOnceWhereLittleIsFree() {
    long whole = MemoryNeed.of(BASE, 5_000, 1_024, 200).total();
    assertThat(MemoryNeed.fittingPassTokens(BASE, 5_000, 1_024, 200, whole)).isEqualTo(1_024);
    assertThat(MemoryNeed.fittingPassTokens(BASE, 5_000, 1_024, 200, whole - 1)).isEqualTo(512);
    long least = MemoryNeed.of(BASE, 5_000, 200, 200).total();
    assertThat(MemoryNeed.fittingPassTokens(BASE, 5_000, 1_024, 200, least)).isEqualTo(200);
    assertThatThrownBy(() -> MemoryNeed.fittingPassTokens(BASE, 5_000, 1_024, 200, least - 1))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("shorter windows");
  }

  @Test
  void theMachineSaysWhatIsFree() {
    assertThat(MemoryNeed.available()).isPositive();
  }

  @Test
  void whatNoMachineHasIsRefusedWithFigures() {
    EncoderConfig huge = new EncoderConfig(96, 16_384, 64, 65_536, 50_000, 512, 1e-12);
    assertThatThrownBy(
            () -> MemoryNeed.fittingPassTokens(huge, 50_000, 1_024, 256, MemoryNeed.available()))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("MiB")
        .hasMessageContaining("smaller encoder");
  }
}
