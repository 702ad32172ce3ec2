package io.nerine.testing;

import io.nerine.evaluation.ConfidenceInterval;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.Difference;
import io.nerine.evaluation.ErrorKind;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationError;
import io.nerine.evaluation.Measure;
import io.nerine.evaluation.PairedComparison;
import io.nerine.evaluation.Scores;
import io.nerine.exception.DataFormatException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Checks an {@link Evaluation}, so that a build fails when a model is not good enough. A failure
 * shows the figure, the bar, and the worst documents with what should have been found in them and
 * what was. Not thread-safe.
 *
 * <pre>{@code
 * EvaluationAssert.assertThat(evaluation)
 *     .hasMicroF1AtLeast(0.8)
 *     .isNotWorseThan(evaluationOfLastModel)
 *     .type("PartNumber")
 *     .hasF1AtLeast(0.9)
 *     .hasPrecisionAtLeast(0.95);
 * }</pre>
 */
public final class EvaluationAssert {

  private final Evaluation evaluation;

  private EvaluationAssert(Evaluation evaluation) {
    this.evaluation = Objects.requireNonNull(evaluation, "evaluation");
  }

  /**
   * Begins the check of an evaluation.
   *
   * @param evaluation the evaluation
   * @return an object to check it with
   */
  public static EvaluationAssert assertThat(Evaluation evaluation) {
    return new EvaluationAssert(evaluation);
  }

  /**
   * Checks the exact F1 of all mentions.
   *
   * @param bar the least F1, 0 to 1
   * @return this object
   * @throws AssertionError if it is less
   */
  public EvaluationAssert hasMicroF1AtLeast(double bar) {
    return micro(Measure.F1, bar);
  }

  /**
   * Checks the exact precision of all predictions.
   *
   * @param bar the least precision, 0 to 1
   * @return this object
   * @throws AssertionError if it is less
   */
  public EvaluationAssert hasMicroPrecisionAtLeast(double bar) {
    return micro(Measure.PRECISION, bar);
  }

  /**
   * Checks the exact recall of all mentions.
   *
   * @param bar the least recall, 0 to 1
   * @return this object
   * @throws AssertionError if it is less
   */
  public EvaluationAssert hasMicroRecallAtLeast(double bar) {
    return micro(Measure.RECALL, bar);
  }

  private EvaluationAssert micro(Measure measure, double bar) {
    checkFigure("Micro " + measure.label(), evaluation.micro(), measure, bar, error -> true);
    return this;
  }

  /**
   * Checks the mean F1 of the types.
   *
   * @param bar the least macro F1, 0 to 1
   * @return this object
   * @throws AssertionError if it is less
   */
  public EvaluationAssert hasMacroF1AtLeast(double bar) {
    checkBar(bar);
    if (evaluation.macroF1() < bar) {
      throw failure(
          String.format(
              Locale.ROOT,
              "Macro F1 is %.4f, less than %.4f\n%s",
              evaluation.macroF1(),
              bar,
              evaluation),
          error -> true);
    }
    return this;
  }

  /**
   * Checks that the F1 of all mentions is at least a bar with a confidence of 95 %, not only on
   * these documents: the lower end of its interval reaches it.
   *
   * @param bar the least F1, 0 to 1
   * @return this object
   * @throws AssertionError if the lower end of the interval is less
   */
  public EvaluationAssert hasMicroF1IntervalAtLeast(double bar) {
    checkInterval("Micro F1", ConfidenceIntervals.of(evaluation).micro().f1(), bar, error -> true);
    return this;
  }

  /**
   * Checks that the evaluation is not shown to be worse than another: its micro F1 is not less, or
   * so little less that it may be chance (paired test at 5 %).
   *
   * @param baseline the evaluation of another model on the same documents
   * @return this object
   * @throws AssertionError if it is shown to be worse
   * @throws DataFormatException if the documents are not the same
   */
  public EvaluationAssert isNotWorseThan(Evaluation baseline) {
    Difference f1 = PairedComparison.of(baseline, evaluation).micro().f1();
    if (f1.verdict() == Difference.Verdict.WORSE) {
      throw new AssertionError(
          "Micro F1 is shown to be worse than that of the baseline: "
              + f1
              + WorstDocuments.lost(evaluation, baseline));
    }
    return this;
  }

