package io.nerine.evaluation;

import io.nerine.exception.DataFormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * How the figures of models vary that differ in their seed alone, scored on the same documents.
 * Immutable.
 *
 * <pre>{@code
 * SeedSummary summary = SeedSummary.of(List.of(seed1, seed2, seed3, seed4, seed5));
 * System.out.println(summary.micro(Measure.F1));
 * }</pre>
 *
 * <p>The range of a mean comes from Student's distribution. It says what other seeds would give on
 * these documents; what other documents would give, {@link ConfidenceIntervals} say.
 */
public final class SeedSummary {

  private final List<Evaluation> evaluations;
  private final double level;

  private SeedSummary(List<Evaluation> evaluations, double level) {
    this.evaluations = evaluations;
    this.level = level;
  }

  /**
   * Summarises evaluations, with ranges at 95 %.
   *
   * @param evaluations two or more, one a seed
   * @return the summary
   * @throws IllegalArgumentException if there are fewer than two
   * @throws DataFormatException if they are not of the same documents with the same gold mentions
   */
  public static SeedSummary of(List<Evaluation> evaluations) {
    return of(evaluations, ResamplingOptions.defaults().level());
  }

  /**
   * Summarises evaluations.
   *
   * @param evaluations two or more, one a seed
   * @param level the share of ranges that shall hold the mean of very many seeds, such as 0.95
   * @return the summary
   * @throws IllegalArgumentException if there are fewer than two, or the level lies outside 0.5 to
   *     1
   * @throws DataFormatException if they are not of the same documents with the same gold mentions
   */
  public static SeedSummary of(List<Evaluation> evaluations, double level) {
    double checkedLevel = ResamplingOptions.builder().level(level).build().level();
    if (evaluations.size() < 2) {
      throw new IllegalArgumentException(
          "A summary needs two evaluations or more, found " + evaluations.size());
    }
    List<DocumentScores> first = evaluations.get(0).documentScores();
    for (int i = 1; i < evaluations.size(); i++) {
      PairedComparison.joined(
          first,
          evaluations.get(i).documentScores(),
          "first evaluation",
          "evaluation number " + (i + 1));
    }
    return new SeedSummary(List.copyOf(evaluations), checkedLevel);
  }

  /**
   * Summarises a figure of {@link Evaluation#micro()}.
   *
   * @param measure the figure
   * @return how it varies
   */
  public SeedFigure micro(Measure measure) {
    return figure(evaluation -> measure.of(evaluation.micro()));
  }

  /** {@return how {@link Evaluation#macroF1()} varies} */
  public SeedFigure macroF1() {
    return figure(Evaluation::macroF1);
  }

  /**
   * Summarises a figure of {@link Evaluation#boundaries()}.
   *
   * @param measure the figure
   * @return how it varies
   */
  public SeedFigure boundaries(Measure measure) {
    return figure(evaluation -> measure.of(evaluation.boundaries()));
  }

  /**
   * Summarises a figure of {@link Evaluation#overlap()}.
   *
   * @param measure the figure
   * @return how it varies
   */
  public SeedFigure overlap(Measure measure) {
    return figure(evaluation -> measure.of(evaluation.overlap()));
  }

  /** {@return the types that occur in gold or in a prediction, sorted} */
  public Set<String> types() {
    Set<String> types = new TreeSet<>();
    evaluations.forEach(evaluation -> types.addAll(evaluation.types().keySet()));
    return types;
  }

  /**
   * Summarises a figure of a type. It is 0 in a run without gold or predicted mentions of the type.
   *
   * @param type the name of the type
   * @param measure the figure
   * @return how it varies
   * @throws IllegalArgumentException if the type is not one of {@link #types()}
   */
  public SeedFigure type(String type, Measure measure) {
    if (!types().contains(Objects.requireNonNull(type, "type"))) {
      throw new IllegalArgumentException(
          "Type '%s' occurs neither in gold nor in a prediction; there are %s"
              .formatted(type, types()));
    }
    return figure(evaluation -> measure.of(evaluation.types().getOrDefault(type, Scores.NONE)));
  }

  private SeedFigure figure(ToDoubleFunction<Evaluation> figure) {
    return SeedFigure.of(evaluations.stream().mapToDouble(figure).toArray(), level);
  }

  /**
   * Returns all figures as maps and numbers, for a report or a model card.
   *
   * @return {@code runs} and {@code level}; {@code micro}, {@code boundaries} and {@code overlap},
   *     and {@code types} by name, each with {@code precision}, {@code recall} and {@code f1}; and
   *     {@code macroF1}; as {@link SeedFigure#toMap()}
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("runs", evaluations.size());
    map.put("level", level);
    Map<String, Object> micro = new LinkedHashMap<>();
    Map<String, Object> boundaries = new LinkedHashMap<>();
    Map<String, Object> overlap = new LinkedHashMap<>();
    for (Measure measure : Measure.values()) {
      micro.put(measure.key(), micro(measure).toMap());
      boundaries.put(measure.key(), boundaries(measure).toMap());
      overlap.put(measure.key(), overlap(measure).toMap());
    }
    map.put("micro", micro);
    map.put("macroF1", macroF1().toMap());
    map.put("boundaries", boundaries);
    map.put("overlap", overlap);
    Map<String, Object> types = new LinkedHashMap<>();
    for (String type : types()) {
      Map<String, Object> ofType = new LinkedHashMap<>();
      for (Measure measure : Measure.values()) {
        ofType.put(measure.key(), type(type, measure).toMap());
      }
      types.put(type, ofType);
    }
    map.put("types", types);
    return map;
  }

  /** {@return the F1 of each type and of all, a line each} */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    for (String type : types()) {
      lines.append(type).append(": ").append(type(type, Measure.F1)).append('\n');
    }
    return lines
        .append("macro: ")
        .append(macroF1())
        .append("\nmicro: ")
        .append(micro(Measure.F1))
        .toString();
  }
}
