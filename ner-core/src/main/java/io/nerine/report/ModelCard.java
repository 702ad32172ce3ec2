package io.nerine.report;

import io.nerine.evaluation.ConfidenceInterval;
import io.nerine.evaluation.ConfidenceIntervals;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.ScoreIntervals;
import io.nerine.evaluation.Scores;
import io.nerine.internal.Json;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What whoever uses a model must know of it, after Mitchell et al., Model Cards for Model Reporting
 * (2019): what it finds, what it was trained on, how it was made, how good it is and how sure that
 * is, what it is meant for and where its limits are. Immutable. As Markdown for people and as JSON
 * for programs; it holds no text of the documents.
 */
public final class ModelCard {

  /** The part of a bundle that holds the card as Markdown. */
  public static final String MARKDOWN_PART = "model-card.md";

  /** The part of a bundle that holds the card as JSON. */
  public static final String JSON_PART = "model-card.json";

  private static final int FEW_MENTIONS = 15;

  private final String name;
  private final EntitySchema schema;
  private final Map<String, DataStatistics> data;
  private final Map<String, Object> settings;
  private final Map<String, Measured> evaluations;
  private final List<String> intendedUse;
  private final List<String> limits;

  private record Measured(Evaluation evaluation, ConfidenceIntervals intervals) {}

  private ModelCard(Builder builder) {
    this.name = builder.name;
    this.schema = builder.schema;
    this.data = new LinkedHashMap<>(builder.data);
    this.settings = Json.copyMap("Settings of the card", builder.settings);
    this.evaluations = new LinkedHashMap<>();
    builder.evaluations.forEach(
        (on, evaluation) ->
            evaluations.put(on, new Measured(evaluation, ConfidenceIntervals.of(evaluation))));
    this.intendedUse = List.copyOf(builder.intendedUse);
    this.limits = new ArrayList<>(builder.limits);
    limits.addAll(evidentLimits());
  }

  /**
   * Returns a builder for a card.
   *
   * @param name the name of the model
   * @param schema the types that it finds
   * @return the builder
   */
  public static Builder builder(String name, EntitySchema schema) {
    return new Builder(name, schema);
  }

  private List<String> evidentLimits() {
    List<String> evident = new ArrayList<>();
    DataStatistics train = data.get("train");
    if (train != null) {
      List<String> rare =
          train.mentions().entrySet().stream()
              .filter(type -> type.getValue() < FEW_MENTIONS)
              .map(type -> "%s (%d)".formatted(type.getKey(), type.getValue()))
              .toList();
      if (!rare.isEmpty()) {
        evident.add(
            "Types with fewer than %d mentions to learn from: %s."
                .formatted(FEW_MENTIONS, String.join(", ", rare)));
      }
      if (!train.languages().isEmpty()) {
        evident.add(
            "Trained on texts in %s; other languages were not seen."
                .formatted(String.join(", ", train.languages().keySet())));
      }
    }
    if (evaluations.containsKey("dev") && evaluations.size() == 1) {
      evident.add(
          "Scored on the documents that chose its weights alone, which flatters it; score it on"
              + " documents that training did not see.");
    }
    evaluations.forEach(
        (on, measured) -> {
          if (!measured.intervals.micro().f1().reliable()) {
            evident.add("The documents of %s are too few for reliable intervals.".formatted(on));
          }
        });
    return evident;
  }

  /** {@return the card as maps, lists, strings and numbers} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    Map<String, Object> types = new LinkedHashMap<>();
    schema.types().forEach(type -> types.put(type.name(), type.description()));
    Map<String, Object> ofSchema = new LinkedHashMap<>();
    ofSchema.put("name", schema.name());
    ofSchema.put("version", schema.version());
    ofSchema.put("description", schema.description());
    ofSchema.put("languages", schema.languages());
    ofSchema.put("types", types);
    map.put("schema", ofSchema);
    map.put("intendedUse", intendedUse);
    map.put("limits", limits);
    Map<String, Object> parts = new LinkedHashMap<>();
    data.forEach((part, statistics) -> parts.put(part, statistics.toMap()));
    map.put("data", parts);
    map.put("settings", settings);
    Map<String, Object> scores = new LinkedHashMap<>();
    evaluations.forEach(
        (on, measured) -> {
          Map<String, Object> figures = new LinkedHashMap<>(measured.evaluation.toMap());
          figures.put("intervals", measured.intervals.toMap());
          scores.put(on, figures);
        });
    map.put("evaluations", scores);
    return map;
  }

  /** {@return the card as JSON over several lines} */
  public String toJson() {
    return Json.pretty(toMap());
  }

  /** {@return the card as Markdown (CommonMark with tables)} */
  public String toMarkdown() {
    StringBuilder card = new StringBuilder("# ").append(escaped(name)).append("\n\n");
    if (!schema.description().isBlank()) {
      card.append(escaped(schema.description())).append("\n\n");
    }
    list(card, "Intended use", intendedUse);
    list(card, "Limits", limits);
    types(card);
    data(card);
    evaluations.forEach((on, measured) -> scores(card, on, measured));
    if (!settings.isEmpty()) {
      card.append("## How it was made\n\n");
      row(card, "Setting", "Value");
      row(card, "---", "---");
      settings.forEach((setting, value) -> row(card, setting, String.valueOf(value)));
      card.append('\n');
    }
    return card.toString();
  }

  private static void list(StringBuilder card, String heading, List<String> items) {
    if (!items.isEmpty()) {
      card.append("## ").append(heading).append("\n\n");
      items.forEach(item -> card.append("- ").append(escaped(item)).append('\n'));
      card.append('\n');
    }
  }

