package io.nerine.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.exception.InferenceException;
import io.nerine.samples.consumer.OrderDesk.Order;
import io.nerine.testing.ScriptedExtractor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The application's own logic, without a model. */
class OrderDeskTest {

  private static final String MAIL = "Send bolts M8 and a hose to Basel.";

  @Test
  void readsPartsAndPlace() {
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART", "PLACE")
            .on(MAIL)
            .find("PART", "bolts M8")
            .find("PART", "hose")
            .find("PLACE", "Basel")
            .build();
    try (OrderDesk desk = new OrderDesk(extractor)) {
      assertThat(desk.read(MAIL)).contains(new Order(List.of("bolts M8", "hose"), "Basel"));
      assertThat(desk.read("Thank you.")).isEmpty();
    }
    assertThat(extractor.isClosed()).isTrue();
  }

  @Test
  void leavesOutWhatIsDoubtful() {
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART", "PLACE")
            .on(MAIL)
            .find("PART", "bolts M8", 0.4)
            .find("PLACE", "Basel")
            .build();
    try (OrderDesk desk = new OrderDesk(extractor)) {
      assertThat(desk.read(MAIL)).isEmpty();
    }
  }

  @Test
  void triesAgainOnce() {
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART", "PLACE")
            .on(MAIL)
            .fail(new InferenceException("busy"))
            .then()
            .find("PART", "hose")
            .find("PLACE", "Basel")
            .build();
    try (OrderDesk desk = new OrderDesk(extractor)) {
      assertThat(desk.read(MAIL)).contains(new Order(List.of("hose"), "Basel"));
    }
    assertThat(extractor.callCount(MAIL)).isEqualTo(2);
  }
}