  /**
   * Checks that the evaluation is shown to be at most a little worse than another: even the lower
   * end of the 95 % interval of the difference in micro F1 is within the tolerance. Unlike {@link
   * #isNotWorseThan(Evaluation)} this fails if the test set is too small to tell.
   *
   * @param baseline the evaluation of another model on the same documents
   * @param tolerance how much less F1 is acceptable, 0 to 1
   * @return this object
   * @throws AssertionError if it may be worse by more
   * @throws DataFormatException if the documents are not the same
   */
  public EvaluationAssert isNotWorseThan(Evaluation baseline, double tolerance) {
    checkBar(tolerance);
    Difference f1 = PairedComparison.of(baseline, evaluation).micro().f1();
    if (f1.interval().low() < -tolerance) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "Micro F1 may be worse than that of the baseline by more than %.4f: %s%s",
              tolerance,
              f1,
              WorstDocuments.lost(evaluation, baseline)));
    }
    return this;
  }

  /**
   * Checks that the micro F1 is shown to be better than that of another evaluation (paired test at
   * 5 %).
   *
   * @param baseline the evaluation of another model on the same documents
   * @return this object
   * @throws AssertionError if it is not shown to be better
   * @throws DataFormatException if the documents are not the same
   */
  public EvaluationAssert isBetterThan(Evaluation baseline) {
    Difference f1 = PairedComparison.of(baseline, evaluation).micro().f1();
    if (f1.verdict() != Difference.Verdict.BETTER) {
      throw new AssertionError(
          "Micro F1 is not shown to be better than that of the baseline: "
              + f1
              + WorstDocuments.lost(evaluation, baseline));
    }
    return this;
  }

  /**
   * Checks that there is no error of a kind.
   *
   * @param kind the kind
   * @return this object
   * @throws AssertionError if there is one
   */
  public EvaluationAssert hasNoError(ErrorKind kind) {
    return hasErrorsAtMost(kind, 0);
  }

  /**
   * Checks how many errors of a kind there are.
   *
   * @param kind the kind
   * @param most the greatest number, 0 or more
   * @return this object
   * @throws AssertionError if there are more
   */
  public EvaluationAssert hasErrorsAtMost(ErrorKind kind, int most) {
    int count = evaluation.errorCounts().getOrDefault(Objects.requireNonNull(kind, "kind"), 0);
    if (count > most) {
      throw failure(
          "There %s of kind '%s', more than %d"
              .formatted(
                  count == 1 ? "is 1 error" : "are " + count + " errors", kind.label(), most),
          error -> error.kind() == kind);
    }
    return this;
  }

  /**
   * Begins the check of a type.
   *
   * @param type the name of the type
   * @return an object to check the type with
   * @throws AssertionError if the type occurs neither in gold nor in prediction
   */
  public TypeAssert type(String type) {
    Scores scores = evaluation.types().get(Objects.requireNonNull(type, "type"));
    if (scores == null) {
      throw new AssertionError(
          "Type '%s' occurs neither in gold nor in prediction; there are %s"
              .formatted(type, evaluation.types().keySet()));
    }
    return new TypeAssert(type, scores);
  }

  /** Checks the figures of one type. Not thread-safe. */
  public final class TypeAssert {

    private final String type;
    private final Scores scores;

    private TypeAssert(String type, Scores scores) {
      this.type = type;
      this.scores = scores;
    }

    /**
     * Checks the exact F1 of the type.
     *
     * @param bar the least F1, 0 to 1
     * @return this object
     * @throws AssertionError if it is less
     */
    public TypeAssert hasF1AtLeast(double bar) {
      return figure(Measure.F1, bar);
    }

    /**
     * Checks the exact precision of the type.
     *
     * @param bar the least precision, 0 to 1
     * @return this object
     * @throws AssertionError if it is less
     */
    public TypeAssert hasPrecisionAtLeast(double bar) {
      return figure(Measure.PRECISION, bar);
    }

    /**
     * Checks the exact recall of the type.
     *
     * @param bar the least recall, 0 to 1
     * @return this object
     * @throws AssertionError if it is less
     */
    public TypeAssert hasRecallAtLeast(double bar) {
      return figure(Measure.RECALL, bar);
    }

    private TypeAssert figure(Measure measure, double bar) {
      checkFigure(
          "%s of type '%s'".formatted(capitalised(measure), type),
          scores,
          measure,
          bar,
          this::concerns);
      return this;
    }

    /**
     * Checks that the F1 of the type is at least a bar with a confidence of 95 %, not only on these
     * documents: the lower end of its interval reaches it.
     *
     * @param bar the least F1, 0 to 1
     * @return this object
     * @throws AssertionError if the lower end of the interval is less
     */
    public TypeAssert hasF1IntervalAtLeast(double bar) {
      ConfidenceInterval f1 =
          Objects.requireNonNull(ConfidenceIntervals.of(evaluation).types().get(type), type).f1();
      checkInterval("F1 of type '%s'".formatted(type), f1, bar, this::concerns);
      return this;
    }

    /**
     * Begins the check of another type.
     *
     * @param other the name of the type
     * @return an object to check that type with
     * @throws AssertionError if the type occurs neither in gold nor in prediction
     */
    public TypeAssert type(String other) {
      return EvaluationAssert.this.type(other);
    }

    /** {@return the object that checks the evaluation as a whole} */
    public EvaluationAssert and() {
      return EvaluationAssert.this;
    }

    private boolean concerns(EvaluationError error) {
      return Stream.concat(error.gold().stream(), error.predicted().stream())
          .anyMatch(mention -> mention.type().equals(type));
    }
  }

  private static String capitalised(Measure measure) {
    return switch (measure) {
      case PRECISION -> "Precision";
      case RECALL -> "Recall";
      case F1 -> "F1";
    };
  }

  private void checkFigure(
      String name, Scores scores, Measure measure, double bar, Predicate<EvaluationError> errors) {
    checkBar(bar);
    if (measure.of(scores) < bar) {
      throw failure(
          String.format(
              Locale.ROOT, "%s is %.4f, less than %.4f: %s", name, measure.of(scores), bar, scores),
          errors);
    }
  }

  private void checkInterval(
      String name, ConfidenceInterval interval, double bar, Predicate<EvaluationError> errors) {
    checkBar(bar);
    if (interval.low() < bar) {
      throw failure(
          String.format(
              Locale.ROOT,
              "%s is %s at 95 %%: its lower end is less than %.4f, so more or better documents or a"
                  + " better model are needed",
              name,
              interval,
              bar),
          errors);
    }
  }

  private static void checkBar(double bar) {
    if (!(bar >= 0 && bar <= 1)) {
      throw new IllegalArgumentException("The bar must be 0 to 1, such as 0.8, found " + bar);
    }
  }

  private AssertionError failure(String message, Predicate<EvaluationError> errors) {
    return new AssertionError(message + WorstDocuments.of(evaluation, errors));
  }
}
