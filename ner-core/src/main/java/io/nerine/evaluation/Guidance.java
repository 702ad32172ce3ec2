package io.nerine.evaluation;

import io.nerine.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One thing to know about a model or its data, and what to do about it.
 *
 * <pre>{@code
 * for (Guidance guidance : Guidance.from(evaluation, training)) {
 *   System.out.println(guidance);
 * }
 * }</pre>
 *
 * @param code what was found
 * @param severity how much it matters
 * @param types the entity types concerned; empty if it concerns all
 * @param figures the numbers behind it, by name
 * @param message what was found, in one sentence
 * @param advice what to do, in one sentence
 * @param documents the ids of documents that show it, at most {@link
 *     GuidanceOptions#maxDocuments()}; may be empty
 */
public record Guidance(
    Code code,
    Severity severity,
    List<String> types,
    Map<String, Number> figures,
    String message,
    String advice,
    List<String> documents) {

  /** What was found. */
  public enum Code {
    /** A type has few tags in training. */
    FEW_LABELS("fewLabels"),
    /** A type occurs in the test set, but never in training. */
    TYPE_MISSING_IN_TRAINING("typeMissingInTraining"),
    /** A type of the schema has no tag in the test set. */
    TYPE_MISSING_IN_TEST("typeMissingInTest"),
    /** A type is rare beside the most frequent one, in training or in the test set. */
    IMBALANCE("imbalance"),
    /** Training and test set have a different mix of types. */
    DIFFERENT_MIX("differentMix"),
    /** Texts of the test set were trained on. */
    LEAKED_TEXTS("leakedTexts"),
    /** Mentions of one type are taken for another. */
    CONFUSABLE_TYPES("confusableTypes"),
    /** Mentions of a type are often not found. */
    OFTEN_MISSED("oftenMissed"),
    /** A type is often predicted where there is nothing. */
    OFTEN_SPURIOUS("oftenSpurious"),
    /** Predictions counted as wrong look like mentions that nobody tagged. */
    PROBABLE_OMISSIONS("probableOmissions"),
    /** Mentions of a type are found, but too long or too short. */
    BOUNDARY_TROUBLE("boundaryTrouble"),
    /** Mentions not seen in training are found much less often than those seen. */
    UNSEEN_MENTIONS("unseenMentions"),
    /** Confidences do not mean what they say. */
    MISCALIBRATED("miscalibrated"),
    /** The test set is so small that the figures say little. */
    SMALL_TEST_SET("smallTestSet"),
    /** The test set is too small to show the difference of two models. */
    UNDECIDED_COMPARISON("undecidedComparison");

    private final String key;

    Code(String key) {
      this.key = key;
    }

    /** {@return the name in {@link Guidance#toMap()}} */
    public String key() {
      return key;
    }
  }

  /** How much it matters. */
  public enum Severity {
    /** The figures or the model cannot be relied on until it is dealt with. */
    PROBLEM("problem"),
    /** Dealing with it should make the model, or what is known of it, much better. */
    WARNING("warning"),
    /** Worth knowing. */
    HINT("hint");

    private final String key;

    Severity(String key) {
      this.key = key;
    }

    /** {@return the name in {@link Guidance#toMap()}} */
    public String key() {
      return key;
    }
  }

  /** Creates the guidance. */
  public Guidance {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    types = List.copyOf(types);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(advice, "advice");
    documents = List.copyOf(documents);
  }

  /**
   * Looks at an evaluation alone.
   *
   * @param evaluation the evaluation; what needs texts looks at its {@link
   *     Evaluation#keptDocuments()}
   * @return what was found, what matters most first
   */
  public static List<Guidance> from(Evaluation evaluation) {
    return from(evaluation, GuidanceOptions.defaults());
  }

  /**
   * Looks at an evaluation alone.
   *
   * @param evaluation the evaluation; what needs texts looks at its {@link
   *     Evaluation#keptDocuments()}
   * @param options from where on things are worth telling
   * @return what was found, what matters most first
   */
  public static List<Guidance> from(Evaluation evaluation, GuidanceOptions options) {
    List<Guidance> found = new ArrayList<>(TestSetGuidance.of(evaluation, options));
    found.addAll(new ErrorGuidance(evaluation, options).of(List.of()));
    return sorted(found);
  }

  /**
   * Looks at an evaluation and at what the model was trained on.
   *
   * @param evaluation the evaluation; what needs texts looks at its {@link
   *     Evaluation#keptDocuments()}
   * @param training the data set trained on
   * @return what was found, what matters most first
   */
  public static List<Guidance> from(Evaluation evaluation, Dataset training) {
    return from(evaluation, training, GuidanceOptions.defaults());
  }

  /**
   * Looks at an evaluation and at what the model was trained on.
   *
   * @param evaluation the evaluation; what needs texts looks at its {@link
   *     Evaluation#keptDocuments()}
   * @param training the data set trained on
   * @param options from where on things are worth telling
   * @return what was found, what matters most first
   */
  public static List<Guidance> from(
      Evaluation evaluation, Dataset training, GuidanceOptions options) {
    List<Guidance> found = new ArrayList<>(new DataGuidance(evaluation, training, options).all());
    found.addAll(TestSetGuidance.of(evaluation, options));
    found.addAll(new ErrorGuidance(evaluation, options).of(training.documents()));
    return sorted(found);
  }

  /**
   * Looks at a comparison of two models.
   *
   * @param comparison the comparison
   * @return that the test set is too small for the difference, if it is; else nothing
   */
  public static List<Guidance> from(PairedComparison comparison) {
    return TestSetGuidance.of(comparison);
  }

  private static List<Guidance> sorted(List<Guidance> found) {
    // A stable sort: within a severity the order of the checks stays, data first.
    found.sort((one, other) -> one.severity().compareTo(other.severity()));
    return List.copyOf(found);
  }

  /** {@return the components as maps, lists, numbers and strings, for a report} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("code", code.key());
    map.put("severity", severity.key());
    map.put("types", types);
    map.put("figures", figures);
    map.put("message", message);
    map.put("advice", advice);
    map.put("documents", documents);
    return map;
  }

  /** {@return severity, message and advice in one line} */
  @Override
  public String toString() {
    return severity.key() + ": " + message + " " + advice;
  }
}
