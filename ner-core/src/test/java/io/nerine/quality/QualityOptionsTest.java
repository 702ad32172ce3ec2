package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QualityOptionsTest {

  @ParameterizedTest
  @EnumSource
  void everyThresholdHasItsDefaultAndCanBeSetToItsBounds(Threshold threshold) {
    assertThat(QualityOptions.defaults().threshold(threshold))
        .isEqualTo(threshold.defaultValue())
        .isBetween(threshold.minimum(), threshold.maximum());
    assertThatThrownBy(() -> QualityOptions.builder().threshold(threshold, threshold.maximum() + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Names.of(threshold));
    assertThatThrownBy(() -> QualityOptions.builder().threshold(threshold, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void documentationStatesEveryDefault() throws IOException {
    String source =
        Files.readString(
            Path.of("src/main/java/io/nerine/quality/Threshold.java"), StandardCharsets.UTF_8);
    for (Threshold threshold : Threshold.values()) {
      double value = threshold.defaultValue();
      String written = value == Math.rint(value) ? Long.toString((long) value) : "" + value;
      assertThat(source)
          .contains("<td>{@link #" + threshold.name() + "}</td><td>" + written + "</td>");
    }
  }

  @Test
  void thresholdsOutOfOrderAreRefused() {
    QualityOptions.Builder builder =
        QualityOptions.builder()
            .threshold(Threshold.FEW_MENTIONS, 60)
            .threshold(Threshold.ADVISED_MENTIONS, 50);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("few-mentions must not be above advised-mentions, found 60 and 50");
  }

  @Test
  void optionsDoNotChangeWithTheirBuilder() {
    QualityOptions.Builder builder = QualityOptions.builder().ignoreCase(true);
    QualityOptions options = builder.build();
    builder.ignoreCase(false).ignoreInflection(true).threshold(Threshold.LONG_WORD, 9);
    assertThat(options.ignoreCase()).isTrue();
    assertThat(options.ignoreInflection()).isFalse();
    assertThat(options.threshold(Threshold.LONG_WORD)).isEqualTo(64);
  }
}
