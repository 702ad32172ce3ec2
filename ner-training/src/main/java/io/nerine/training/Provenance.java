package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a bundle says of its own making. */
final class Provenance {

  private Provenance() {}

  static Map<String, Object> of(
      PretrainedEncoder encoder,
      TrainingOptions options,
      Dataset train,
      Optional<Dataset> dev,
      TrainingPlan plan,
      TrainingReport report) {
    EncoderConfig config = encoder.config();
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("encoder", encoder.name());
    provenance.putAll(encoder.provenance());
    provenance.put("encoderLayers", config.layers());
    provenance.put("encoderWidth", config.hidden());
    provenance.put("trainDocuments", train.size());
    provenance.put("trainSha256", train.sha256());
    dev.ifPresent(
        documents -> {
          provenance.put("devDocuments", documents.size());
          provenance.put("devSha256", documents.sha256());
        });
    provenance.put("recipe", options.recipe().name().toLowerCase(Locale.ROOT));
    provenance.put("seed", options.seed());
    provenance.put("folds", report.folds());
    if (!options.teachers().isEmpty()) {
      provenance.put("teachers", options.teachers().stream().map(Path::toString).toList());
      provenance.put("unlabelledTexts", options.unlabelled().size());
    }
    provenance.put("epochs", plan.epochs());
    provenance.put("batchTokens", plan.batchTokens());
    provenance.put("learningRate", plan.learningRate());
    provenance.put("updates", report.updates());
    provenance.put("bestUpdate", report.bestUpdate());
    provenance.put("temperature", report.temperature());
    provenance.put("seconds", report.duration().toSeconds());
    provenance.put("threads", options.threads());
    provenance.put("bfloat16", LibTorch.hasBfloat16());
    provenance.put("graphDifference", report.graphDifference());
    provenance.put("java", Runtime.version().toString());
    provenance.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("nerine", version());
    provenance.put("warnings", report.warnings());
    return provenance;
  }

  private static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** What a checkpoint must have been written by to go on from it. */
  static String fingerprint(
      PretrainedEncoder encoder, TrainingOptions options, Dataset train, Optional<Dataset> dev) {
    return "train %s, dev %s, encoder %s, recipe %s, seed %d, epochs %s, rate %s, batch %s, window %d, pass %d, folds %s, teachers %s, unlabelled %d, threads %d"
        .formatted(
            train.sha256(),
            dev.map(Dataset::sha256).orElse("none"),
            encoder.name() + encoder.provenance(),
            options.recipe(),
            options.seed(),
            options.epochs(),
            options.learningRate(),
            options.batchSize(),
            options.maxTokens(),
            options.passTokens(),
            options.folds(),
            options.teachers(),
            options.unlabelled().hashCode(),
            options.threads());
  }
}
