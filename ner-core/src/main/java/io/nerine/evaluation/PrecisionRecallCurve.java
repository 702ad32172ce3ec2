package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What would be found at each threshold of the confidence. Immutable.
 *
 * <p>The curve ends at the least confidence among the predictions: what the extractor did not
 * return, nobody knows. So evaluate with a threshold as low as the model allows.
 *
 * <pre>{@code
 * PrecisionRecallCurve curve = PrecisionRecallCurve.of(evaluation);
 * curve.atPrecision(0.95).ifPresent(point -> System.out.println(point.coverage()));
 * }</pre>
 */
public final class PrecisionRecallCurve {

  private final ConfidenceTable table;

  private PrecisionRecallCurve(ConfidenceTable table) {
    this.table = table;
  }

  /**
   * What is found at a threshold.
   *
   * @param threshold the least confidence of what is kept, 0 to 1
   * @param scores the exact scores of what is kept
   * @param coverage the share of predictions that are kept, 0 to 1
   */
  public record Point(double threshold, Scores scores, double coverage) {

    /** Creates the point. */
    public Point {
      Objects.requireNonNull(scores, "scores");
    }
  }

  /**
   * Returns the curve of all types together.
   *
   * @param evaluation the evaluation, with the confidences of its predictions
   * @return the curve
   * @throws IllegalArgumentException if the confidence of a prediction is not known
   */
  public static PrecisionRecallCurve of(Evaluation evaluation) {
    return new PrecisionRecallCurve(table(evaluation));
  }

  /**
   * Returns the curve of one type.
   *
   * @param evaluation the evaluation, with the confidences of its predictions
   * @param type the name of the type
   * @return the curve, without points if nothing of the type was predicted
   * @throws IllegalArgumentException if the confidence of a prediction is not known
   */
  public static PrecisionRecallCurve of(Evaluation evaluation, String type) {
    Objects.requireNonNull(type, "type");
    checkConfidences(evaluation);
    Scores scores = evaluation.types().getOrDefault(type, Scores.NONE);
    return new PrecisionRecallCurve(
        new ConfidenceTable(
            evaluation.predictions().stream()
                .filter(prediction -> prediction.span().type().equals(type))
                .toList(),
            scores.gold()));
  }

  static ConfidenceTable table(Evaluation evaluation) {
    checkConfidences(evaluation);
    return new ConfidenceTable(evaluation.predictions(), evaluation.micro().gold());
  }

  static void checkConfidences(Evaluation evaluation) {
    int unknown = evaluation.micro().predicted() - evaluation.predictions().size();
    if (unknown > 0) {
      throw new IllegalArgumentException(
          ("Of %d of %d predictions the confidence is not known; evaluate an extractor, or give"
                  + " predicted tags the attribute 'confidence'")
              .formatted(unknown, evaluation.micro().predicted()));
    }
  }

  /** {@return the number of points: of different confidences} */
  public int size() {
    return table.cuts();
  }

  /** {@return all points, by falling threshold} */
  public List<Point> points() {
    return points(Math.max(2, size()));
  }

  /**
   * Returns points for drawing, evenly spread over the predictions.
   *
   * @param most how many at most, 2 or more
   * @return points by falling threshold, the first and the last included
   * @throws IllegalArgumentException if {@code most} is less than 2
   */
  public List<Point> points(int most) {
    if (most < 2) {
      throw new IllegalArgumentException("most must be 2 or more, found " + most);
    }
    List<Point> points = new ArrayList<>();
    int step = 0;
    for (int cut = 0; cut < size(); cut++) {
      long reached = (long) table.scores(cut).predicted() * (most - 1) / table.size();
      if (cut == 0 || cut == size() - 1 || reached > step || size() <= most) {
        if (points.size() < most - 1 || cut == size() - 1) {
          points.add(point(cut));
        }
        step = (int) reached;
      }
    }
    return List.copyOf(points);
  }

  private Point point(int cut) {
    Scores scores = table.scores(cut);
    return new Point(table.confidence(cut), scores, (double) scores.predicted() / table.size());
  }

  /**
   * Returns the scores of what is kept at a threshold.
   *
   * @param threshold the least confidence of what is kept
   * @return the exact scores
   */
  public Scores at(double threshold) {
    return table.scores(table.cut(threshold));
  }

  /**
   * Finds how much can be kept at a wanted precision.
   *
   * @param precision the least precision of what is kept, 0 to 1
   * @return the point of the lowest threshold that gives it, or empty if none does
   */
  public Optional<Point> atPrecision(double precision) {
    for (int cut = size() - 1; cut >= 0; cut--) {
      if (table.scores(cut).precision() >= precision) {
        return Optional.of(point(cut));
      }
    }
    return Optional.empty();
  }

  /**
   * Finds how precise one can be at a wanted recall.
   *
   * @param recall the least recall of what is kept, 0 to 1
   * @return the point of the highest threshold that gives it, or empty if none does
   */
  public Optional<Point> atRecall(double recall) {
    for (int cut = 0; cut < size(); cut++) {
      if (table.scores(cut).recall() >= recall) {
        return Optional.of(point(cut));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the area under the curve as a sum of steps: the mean precision at each further gold
   * mention found, 0 for those never found. Also called AP.
   *
   * @return the average precision, 0 to 1
   */
  public double averagePrecision() {
    double sum = 0;
    int right = 0;
    for (int cut = 0; cut < size(); cut++) {
      Scores scores = table.scores(cut);
      sum += (scores.truePositives() - right) * scores.precision();
      right = scores.truePositives();
    }
    return table.gold() == 0 ? 0 : sum / table.gold();
  }
}
