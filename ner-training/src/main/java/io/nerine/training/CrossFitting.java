package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.TrainingException;
import io.nerine.training.encoder.PretrainedEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains on all documents of a data set, and learns from networks that were trained on most of them
 * when to stop, how sure to be and how good the model is.
 */
final class CrossFitting {

  /** Scores are taken after 20, 30, ... 100 % of the updates. */
  private static final int EVALUATIONS = 9;

  /** An earlier stop must be better by this, since scores differ by chance. */
  private static final double WORTHWHILE = 0.005;

  /** A time limit that leaves less of a plan than this is better spent on one network. */
  private static final double LEAST_SHARE = 0.4;

  private final PretrainedEncoder encoder;
  private final TrainingOptions options;
  private final TrainingRun run;
  private final Dataset data;
  private final List<DatasetSplit> folds;
  private final Preparation preparation;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<EncodedDocument> documents;
  private final VocabularySubset vocabulary;

  /** What the documents scored at each evaluation, {@code [evaluations][documents]}. */
  private final float[][][] scores;

  CrossFitting(
      PretrainedEncoder encoder,
      TrainingOptions options,
      TrainingRun run,
      Dataset data,
      List<DatasetSplit> folds,
      Preparation preparation) {
    this.encoder = encoder;
    this.options = options;
    this.run = run;
    this.data = data;
    this.folds = folds;
    this.preparation = preparation;
    this.documents = preparation.encode(data);
    this.vocabulary = preparation.vocabulary(documents);
    this.scores = new float[EVALUATIONS][documents.size()][];
    for (AnnotatedDocument document : data.documents()) {
      places.put(document.id(), places.size());
    }
    run.reportData(data, documents);
  }

  /**
   * Trains a network for each fold.
   *
   * @param runs how many networks are trained in all, for progress
   * @return what they came to; empty if the time limit leaves too little for so many networks
   */
  Optional<CrossValidation> validate(int runs) {
    for (int fold = 0; fold < folds.size(); fold++) {
      if (!train(fold, runs) && fold == 0) {
        return Optional.empty();
      }
    }
    int stop = bestStop();
    List<float[]> chosen = List.of(scores[stop]);
    double temperature = Temperature.fit(chosen, documents, preparation.tagSet());
    DevScorer scorer = scorer(documents);
    List<AnnotatedDocument> predictions = scorer.predicted(chosen, temperature);
    List<CrossValidation.Fold> results = new ArrayList<>();
    for (DatasetSplit fold : folds) {
      List<AnnotatedDocument> gold = fold.test().documents();
      Evaluation evaluation =
          Evaluator.evaluate(
              gold, gold.stream().map(document -> predictions.get(place(document))).toList());
      results.add(new CrossValidation.Fold(fold.train().size(), evaluation));
    }
    return Optional.of(
        new CrossValidation(
            scorer.evaluate(chosen, temperature),
            predictions,
            judgedGold(chosen, temperature),
            results,
            share(stop),
            temperature));
  }

  /** {@return the documents, each tag with how probable the network of its fold holds it} */
  private List<AnnotatedDocument> judgedGold(List<float[]> chosen, double temperature) {
    GoldProbabilities probabilities = new GoldProbabilities(preparation.tagSet());
    List<AnnotatedDocument> gold = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      gold.add(probabilities.of(documents.get(i), Temperature.apply(chosen.get(i), temperature)));
    }
    return gold;
  }

  /** Trains on all documents, for as long as it did the others good. */
  TrainedModel model(CrossValidation validation) {
    TimeBudget time = run.budget(options.maxDuration());
    TrainingPlan plan = run.plan(documents, 0);
    Completion completion =
        new Completion(encoder, options, preparation, vocabulary, run.warnings());
    return run.fitting(preparation)
        .fit(
            TrainingRun.windows(documents),
            vocabulary,
            plan,
            Course.until(validation.until()).of(folds.size() + 1, folds.size() + 1),
            time,
            run.checkpoint(data, Optional.empty()),
            (network, result, used) ->
                completion.model(
                    network,
                    result,
                    used,
                    new Completion.Verdict(
                        validation.temperature(), validation.evaluation(), Optional.of(validation)),
                    new Completion.Sources(data, Optional.empty(), documents),
                    time));
  }

  /** Trains on a fold and keeps what its other documents score; false if time is too short. */
  private boolean train(int fold, int runs) {
    List<EncodedDocument> train = documents(folds.get(fold).train());
    List<EncodedDocument> test = documents(folds.get(fold).test());
    DevScorer scorer = scorer(test);
    TrainingPlan plan = run.plan(train, scorer.tokens());
    TimeBudget time =
        new TimeBudget(
            options.maxDuration().map(limit -> share(limit)), System.nanoTime(), Duration.ZERO);
    return run.fitting(preparation)
        .fit(
            TrainingRun.windows(train),
            vocabulary,
            plan,
            Course.collecting(
                    scorer, EVALUATIONS, (found, evaluation) -> keep(evaluation, test, found))
                .of(fold + 1, runs),
            time,
            /* checkpoint= */ null,
            (network, result, used) -> result.updates() >= LEAST_SHARE * plan.updates());
  }

  /** A network of k - 1 parts, of k such and one of k parts. */
  private Duration share(Duration limit) {
    long k = folds.size();
    return limit.multipliedBy(k - 1).dividedBy(k * k);
  }

  private List<EncodedDocument> documents(Dataset part) {
    return part.documents().stream().map(document -> documents.get(place(document))).toList();
  }

  private int place(AnnotatedDocument document) {
    Integer place = places.get(document.id());
    if (place == null) {
      throw new TrainingException("Document '%s' is of no fold".formatted(document.id()));
    }
    return place;
  }

  private DevScorer scorer(List<EncodedDocument> scored) {
    return new DevScorer(scored, preparation.batches(vocabulary), preparation.tagSet());
  }

  /** Later evaluations may not come, of a run of a few updates or one that time cuts short. */
  private void keep(int evaluation, List<EncodedDocument> test, List<float[]> found) {
    for (int later = evaluation; later < EVALUATIONS; later++) {
      for (int i = 0; i < test.size(); i++) {
        scores[later][place(test.get(i).document())] = found.get(i);
      }
    }
  }

  private int bestStop() {
    int best = EVALUATIONS - 1;
    double bestF1 = f1(best) + WORTHWHILE;
    for (int evaluation = EVALUATIONS - 2; evaluation >= 0; evaluation--) {
      double f1 = f1(evaluation);
      if (f1 > bestF1) {
        best = evaluation;
        bestF1 = f1;
      }
    }
    return best;
  }

  private double f1(int evaluation) {
    return scorer(documents).evaluate(List.of(scores[evaluation]), 1).micro().f1();
  }

  private static double share(int evaluation) {
    return TrainingLoop.FIRST_EVALUATION
        + (1 - TrainingLoop.FIRST_EVALUATION) * evaluation / (EVALUATIONS - 1);
  }
}
