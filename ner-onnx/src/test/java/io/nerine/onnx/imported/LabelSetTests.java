package io.nerine.onnx.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.decode.TagSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSetTests {

  private static TagSet recognise(String labels) {
    return LabelSet.recognise(List.of(labels.split(" ")), "id2label", null);
  }

  @ParameterizedTest
  @CsvSource({
    "O B-PER I-PER B-LOC I-LOC, BIO, PER LOC",
    "B-LOC B-PER I-LOC I-PER O, BIO, LOC PER",
    "O B_PER I_PER, BIO, PER",
    "PER-B PER-I OTHER, BIO, PER",
    "O B-creative-work I-creative-work, BIO, creative-work",
    "O B-Quantity, BIO, Quantity",
    "O I-PER I-LOC B-LOC, IOB1, PER LOC",
    "O I-PER I-LOC, IO, PER LOC",
    "O PER LOC, IO, PER LOC",
    "O E-MAIL PHONE ADDRESS, IO, E-MAIL PHONE ADDRESS",
    "O B-X I-X E-X S-X, BIOES, X",
    "O B-X I-X L-X U-X, BILOU, X",
    "[PAD] O B-X I-X X [CLS] [SEP], BIO, X"
  })
  void labelsTellSchemeAndTypes(String labels, TagScheme scheme, String types) {
    TagSet tagSet = recognise(labels);
    assertThat(tagSet.scheme()).isEqualTo(scheme);
    assertThat(tagSet.typeNames()).containsExactly(types.split(" "));
    assertThat(tagSet.size()).isEqualTo(labels.split(" ").length);
  }

  @Test
  void labelsOfNothingAreNeverTheBest() {
    assertThat(recognise("[PAD] O PER-B PER-I X").tagNames())
        .containsExactly("*", "O", "B-PER", "I-PER", "*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LABEL_0 LABEL_1 LABEL_2",
        "B-PER I-PER",
        "O",
        "O B-PER I-PER Harbour",
        "O B-PER B-PER",
        "O B-X I-X" + " B-Y E-Y"
      })
  void labelsThatAreNoSchemeAreRefused(String labels) {
    assertThatThrownBy(() -> recognise(labels))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("id2label");
  }
}
