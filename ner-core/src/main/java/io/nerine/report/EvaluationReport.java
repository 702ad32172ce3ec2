package io.nerine.report;

import io.nerine.data.Dataset;
import io.nerine.evaluation.Calibration;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Guidance;
import io.nerine.evaluation.PairedComparison;
import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as one HTML page for people: how good the model is and how sure that is, what to do
 * next, each type, what is taken for what, how far its confidence can be trusted, and every error
 * in its text. Immutable.
 *
 * <p>The page is one file that needs no network: it can be opened from disk, sent by mail and
 * printed. It contains the texts around errors, so it is as confidential as the documents.
 *
 * <pre>{@code
 * EvaluationReport.builder(evaluation).title("Tickets, version 3").build().write(Path.of("report.html"));
 * }</pre>
 */
public final class EvaluationReport {

  private static final int CALIBRATION_BINS = 10;

  private final String title;
  private final Evaluation evaluation;
  private final Map<String, String> facts;
  private final @Nullable Dataset training;
  private final List<LearningPoint> learningCurve;
  private final String name;
  private final @Nullable Evaluation other;
  private final String otherName;

  private EvaluationReport(Builder builder) {
    this.title = builder.title;
    this.evaluation = builder.evaluation;
    this.facts = new LinkedHashMap<>(builder.facts);
    this.training = builder.training;
    this.learningCurve = List.copyOf(builder.learningCurve);
    this.name = builder.name;
    this.other = builder.other;
    this.otherName = builder.otherName;
  }

  /**
   * Returns a builder for a report.
   *
   * @param evaluation what to report; errors are shown of the documents that it {@linkplain
   *     Evaluation#keptDocuments() kept}
   * @return the builder
   */
  public static Builder builder(Evaluation evaluation) {
    return new Builder(evaluation);
  }

