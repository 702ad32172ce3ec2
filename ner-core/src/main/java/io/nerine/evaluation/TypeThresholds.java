package io.nerine.evaluation;

import io.nerine.extract.ExtractionOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The least confidence for each type, chosen so that predictions are as precise, or mentions found
 * as completely, as wanted. Immutable.
 *
 * <pre>{@code
 * TypeThresholds thresholds =
 *     TypeThresholds.choose(evaluationOfDev, ThresholdOptions.forPrecision(0.95).build());
 * ExtractionOptions options = thresholds.applyTo(ExtractionOptions.builder()).build();
 * }</pre>
 *
 * <p>Choose them on documents that are neither trained on nor used to say how good the model is,
 * and on predictions of very low confidence too. A threshold stands half-way between the least
 * confidence that is kept and the next that was seen; it is never below the least that was seen.
 */
public final class TypeThresholds {

  private final Map<String, Choice> types;

  private TypeThresholds(Map<String, Choice> types) {
    this.types = Collections.unmodifiableMap(types);
  }

  /** Whose predictions a threshold was chosen on. */
  public enum Basis {
    /** On those of the type. */
    TYPE,
    /** On those of all types together, since the type has too few. */
    ALL_TYPES,
    /** Nowhere: all types together have too few. */
    NONE
  }

  /**
   * The threshold of one type.
   *
   * @param threshold the least confidence of what is kept, 0 to 1; 0 without a basis
   * @param basis whose predictions it was chosen on
   * @param reached whether the wanted precision or recall is reached on that basis; if not, the
   *     threshold is the one that comes nearest
   * @param before the exact scores of the type without the threshold
   * @param after the exact scores of the type with the threshold
   */
  public record Choice(
      double threshold, Basis basis, boolean reached, Scores before, Scores after) {

    /** Creates the choice. */
    public Choice {
      Objects.requireNonNull(basis, "basis");
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }
  }

  /**
   * Chooses thresholds.
   *
   * @param evaluation the evaluation, with the confidences of its predictions
   * @param options what to achieve
   * @return the thresholds
   * @throws IllegalArgumentException if the confidence of a prediction is not known
   */
  public static TypeThresholds choose(Evaluation evaluation, ThresholdOptions options) {
    Objects.requireNonNull(options, "options");
    ConfidenceTable all = PrecisionRecallCurve.table(evaluation);
    Map<String, List<ScoredPrediction>> predictions = new HashMap<>();
    for (ScoredPrediction prediction : evaluation.predictions()) {
      predictions
          .computeIfAbsent(prediction.span().type(), added -> new ArrayList<>())
          .add(prediction);
    }
    ThresholdChoice choice = new ThresholdChoice(all, options);
    Map<String, Choice> types = new LinkedHashMap<>();
    evaluation
        .types()
        .forEach(
            (type, scores) ->
                types.put(
                    type,
                    choice.of(
                        new ConfidenceTable(
                            predictions.getOrDefault(type, List.of()), scores.gold()))));
    return new TypeThresholds(types);
  }

  /**
   * Returns the thresholds as extraction options and model bundles take them.
   *
   * @return the least confidence by type name, sorted; without types that have no {@link Basis}
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    types.forEach(
        (type, choice) -> {
          if (choice.basis() != Basis.NONE) {
            values.put(type, choice.threshold());
          }
        });
    return Collections.unmodifiableMap(values);
  }

  /**
   * Returns the threshold of a type.
   *
   * @param type the name of the type
   * @return the least confidence, or empty if none was chosen
   */
  public OptionalDouble value(String type) {
    Choice choice = types.get(Objects.requireNonNull(type, "type"));
    return choice == null || choice.basis() == Basis.NONE
        ? OptionalDouble.empty()
        : OptionalDouble.of(choice.threshold());
  }

  /** {@return how the threshold of each type was chosen, by type name, sorted} */
  public Map<String, Choice> types() {
    return types;
  }

  /**
   * Sets the thresholds in extraction options.
   *
   * @param options the options
   * @return the same builder
   */
  public ExtractionOptions.Builder applyTo(ExtractionOptions.Builder options) {
    values().forEach(options::minConfidence);
    return options;
  }

  /**
   * Returns all choices as maps and numbers, for a report or a manifest.
   *
   * @return by type name {@code threshold}, {@code basis}, {@code reached}, and {@code precision}
   *     and {@code recall} with the threshold
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    types.forEach(
        (type, choice) -> {
          Map<String, Object> fields = new LinkedHashMap<>();
          fields.put("threshold", choice.threshold());
          fields.put("basis", key(choice.basis()));
          fields.put("reached", choice.reached());
          fields.put("precision", choice.after().precision());
          fields.put("recall", choice.after().recall());
          map.put(type, fields);
        });
    return map;
  }

  private static String key(Basis basis) {
    return switch (basis) {
      case TYPE -> "type";
      case ALL_TYPES -> "allTypes";
      case NONE -> "none";
    };
  }

  /** {@return one line a type: threshold, precision and recall before and after, basis} */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    types.forEach(
        (type, choice) ->
            lines.append(
                String.format(
                    Locale.ROOT,
                    "%s: %.4f, P %.4f -> %.4f, R %.4f -> %.4f%s%s\n",
                    type,
                    choice.threshold(),
                    choice.before().precision(),
                    choice.after().precision(),
                    choice.before().recall(),
                    choice.after().recall(),
                    switch (choice.basis()) {
                      case TYPE -> "";
                      case ALL_TYPES -> ", chosen on all types";
                      case NONE -> ", none chosen";
                    },
                    choice.reached() ? "" : ", not reached")));
    return lines.toString().stripTrailing();
  }
}
