package io.nerine.onnx.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSettingsTests {

  @Test
  void mapRoundTrips() {
    PipelineSettings settings = new PipelineSettings(128, 32, true);
    assertThat(PipelineSettings.from(settings.toMap())).isEqualTo(settings);
    Map<String, Object> more = new HashMap<>(settings.toMap());
    more.put("tagScheme", "BIO");
    more.put("maxTokens", 128L);
    assertThat(PipelineSettings.from(more)).isEqualTo(settings);
  }

  @Test
  void tokenizationIsWordsUnlessTheModelSaysOtherwise() {
    PipelineSettings text = new PipelineSettings(128, 32, false, Tokenization.TEXT);
    assertThat(text.toMap()).containsEntry("tokenization", "text");
    assertThat(PipelineSettings.from(text.toMap())).isEqualTo(text);
    assertThat(PipelineSettings.defaults().toMap()).doesNotContainKey("tokenization");
    Map<String, Object> wrong = new HashMap<>(text.toMap());
    wrong.put("tokenization", "letters");
    assertThatThrownBy(() -> PipelineSettings.from(wrong))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'tokenization' must be 'words' or 'text', found letters");
  }

  @Test
  void defaultsAreWindowsOf256TokensThatShare64() {
    assertThat(PipelineSettings.defaults()).isEqualTo(new PipelineSettings(256, 64, false));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new PipelineSettings(7, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxTokens");
    assertThatThrownBy(() -> new PipelineSettings(64, 32, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 31");
    assertThatThrownBy(() -> new PipelineSettings(64, -1, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void settingsOfAModelAreCheckedOneByOne() {
    assertThatThrownBy(() -> PipelineSettings.from(Map.of()))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'maxTokens' must be an integer, found nothing");
    assertThatThrownBy(() -> PipelineSettings.from(Map.of("maxTokens", 64, "overlapTokens", "no")))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'overlapTokens'");
    assertThatThrownBy(() -> PipelineSettings.from(Map.of("maxTokens", 64, "overlapTokens", 16)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'caseFeatures'");
    assertThatThrownBy(
            () ->
                PipelineSettings.from(
                    Map.of("maxTokens", 64, "overlapTokens", 60, "caseFeatures", false)))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("0 to 31");
    assertThatThrownBy(() -> PipelineSettings.from(Map.of("maxTokens", 1L << 40)))
        .isInstanceOf(ModelLoadingException.class);
  }
}
