package io.nerine.training;

import io.nerine.document.DatasetPart;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Extractor;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the tiny model of {@code io.nerine.testing.TinyModel}: a BERT of two layers, trained from
 * random weights on {@link TinyOrders invented orders}. Equal runs on one machine give equal
 * weights. What ships was made, as {@code ner-training/target/tiny.nerine}, by
 *
 * <pre>
 * mvn -pl ner-training -am test -Dtest=TinyModelMakerTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dnerine.tiny.epochs=40
 * </pre>
 *
 * and copied to {@code ner-core/src/main/resources/io/nerine/testing}.
 */
final class TinyModelMaker {

  private static final int MAX_TOKENS = 64;
  private static final int WIDTH = 32;

  private TinyModelMaker() {}

  /** Writes the model with its scores on orders that training did not see, and returns these. */
  static Evaluation save(TrainedModel model, Path bundle) {
    try (Extractor extractor = model.extractor()) {
      Evaluation test = Evaluator.evaluate(extractor, TinyOrders.create(400, 3, DatasetPart.TEST));
      model.save(bundle, model.card().evaluation("test", test).build());
      return test;
    }
  }

  /**
   * Trains the model.
   *
   * @param epochs how often each order is seen
   */
  static TrainedModel make(int epochs) {
    return Trainer.builder()
        .encoder(encoder())
        .name("tiny")
        .maxTokens(MAX_TOKENS)
        .learningRate(2e-3)
        .batchSize(16)
        .epochs(epochs)
        .threads(1)
        .build()
        .train(
            TinyOrders.create(1200, 1, DatasetPart.TRAIN),
            TinyOrders.create(200, 2, DatasetPart.DEV));
  }

  private static PretrainedEncoder encoder() {
    List<String> vocabulary = TinyEncoder.vocabulary(TinyOrders.words());
    EncoderConfig config =
        new EncoderConfig(2, WIDTH, 4, 2 * WIDTH, vocabulary.size(), MAX_TOKENS, 1e-12);
    return new PretrainedEncoder(
        "random weights",
        config,
        TinyEncoder.weights(config, 11),
        TinyEncoder.tokenizerJson(vocabulary, true));
  }
}
