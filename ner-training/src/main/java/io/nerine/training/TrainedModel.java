package io.nerine.training;

import io.nerine.bundle.BundleWriter;
import io.nerine.evaluation.Evaluation;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxExtractors;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.report.DataStatistics;
import io.nerine.report.ModelCard;
import io.nerine.schema.EntitySchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A fine-tuned model in memory, with its scores on the dev documents and the report of its
 * training. Immutable; holds no native memory.
 */
public final class TrainedModel {

  private final String name;
  private final EntitySchema schema;
  private final byte[] graph;
  private final byte[] tokenizerJson;
  private final PipelineSettings settings;
  private final int vocabularySize;
  private final Evaluation evaluation;
  private final Optional<CrossValidation> crossValidation;
  private final TrainingReport report;
  private final Map<String, Object> provenance;
  private final Map<String, DataStatistics> data;

  TrainedModel(
      String name,
      EntitySchema schema,
      byte[] graph,
      byte[] tokenizerJson,
      PipelineSettings settings,
      int vocabularySize,
      Evaluation evaluation,
      Optional<CrossValidation> crossValidation,
      TrainingReport report,
      Map<String, Object> provenance,
      Map<String, DataStatistics> data) {
    this.name = name;
    this.schema = schema;
    this.graph = graph;
    this.tokenizerJson = tokenizerJson;
    this.settings = settings;
    this.vocabularySize = vocabularySize;
    this.evaluation = evaluation;
    this.crossValidation = crossValidation;
    this.report = report;
    this.provenance = provenance;
    this.data = data;
  }

  /** {@return the types of entities that it finds} */
  public EntitySchema schema() {
    return schema;
  }

  /**
   * Returns the scores on documents that the weights were not fitted to, with calibrated
   * confidences: on the dev documents, on which the weights were chosen, so that they flatter the
   * model a little, or with {@linkplain #crossValidation() cross-validation} on all documents.
   * Either way, only documents that training did not see say how good the model is.
   *
   * @return the scores
   */
  public Evaluation evaluation() {
    return evaluation;
  }

  /** {@return what cross-validation came to, if the model was trained with it} */
  public Optional<CrossValidation> crossValidation() {
    return crossValidation;
  }

  /** {@return what happened in training} */
  public TrainingReport report() {
    return report;
  }

  /**
   * Loads the model, as from a saved bundle.
   *
   * @return an extractor, which the caller closes
   */
  public Extractor extractor() {
    return OnnxExtractors.create(
        schema, graph, tokenizerJson, settings, Map.of(), name, LoadOptions.defaults());
  }

  /**
   * Returns a card of the model that tells schema, data, options, seed and scores on the dev
   * documents, for adding what only its makers know: what it is meant for, limits, scores on test
   * documents.
   *
   * @return the card, to be completed
   */
  public ModelCard.Builder card() {
    ModelCard.Builder card =
        ModelCard.builder(name, schema).settings(provenance).evaluation("dev", evaluation);
    data.forEach(card::data);
    return card;
  }

  /**
   * Writes the model as a bundle, with its {@linkplain #card() card}. It appears under its name
   * only when it is complete; a bundle that was there before is replaced then and not sooner.
   *
   * @param bundle a name that ends in {@code .nerine} for a single file, any other for a directory
   * @throws io.nerine.exception.NerException if it cannot be written, or the name belongs to
   *     something that is not a bundle
   */
  public void save(Path bundle) {
    save(bundle, card().build());
  }

  /**
   * Writes the model as a bundle with a card of its makers. It appears under its name only when it
   * is complete; a bundle that was there before is replaced then and not sooner.
   *
   * @param bundle a name that ends in {@code .nerine} for a single file, any other for a directory
   * @param card the card, as {@link #card()} begins it; the bundle holds it as Markdown and JSON
   * @throws io.nerine.exception.NerException if it cannot be written, or the name belongs to
   *     something that is not a bundle
   */
  public void save(Path bundle, ModelCard card) {
    Map<String, Object> pipeline = new LinkedHashMap<>(settings.toMap());
    pipeline.put(OnnxBackend.TAG_SCHEME, OnnxBackend.BIO);
    pipeline.put(OnnxBackend.VOCABULARY_SIZE, vocabularySize);
    BundleWriter.of(name, OnnxBackend.NAME, schema)
        .part(OnnxBackend.GRAPH, graph)
        .part(OnnxBackend.TOKENIZER, tokenizerJson)
        .part(ModelCard.MARKDOWN_PART, card.toMarkdown().getBytes(StandardCharsets.UTF_8))
        .part(ModelCard.JSON_PART, card.toJson().getBytes(StandardCharsets.UTF_8))
        .settings(pipeline)
        .metrics(Map.of("dev", evaluation.toMap()))
        .provenance(provenance)
        .write(bundle);
  }
}
