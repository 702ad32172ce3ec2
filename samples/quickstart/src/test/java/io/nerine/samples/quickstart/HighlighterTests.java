package io.nerine.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import org.junit.jupiter.api.Test;

class HighlighterTests {

  private static final String TEXT = "Pump P-3 leaks at 94 °C.";

  private static final Extraction FOUND =
      Extraction.builder(TEXT)
          .entity(new Entity(0, 8, "Pump P-3", "Equipment", 0.987, "m"))
          .entity(new Entity(5, 8, "P-3", "PartNumber", 0.6, "m"))
          .entity(new Entity(18, 23, "94 °C", "Measurement", 0.5, "m"))
          .build();

  @Test
  void bracketsNameTypeAndConfidence() {
    assertThat(new Highlighter(false).highlight(FOUND))
        .isEqualTo("[Equipment: Pump P-3 (0.99)] leaks at [Measurement: 94 °C (0.50)].");
  }

  @Test
  void coloursDifferByTypeAndLeaveTheTextReadable() {
    String marked = new Highlighter(true).highlight(FOUND);
    assertThat(marked)
        .contains("\u001B[1;36mPump P-3\u001B[0m")
        .contains("\u001B[1;35m94 °C\u001B[0m");
    assertThat(marked.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo("Pump P-3 Equipment 0.99 leaks at 94 °C Measurement 0.50.");
  }

  @Test
  void textWithoutEntitiesStaysAsItIs() {
    assertThat(new Highlighter(true).highlight(Extraction.builder(TEXT).build())).isEqualTo(TEXT);
  }
}
