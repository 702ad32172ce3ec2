package io.nerine.onnx;

import static io.nerine.testing.ExtractionAssert.mention;
import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Extractor;
import io.nerine.testing.ExtractionAssert;
import io.nerine.testing.ExtractorContract;
import io.nerine.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of the test support runs on this backend, which keeps the contract with it. */
class ShippedTinyModelTests {

  @Test
  void findsWhatItsDocumentationSays() {
    try (Extractor extractor = TinyModel.load()) {
      assertThat(extractor.schema().typeNames()).containsExactly("PART", "QUANTITY", "PLACE");
      ExtractionAssert.assertThat(extractor.extract("Send 3 bolts M8 to Basel."))
          .entitiesExactly(
              mention("QUANTITY", "3"), mention("PART", "bolts M8"), mention("PLACE", "Basel"))
          .hasConfidenceAtLeast(0.9);
      ExtractionAssert.assertThat(extractor.extract("Is valve GX-447-B still in Riga?"))
          .entitiesExactly(mention("PART", "valve GX-447-B"), mention("PLACE", "Riga"));
      ExtractionAssert.assertThat(extractor.extract("Thank you for the call on Monday."))
          .hasNoEntities();
    }
  }

  @Test
  void isSmall(@TempDir Path directory) throws IOException {
    assertThat(Files.size(TinyModel.copyTo(directory.resolve("tiny.nerine")))).isLessThan(300_000);
  }

  @Test
  void theBackendKeepsTheContract() {
    ExtractorContract.of(TinyModel::load)
        .texts("Send 3 bolts M8 to Basel.", "We need 20 kg of washers in Lugano.", "No news.")
        .check();
  }
}