  private void types(StringBuilder card) {
    card.append("## What it finds\n\nSchema ").append(escaped(schema.name()));
    card.append(", version ").append(escaped(schema.version())).append(".\n\n");
    row(card, "Type", "Meaning");
    row(card, "---", "---");
    for (EntityType type : schema.types()) {
      row(card, type.name(), type.description());
    }
    card.append('\n');
  }

  private void data(StringBuilder card) {
    if (data.isEmpty()) {
      return;
    }
    card.append("## Data\n\n");
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(data.keySet());
    row(card, head.toArray(String[]::new));
    row(card, head.stream().map(part -> "---").toArray(String[]::new));
    List<DataStatistics> parts = List.copyOf(data.values());
    row(card, "documents", parts.stream().map(part -> "" + part.documents()).toList());
    row(card, "UTF-16 units", parts.stream().map(part -> "" + part.characters()).toList());
    for (String type : schema.typeNames()) {
      row(
          card,
          type,
          parts.stream().map(part -> "" + part.mentions().getOrDefault(type, 0)).toList());
    }
    row(card, "SHA-256", parts.stream().map(DataStatistics::sha256).toList());
    card.append('\n');
  }

  private static void scores(StringBuilder card, String on, Measured measured) {
    Evaluation evaluation = measured.evaluation;
    card.append("## Scores on ").append(escaped(on)).append("\n\nExact match on ");
    card.append(evaluation.documents()).append(" documents, in per cent, with intervals at ");
    card.append(Math.round(100 * measured.intervals.level())).append(" %.\n\n");
    row(card, "Type", "Precision", "Recall", "F1", "Gold mentions");
    row(card, "---", "---", "---", "---", "---");
    evaluation
        .types()
        .forEach(
            (type, scores) -> scores(card, type, scores, measured.intervals.types().get(type)));
    scores(card, "all", evaluation.micro(), measured.intervals.micro());
    card.append("\nMacro F1 ").append(Figures.percent(evaluation.macroF1())).append(".\n\n");
    evaluation
        .slices()
        .forEach(
            (slicing, slices) -> {
              card.append("### By ").append(escaped(slicing)).append("\n\n");
              row(card, "Mentions", "Precision", "Recall", "F1", "Gold mentions");
              row(card, "---", "---", "---", "---", "---");
              slices.forEach((slice, of) -> scores(card, slice, of, null));
              card.append('\n');
            });
  }

  private static void scores(
      StringBuilder card, String name, Scores scores, @Nullable ScoreIntervals intervals) {
    row(
        card,
        name,
        figure(scores.precision(), intervals == null ? null : intervals.precision()),
        figure(scores.recall(), intervals == null ? null : intervals.recall()),
        figure(scores.f1(), intervals == null ? null : intervals.f1()),
        Integer.toString(scores.gold()));
  }

  private static String figure(double figure, @Nullable ConfidenceInterval interval) {
    return interval == null
        ? Figures.percent(figure)
        : String.format(
            Locale.ROOT,
            "%s (%s to %s)",
            Figures.percent(figure),
            Figures.percent(interval.low()),
            Figures.percent(interval.high()));
  }

  private static void row(StringBuilder card, String first, List<String> cells) {
    List<String> row = new ArrayList<>(List.of(first));
    row.addAll(cells);
    row(card, row.toArray(String[]::new));
  }

  private static void row(StringBuilder card, String... cells) {
    for (String cell : cells) {
      card.append("| ").append(cell.equals("---") ? cell : escaped(cell)).append(' ');
    }
    card.append("|\n");
  }

  /** A text that Markdown shows as it is, in one line. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            codePoint -> {
              if (Character.isISOControl(codePoint)) {
                escaped.append(' ');
              } else {
                if ("\\`*_{}[]<>#|~&!".indexOf(codePoint) >= 0) {
                  escaped.append('\\');
                }
                escaped.appendCodePoint(codePoint);
              }
            });
    return escaped.toString();
  }

  /** {@return the card as Markdown} */
  @Override
  public String toString() {
    return toMarkdown();
  }

  /** Builds a {@link ModelCard}. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final EntitySchema schema;
    private final Map<String, DataStatistics> data = new LinkedHashMap<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    private final List<String> intendedUse = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();

    private Builder(String name, EntitySchema schema) {
      this.name = Objects.requireNonNull(name, "name");
      this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Adds what a part of the data holds.
     *
     * @param part the name of the part, such as {@code train}
     * @param statistics what it holds
     * @return this builder
     */
    public Builder data(String part, DataStatistics statistics) {
      data.put(Objects.requireNonNull(part, "part"), Objects.requireNonNull(statistics));
      return this;
    }

    /**
     * Adds options, seed and versions.
     *
     * @param settings strings, numbers, booleans, lists and maps by name
     * @return this builder
     */
    public Builder settings(Map<String, ?> settings) {
      this.settings.putAll(settings);
      return this;
    }

    /**
     * Adds scores, with their intervals and slices.
     *
     * @param on what the model was scored on, such as {@code test}
     * @param evaluation the scores
     * @return this builder
     */
    public Builder evaluation(String on, Evaluation evaluation) {
      evaluations.put(Objects.requireNonNull(on, "on"), Objects.requireNonNull(evaluation));
      return this;
    }

    /**
     * Adds what the model is meant for.
     *
     * @param use a sentence
     * @return this builder
     */
    public Builder intendedUse(String use) {
      intendedUse.add(Objects.requireNonNull(use, "use"));
      return this;
    }

    /**
     * Adds a limit of the model; the card finds those that follow from data and scores by itself.
     *
     * @param limit a sentence
     * @return this builder
     */
    public Builder limit(String limit) {
      limits.add(Objects.requireNonNull(limit, "limit"));
      return this;
    }

    /** {@return the card} */
    public ModelCard build() {
      return new ModelCard(this);
    }
  }
}
