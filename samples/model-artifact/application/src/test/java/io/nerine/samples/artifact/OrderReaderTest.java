package io.nerine.samples.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderReaderTest {

  @Test
  void readsOrdersWithTheModelOfItsDependency() {
    try (OrderReader reader = new OrderReader()) {
      assertThat(reader.read("Send 3 bolts M8 to Basel."))
          .containsExactly("QUANTITY: 3", "PART: bolts M8", "PLACE: Basel");
    }
  }

  @Test
  void theModelComesFromTheDependencyAlone() throws IOException {
    List<URL> found =
        Collections.list(OrderReader.class.getClassLoader().getResources(OrderReader.MODEL));
    URL own = OrderReader.class.getProtectionDomain().getCodeSource().getLocation();
    assertThat(found)
        .singleElement()
        .satisfies(model -> assertThat(model.toString()).doesNotContain(own.getPath()));
  }
}
