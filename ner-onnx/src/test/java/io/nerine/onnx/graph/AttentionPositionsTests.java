package io.nerine.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What transformers computes for the sizes of DeBERTa-v3 and MPNet. */
class AttentionPositionsTests {

  @ParameterizedTest
  @CsvSource({
    "-511, 1, 15",
    "-300, 49, 15",
    "-129, 127, 15",
    "-128, 128, 15",
    "-64, 192, 14",
    "-33, 223, 12",
    "-9, 247, 8",
    "-8, 248, 8",
    "-7, 249, 7",
    "0, 256, 0",
    "7, 263, 23",
    "8, 264, 24",
    "12, 268, 25",
    "40, 296, 28",
    "128, 384, 31",
    "129, 385, 31",
    "200, 425, 31",
    "400, 489, 31",
    "511, 511, 31"
  })
  void distancesFallIntoTheRowsTheyWereTrainedIn(int distance, int disentangled, int bucket) {
    assertThat(new AttentionPositions.Disentangled(256, true, 512, true, true).row(distance))
        .isEqualTo(disentangled);
    assertThat(new AttentionPositions.Buckets(32, 128).row(distance)).isEqualTo(bucket);
  }

  @Test
  void withoutLogarithmsGreatDistancesAreCutOff() {
    AttentionPositions.Disentangled plain =
        new AttentionPositions.Disentangled(20, false, 20, true, false);
    assertThat(plain.row(-50)).isZero();
    assertThat(plain.row(3)).isEqualTo(23);
    assertThat(plain.row(50)).isEqualTo(39);
    assertThat(plain.terms()).isEqualTo(2);
  }

  @Test
  void anglesGrowWithThePositionAndFallWithTheIndex() {
    AttentionPositions.Rotary rotary = new AttentionPositions.Rotary(10_000, 100, 4, 3);
    double[] angles = rotary.angles(0, 3, 4);
    assertThat(angles).hasSize(6);
    assertThat(angles[4]).isCloseTo(2, within(1e-9));
    assertThat(angles[5]).isCloseTo(0.02, within(1e-8));
    assertThat(rotary.angles(1, 3, 4)[5]).isCloseTo(0.2, within(1e-7));
    assertThat(rotary.isWhole(3)).isTrue();
    assertThat(rotary.isWhole(4)).isFalse();
  }

  @Test
  void aConfigurationComesBackFromJson() {
    for (AttentionPositions positions :
        new AttentionPositions[] {
          new AttentionPositions.InEmbeddings(),
          new AttentionPositions.Buckets(32, 128),
          new AttentionPositions.Disentangled(256, true, 512, true, false),
          new AttentionPositions.Rotary(160_000, 10_000, 64, 3)
        }) {
      EncoderConfig config =
          new EncoderConfig(
              3,
              48,
              4,
              96,
              500,
              64,
              1e-7,
              new EncoderArchitecture(Activation.RELU, true, false, positions));
      assertThat(EncoderConfig.fromJson(config.toJson(), "a graph")).isEqualTo(config);
    }
  }
}
