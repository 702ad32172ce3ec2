package io.nerine.samples.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.Extractors;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.samples.consumer.OrderDesk.Order;
import io.nerine.testing.ExtractionAssert;
import io.nerine.testing.TinyModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That backend and natives are there, on the module path, with a real model. */
class WiringTest {

  @Test
  void theApplicationIsANamedModule() {
    assertThat(OrderDesk.class.getModule().getName()).isEqualTo("io.nerine.samples.consumer");
    assertThat(Extractor.class.getModule().getName()).isEqualTo("io.nerine.api");
    assertThat(TinyModel.class.getModule().getName()).isEqualTo("io.nerine.core");
  }

  @Test
  void aRealModelReadsAnOrder(@TempDir Path directory) {
    Path bundle = TinyModel.copyTo(directory.resolve("tiny.nerine"));
    try (OrderDesk desk = new OrderDesk(Extractors.load(bundle))) {
      assertThat(desk.read("Send 3 bolts M8 to Basel."))
          .contains(new Order(List.of("bolts M8"), "Basel"));
    }
  }

  @Test
  void theReadmesExtractionRuns(@TempDir Path directory) {
    Path bundle = TinyModel.copyTo(directory.resolve("tiny.nerine"));
    String text = "Is valve GX-447-B still in Riga?";
    List<String> found = new ArrayList<>();
    try (Extractor extractor = Extractors.load(bundle)) {
      for (Entity entity : extractor.extract(text).entities()) {
        found.add(entity.type() + " " + entity.text());
      }
      Extraction extraction = extractor.extract(text);
      ExtractionAssert.assertThat(extraction)
          .hasEntity("PART", "valve GX-447-B")
          .hasNoEntity("QUANTITY");
    }
    assertThat(found).containsExactly("PART valve GX-447-B", "PLACE Riga");
  }
}