  /**
   * Writes the page to a file, replacing one that is there once the new one is complete.
   *
   * @param file the file
   * @throws NerException if it cannot be written; an old one is then as it was
   */
  public void write(Path file) {
    Objects.requireNonNull(file, "file");
    byte[] page = toHtml().getBytes(StandardCharsets.UTF_8);
    try {
      FileReplacement.write(file, out -> out.write(page));
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(file, FileReplacement.describe(e)), e);
    }
  }

  /** {@return the page} */
  public String toHtml() {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("link", "rel", "icon", "href", "data:,");
    html.element("title", title);
    html.open("style").raw(resource("report.css")).close().close();
    html.open("body");
    html.element("a", "Skip to the report", "class", "skip", "href", "#report");
    header(html);
    html.open("main", "id", "report");
    sections().values().forEach(section -> section.write(html));
    html.close();
    html.open("footer", "class", "page");
    html.element(
        "p",
        "Precision is the share of predictions that are right, recall the share of gold mentions"
            + " that were found, F1 their harmonic mean. The page holds text of the documents.");
    html.close();
    html.open("script").raw(resource("report.js")).close();
    return html.close().close().raw("\n").toString();
  }

  /**
   * Returns the report as maps, lists and numbers.
   *
   * @return what {@link Evaluation#toMap()} gives, {@code intervals} and {@code guidance}; {@code
   *     calibration} where predictions carry confidences; {@code comparison} where there is another
   *     model, and {@code learningCurve} where there is one
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(evaluation.toMap());
    map.put("intervals", ConfidenceIntervals.of(evaluation).toMap());
    map.put("guidance", guidance().stream().map(Guidance::toMap).toList());
    Calibration.of(evaluation)
        .ifPresent(calibration -> map.put("calibration", calibration.toMap(CALIBRATION_BINS)));
    if (other != null) {
      map.put("comparison", PairedComparison.of(other, evaluation).toMap());
    }
    if (!learningCurve.isEmpty()) {
      map.put(
          "learningCurve",
          learningCurve.stream()
              .map(point -> Map.of("documents", point.documents(), "f1", point.f1()))
              .toList());
    }
    return map;
  }

  /** {@return the report as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  /** {@return the tables of the report as text for a terminal} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(evaluation);
    ConfidenceIntervals intervals = ConfidenceIntervals.of(evaluation);
    text.append("\nF1 ").append(intervals.micro().f1()).append(" at ");
    text.append(Math.round(100 * intervals.level())).append(" %");
    for (Guidance one : guidance()) {
      text.append("\n").append(one);
    }
    if (other != null) {
      text.append("\n\n").append(name).append(" against ").append(otherName).append('\n');
      text.append(PairedComparison.of(other, evaluation));
    }
    return text.toString();
  }

  /** A part of the page. */
  private interface Section {
    void write(Html html);
  }

  private record Heading(String id, String text) {}

  private Map<Heading, Section> sections() {
    ConfidenceIntervals intervals = ConfidenceIntervals.of(evaluation);
    Map<Heading, Section> sections = new LinkedHashMap<>();
    sections.put(
        new Heading("headline", "How good it is"),
        new HeadlineSection(evaluation, intervals)::write);
    sections.put(
        new Heading("guidance", "What to do next"), new GuidanceSection(guidance())::write);
    if (other != null) {
      sections.put(
          new Heading("comparison", "Comparison"),
          new ComparisonSection(evaluation, name, other, otherName)::write);
    }
    sections.put(new Heading("types", "Types"), new TypeSection(evaluation, intervals)::write);
    sections.put(
        new Heading("confusion", "Confusion"), new MatrixSection(evaluation.confusion())::write);
    sections.put(
        new Heading("kinds", "Kinds of errors"),
        new ErrorKindSection(evaluation.errorCounts())::write);
    sections.put(
        new Heading("matching", "Strictness"), new MatchTable(evaluation.semEval())::write);
    ConfidenceSection.of(evaluation)
        .ifPresent(
            section -> sections.put(new Heading("confidence", "Confidence"), section::write));
    if (!evaluation.slices().isEmpty()) {
      sections.put(new Heading("slices", "Slices"), new SliceSection(evaluation.slices())::write);
    }
    if (!learningCurve.isEmpty()) {
      sections.put(
          new Heading("learning", "Learning curve"), new LearningSection(learningCurve)::write);
    }
    sections.put(
        new Heading("data", "Data"),
        new DataSection(
                counts(evaluation),
                Optional.ofNullable(training).map(Dataset::mentions).orElse(Map.of()))
            ::write);
    sections.put(
        new Heading("errors", "Errors"),
        new ErrorBrowser(evaluation.keptDocuments(), evaluation.confusion().none())::write);
    return sections;
  }

  private List<Guidance> guidance() {
    return training == null ? Guidance.from(evaluation) : Guidance.from(evaluation, training);
  }

  private static Map<String, Integer> counts(Evaluation evaluation) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    evaluation.types().forEach((type, scores) -> counts.put(type, scores.gold()));
    return counts;
  }

  private void header(Html html) {
    html.open("header", "class", "page").element("h1", title);
    if (!facts.isEmpty()) {
      html.open("dl", "class", "facts");
      facts.forEach((fact, value) -> html.element("dt", fact).element("dd", value));
      html.close();
    }
    html.open("nav", "class", "contents", "aria-label", "Contents");
    for (Heading heading : sections().keySet()) {
      html.element("a", heading.text, "href", "#" + heading.id);
    }
    html.close().close();
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(EvaluationReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds an {@link EvaluationReport}. Not thread-safe. */
  public static final class Builder {

    private final Evaluation evaluation;
    private String title = "Evaluation";
    private final Map<String, String> facts = new LinkedHashMap<>();
    private @Nullable Dataset training;
    private final List<LearningPoint> learningCurve = new ArrayList<>();
    private String name = "this model";
    private @Nullable Evaluation other;
    private String otherName = "the other";

    private Builder(Evaluation evaluation) {
      this.evaluation = Objects.requireNonNull(evaluation, "evaluation");
    }

    /**
     * Sets the heading of the page; {@code Evaluation} by default.
     *
     * @param title the heading
     * @return this builder
     */
    public Builder title(String title) {
      this.title = Objects.requireNonNull(title, "title");
      return this;
    }

    /**
     * Adds a line beneath the heading, such as the model, the data or the date.
     *
     * @param name what the line is about
     * @param value what it says
     * @return this builder
     */
    public Builder fact(String name, String value) {
      facts.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
      return this;
    }

    /**
     * Sets what the model was trained on, to compare the mix of types.
     *
     * @param training the documents
     * @return this builder
     */
    public Builder training(Dataset training) {
      this.training = Objects.requireNonNull(training, "training");
      return this;
    }

    /**
     * Sets the learning curve.
     *
     * @param points its points, by rising number of documents
     * @return this builder
     */
    public Builder learningCurve(List<LearningPoint> points) {
      learningCurve.clear();
      learningCurve.addAll(points);
      return this;
    }

    /**
     * Compares with another model on the same documents.
     *
     * @param name what to call the model that is reported
     * @param other what the other model gave
     * @param otherName what to call the other model
     * @return this builder
     */
    public Builder against(String name, Evaluation other, String otherName) {
      this.name = Objects.requireNonNull(name, "name");
      this.other = Objects.requireNonNull(other, "other");
      this.otherName = Objects.requireNonNull(otherName, "otherName");
      return this;
    }

    /**
     * Returns the report.
     *
     * @return the report
     */
    public EvaluationReport build() {
      return new EvaluationReport(this);
    }
  }
}
