package io.nerine.onnx.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.zeroshot.GlinerSettings.Pooling;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlinerSettingsTests {

  private static final GlinerSettings SETTINGS =
      new GlinerSettings(12, 384, 96, 1024, 25, "<<ENT>>", "<<SEP>>", Pooling.LAST);

  @Test
  void mapHoldsAllThereIs() {
    assertThat(GlinerSettings.from(SETTINGS.toMap())).isEqualTo(SETTINGS);
    assertThat(SETTINGS.toMap()).containsEntry("subtokenPooling", "last");
  }

  @ParameterizedTest
  @CsvSource({
    "maxWidth, 0, maxWidth must be 1 to 1024",
    "maxWords, 1, maxWords must be 2 to",
    "overlapWords, 193, overlapWords must be 0 to 192",
    "maxTokens, 8, maxTokens must be 16 to",
    "maxTypes, 0, maxTypes must be 1 to",
    "maxTypes, many, 'maxTypes' must be an integer",
    "entityToken, <<SEP>>, must be two tokens",
    "entityToken, 7, 'entityToken' must be a text",
    "subtokenPooling, median, ''first', 'last' or 'all''"
  })
  void wrongValuesAreNamed(String key, String value, String message) {
    Map<String, Object> settings = new HashMap<>(SETTINGS.toMap());
    settings.put(key, value.matches("\\d+") ? (Object) Integer.valueOf(value) : value);
    assertThatThrownBy(() -> GlinerSettings.from(settings))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining(message.replace("''", "'"));
  }
}
