package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.document.DatasetPart;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Extractor;
import io.nerine.onnx.OnnxBackend;
import io.nerine.testing.EvaluationAssert;
import io.nerine.testing.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships is the one that its maker makes. */
class TinyModelMakerTest {

  @Test
  void makesTheModelThatShips(@TempDir Path directory) {
    Path made = Path.of("target", "tiny.nerine");
    Evaluation test =
        TinyModelMaker.save(TinyModelMaker.make(Integer.getInteger("nerine.tiny.epochs", 4)), made);
    EvaluationAssert.assertThat(test).hasMicroF1AtLeast(0.5);
    Path shipped = TinyModel.copyTo(directory.resolve("tiny.nerine"));
    try (ModelBundle madeBundle = ModelBundle.open(made);
        ModelBundle shippedBundle = ModelBundle.open(shipped)) {
      assertThat(shippedBundle.schema()).isEqualTo(madeBundle.schema());
      assertThat(shippedBundle.read(OnnxBackend.TOKENIZER))
          .isEqualTo(madeBundle.read(OnnxBackend.TOKENIZER));
      for (String fact : new String[] {"trainSha256", "devSha256", "seed", "learningRate"}) {
        assertThat(shippedBundle.manifest().provenance())
            .containsEntry(fact, madeBundle.manifest().provenance().get(fact));
      }
    }
  }

  @Test
  void theModelThatShipsHasLearntItsOrders(@TempDir Path directory) {
    try (Extractor extractor =
        Extractors.load(TinyModel.copyTo(directory.resolve("tiny.nerine")))) {
      EvaluationAssert.assertThat(
              Evaluator.evaluate(extractor, TinyOrders.create(400, 3, DatasetPart.TEST)))
          .hasMicroF1AtLeast(0.95);
    }
  }
}
