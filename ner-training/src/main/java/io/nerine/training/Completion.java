package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.evaluation.Evaluation;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import io.nerine.report.DataStatistics;
import io.nerine.training.encoder.PretrainedEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a model of a trained network: writes its graph and holds it against the network. */
final class Completion {

  private static final int CHECKED_WINDOWS = 32;

  private final PretrainedEncoder encoder;
  private final TrainingOptions options;
  private final Preparation preparation;
  private final VocabularySubset vocabulary;
  private final List<String> warnings;

  Completion(
      PretrainedEncoder encoder,
      TrainingOptions options,
      Preparation preparation,
      VocabularySubset vocabulary,
      List<String> warnings) {
    this.encoder = encoder;
    this.options = options;
    this.preparation = preparation;
    this.vocabulary = vocabulary;
    this.warnings = warnings;
  }

  /**
   * What documents that a network was not trained on say of it.
   *
   * @param temperature what its logits are to be divided by
   * @param evaluation what it scores
   * @param crossValidation where that comes from, if from networks that were trained like it
   */
  record Verdict(
      double temperature, Evaluation evaluation, Optional<CrossValidation> crossValidation) {}

  /**
   * What a network comes from.
   *
   * @param train what it was trained on
   * @param dev what its weights were chosen on, if on others
   * @param checked documents to hold its graph against it on
   */
  record Sources(Dataset train, Optional<Dataset> dev, List<EncodedDocument> checked) {}

  TrainedModel model(
      TokenClassifier network,
      TrainingLoop.Result result,
      TrainingPlan plan,
      Verdict verdict,
      Sources sources,
      TimeBudget time) {
    if (verdict.evaluation().micro().truePositives() == 0) {
      warnings.add(
          "The model finds none of the %d entities of the dev documents; it needs more tagged"
                  .formatted(verdict.evaluation().micro().gold())
              + " documents or more epochs");
    }
    Weights weights = vocabulary.expand(network.weights(), encoder.weights());
    byte[] graph = GraphWriter.write(encoder.config(), scaled(weights, verdict.temperature()));
    List<EncodedDocument.Window> checked =
        sources.checked().stream()
            .flatMap(document -> document.windows().stream())
            .limit(CHECKED_WINDOWS)
            .toList();
    double difference =
        GraphCheck.compare(
            graph,
            network,
            verdict.temperature(),
            preparation.batches(vocabulary),
            checked,
            preparation.tagSet().size());
    TrainingReport report =
        new TrainingReport(
            result.updates(),
            result.bestUpdate(),
            time.elapsed(),
            difference,
            verdict.crossValidation().map(validation -> validation.folds().size()).orElse(0),
            verdict.temperature(),
            result.curve(),
            warnings);
    Dataset train = sources.train();
    return new TrainedModel(
        options.name().isEmpty() ? train.schema().name() : options.name(),
        train.schema(),
        graph,
        encoder.tokenizerJson(),
        preparation.settings(),
        encoder.config().vocabulary(),
        verdict.evaluation(),
        verdict.crossValidation(),
        report,
        Provenance.of(encoder, options, train, sources.dev(), plan, report),
        statistics(sources));
  }

  /** The head is linear, so its weights can carry the temperature at no cost. */
  private static Weights scaled(Weights weights, double temperature) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    for (String part : new String[] {".weight", ".bias"}) {
      arrays.computeIfPresent(
          EncoderGraph.HEAD + part,
          (name, array) ->
              new Weights.Array(array.shape(), Temperature.apply(array.values(), temperature)));
    }
    return new Weights("the trained network", arrays);
  }

  private static Map<String, DataStatistics> statistics(Sources sources) {
    Map<String, DataStatistics> statistics = new LinkedHashMap<>();
    statistics.put("train", DataStatistics.of(sources.train()));
    sources.dev().ifPresent(dev -> statistics.put("dev", DataStatistics.of(dev)));
    return statistics;
  }
}
