package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Evaluation;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.training.encoder.PretrainedEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training run, from documents to a checked graph. Used once. */
final class TrainingRun {

  /** What writing and checking a graph take about: a second, and one for so many weights. */
  private static final double WEIGHTS_A_SECOND = 25e6;

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  private final PretrainedEncoder encoder;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;
  private final long start;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Creates the run.
   *
   * @param start when it was asked for, of {@link System#nanoTime()}; time limits count from here
   */
  TrainingRun(
      PretrainedEncoder encoder,
      TrainingOptions options,
      TrainingListener listener,
      BooleanSupplier cancelled,
      long start) {
    this.encoder = encoder;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
    this.start = start;
  }

  /** Trains on some documents and chooses the weights and the temperature on others. */
  TrainedModel run(Dataset train, Dataset dev) {
    check(train, dev);
    LibTorch.load(options.threads());
    try (Preparation preparation = new Preparation(encoder, options.maxTokens(), train.schema())) {
      List<EncodedDocument> tagged = preparation.encode(train);
      List<EncodedDocument> devDocuments = preparation.encode(dev);
      reportData(train, tagged);
      List<EncodedDocument> trainDocuments =
          options.teachers().isEmpty()
              ? tagged
              : preparation.taught(tagged, options.unlabelled(), options.teachers());
      VocabularySubset vocabulary =
          preparation.vocabulary(
              Stream.concat(trainDocuments.stream(), devDocuments.stream()).toList());
      DevScorer scorer =
          new DevScorer(devDocuments, preparation.batches(vocabulary), preparation.tagSet());
      TimeBudget time = budget(options.maxDuration());
      Completion completion = new Completion(encoder, options, preparation, vocabulary, warnings);
      return fitting(preparation)
          .fit(
              windows(trainDocuments),
              vocabulary,
              plan(trainDocuments, scorer.tokens()),
              Course.selecting(scorer),
              time,
              checkpoint(train, Optional.of(dev)),
              (network, result, plan) -> {
                TrainingLoop.Scored best = result.best().orElseThrow();
                reportSample(best.scorer(), devDocuments.size());
                double temperature =
                    Temperature.fit(best.scores(), best.scorer().documents(), preparation.tagSet());
                Evaluation evaluation = best.scorer().evaluate(best.scores(), temperature);
                return completion.model(
                    network,
                    result,
                    plan,
                    new Completion.Verdict(temperature, evaluation, Optional.empty()),
                    new Completion.Sources(train, Optional.of(dev), devDocuments),
                    time);
              });
    }
  }

  /**
   * Trains on all documents, with cross-validation; empty if the time limit is too short for it.
   */
  Optional<TrainedModel> runFolds(Dataset data, int number) {
    List<DatasetSplit> folds = folds(data, number);
    if (folds.isEmpty()) {
      return Optional.empty();
    }
    LibTorch.load(options.threads());
    try (Preparation preparation = new Preparation(encoder, options.maxTokens(), data.schema())) {
      CrossFitting crossFitting =
          new CrossFitting(encoder, options, this, data, folds, preparation);
      return crossFitting.validate(folds.size() + 1).map(crossFitting::model);
    }
  }

  /** Trains a network for each fold alone. */
  CrossValidation validate(Dataset data, int number) {
    List<DatasetSplit> folds = folds(data, number);
    if (folds.isEmpty()) {
      throw new TrainingException(
          "The %d documents cannot be split into folds, since they are one document or near-duplicates"
                  .formatted(data.size())
              + " of each other; give more documents, or split long ones");
    }
    LibTorch.load(options.threads());
    try (Preparation preparation = new Preparation(encoder, options.maxTokens(), data.schema())) {
      return new CrossFitting(encoder, options, this, data, folds, preparation)
          .validate(folds.size())
          .orElseThrow(
              () ->
                  new TrainingException(
                      "The time limit of %s is too short to train %d networks; give more time or fewer"
                              .formatted(options.maxDuration().orElseThrow(), folds.size())
                          + " folds"));
    }
  }

  /** As many folds as wanted, or as there are groups of documents that stay together. */
  private List<DatasetSplit> folds(Dataset data, int wanted) {
    checkHasEntities(data, "training");
    for (int number = Math.min(wanted, data.size()); number >= 2; number--) {
      try {
        return data.folds(number, options.seed());
      } catch (IllegalArgumentException e) {
        LOG.debug("No {} folds: {}", number, e.getMessage());
      }
    }
    return List.of();
  }

  private void reportSample(DevScorer scorer, int devDocuments) {
    if (scorer.documents().size() < devDocuments) {
      warnings.add(
          "To keep the time limit, weights were chosen and scored on %d of the %d dev documents"
              .formatted(scorer.documents().size(), devDocuments));
    }
  }

  TrainingPlan plan(List<EncodedDocument> trainDocuments, long devTokens) {
    return TrainingPlan.of(
        encoder.config(),
        tokens(trainDocuments),
        windows(trainDocuments).size(),
        devTokens,
        options.recipe(),
        options.epochs(),
        options.batchSize(),
        options.learningRate());
  }

  @Nullable Checkpoint checkpoint(Dataset train, Optional<Dataset> dev) {
    return options
        .checkpoint()
        .map(file -> new Checkpoint(file, Provenance.fingerprint(encoder, options, train, dev)))
        .orElse(null);
  }

  /** {@return the budget of what is left of the run} */
  TimeBudget budget(Optional<Duration> limit) {
    EncoderConfig config = encoder.config();
    double weights =
        (double) config.vocabulary() * config.hidden()
            + 12.0 * config.layers() * config.hidden() * config.hidden();
    return new TimeBudget(
        limit, start, Duration.ofMillis((long) (1_000 + 1_000 * weights / WEIGHTS_A_SECOND)));
  }

  /** {@return the windows that teach something} */
  static List<EncodedDocument.Window> windows(List<EncodedDocument> documents) {
    List<EncodedDocument.Window> windows =
        documents.stream()
            .flatMap(document -> document.windows().stream())
            .filter(EncodedDocument.Window::hasTarget)
            .toList();
    if (windows.isEmpty()) {
      throw new TrainingException(
          "None of the %d training documents has a word that was reviewed; there is nothing to learn"
              .formatted(documents.size()));
    }
    return windows;
  }

  Fitting fitting(Preparation preparation) {
    return new Fitting(encoder, preparation, options, listener, cancelled, warnings);
  }

  List<String> warnings() {
    return warnings;
  }

  private static void check(Dataset train, Dataset dev) {
    if (!train.schema().typeNames().equals(dev.schema().typeNames())) {
      throw new SchemaMismatchException(
          "Training and dev documents must have one schema, found types %s and %s"
              .formatted(train.schema().typeNames(), dev.schema().typeNames()));
    }
    checkHasEntities(train, "training");
    checkHasEntities(dev, "dev");
  }

  static void checkHasEntities(Dataset dataset, String part) {
    if (dataset.size() == 0) {
      throw new TrainingException("There are no %s documents; give at least one".formatted(part));
    }
    if (dataset.documents().stream().allMatch(document -> document.spans().isEmpty())) {
      throw new TrainingException(
          "None of the %d %s documents has a tagged entity; tag some"
              .formatted(dataset.size(), part));
    }
  }

  private static long tokens(List<EncodedDocument> documents) {
    return documents.stream().mapToLong(EncodedDocument::windowTokens).sum();
  }

  /** Says what training cannot use or learn. */
  void reportData(Dataset train, List<EncodedDocument> documents) {
    reportMissingTypes(train);
    reportLeftOut(documents);
  }

  private void reportMissingTypes(Dataset train) {
    train
        .mentions()
        .forEach(
            (type, mentions) -> {
              if (mentions == 0) {
                warnings.add(
                    "Type '%s' has no mention in the training documents; the model will not find it"
                        .formatted(type));
              }
            });
  }

  /** Says once for each type of trouble what training cannot use, and where to look first. */
  private void reportLeftOut(List<EncodedDocument> documents) {
    int leftOut = 0;
    int widened = 0;
    String first = "";
    for (EncodedDocument encoded : documents) {
      for (var entry : encoded.tags().leftOut()) {
        leftOut++;
        first = first.isEmpty() ? describe(encoded.document(), entry.span()) : first;
      }
      widened += encoded.tags().widened().size();
    }
    if (leftOut > 0) {
      warnings.add(
          "%d tagged entities overlap others or hold no word and were not trained on, the first is %s"
              .formatted(leftOut, first));
    }
    if (widened > 0) {
      warnings.add(
          "%d tagged entities begin or end inside a word and were widened to whole words"
              .formatted(widened));
    }
  }

  private static String describe(AnnotatedDocument document, EntitySpan span) {
    return "'%s' (%s) at %d..%d of document '%s'"
        .formatted(document.textOf(span), span.type(), span.start(), span.end(), document.id());
  }
}
