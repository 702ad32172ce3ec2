package io.nerine.onnx;

import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.Tokenization;
import io.nerine.onnx.zeroshot.GlinerEncoder;
import io.nerine.onnx.zeroshot.GlinerInput;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.TypeLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds zero-shot extractors from the graph and the tokenizer of a GLiNER model. Applications
 * import a model with {@code io.nerine.onnx.imported.GlinerModel}, or load a bundle of it through
 * {@code io.nerine.Extractors}.
 */
public final class GlinerExtractors {

  /** What the probability of an entity must exceed where nothing else is said: {@value}. */
  public static final double DEFAULT_THRESHOLD = 0.5;

  private GlinerExtractors() {}

  /**
   * Creates an extractor. Runs the graph once on short windows, so that parts that do not fit one
   * another show at once.
   *
   * @param labels the types, and what they are called
   * @param graph a {@code .onnx} file as the Python package {@code gliner} exports it
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @param settings how the model takes its input
   * @param thresholds what the probability of an entity must exceed by type, 0 to 1; {@link
   *     #DEFAULT_THRESHOLD} for types that are missing
   * @param source the name that entities carry
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if a part is damaged, the model is of another kind, the parts do
   *     not fit one another, or the native libraries can't be loaded here
   * @throws IllegalArgumentException if a threshold lies outside 0 to 1 or is for a type that the
   *     schema does not declare, or a label can't be put before the model
   */
  public static Extractor create(
      TypeLabels labels,
      Path graph,
      byte[] tokenizerJson,
      GlinerSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(graph, "graph");
    return create(
        labels,
        () -> OnnxSession.of(graph, options),
        tokenizerJson,
        settings,
        thresholds,
        source,
        options);
  }

  /**
   * Creates an extractor of a graph in memory, as the other form does of a file.
   *
   * @param labels the types, and what they are called
   * @param graph the content of a {@code .onnx} file as the Python package {@code gliner} exports
   *     it
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @param settings how the model takes its input
   * @param thresholds what the probability of an entity must exceed by type, 0 to 1; {@link
   *     #DEFAULT_THRESHOLD} for types that are missing
   * @param source the name that entities carry
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if a part is damaged, the model is of another kind, the parts do
   *     not fit one another, or the native libraries can't be loaded here
   * @throws IllegalArgumentException if a threshold lies outside 0 to 1 or is for a type that the
   *     schema does not declare, or a label can't be put before the model
   */
  public static Extractor create(
      TypeLabels labels,
      byte[] graph,
      byte[] tokenizerJson,
      GlinerSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(graph, "graph");
    return create(
        labels,
        () -> OnnxSession.of(graph, options),
        tokenizerJson,
        settings,
        thresholds,
        source,
        options);
  }

  /** Opens the graph. */
  interface SessionSource {
    OnnxSession open();
  }

  static Extractor create(
      TypeLabels labels,
      SessionSource graph,
      byte[] tokenizerJson,
      GlinerSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    OnnxExtractors.checkThresholds(labels.schema(), thresholds);
    SubwordTokenizer tokenizer = SubwordTokenizer.of(tokenizerJson, Tokenization.TEXT);
    OnnxSession session = null;
    boolean done = false;
    try {
      GlinerEncoder encoder = new GlinerEncoder(tokenizer, settings, labels);
      session = graph.open();
      GlinerGraph opened = new GlinerGraph(session, settings.maxWidth());
      checkFit(opened, encoder);
      ZeroShotModel model =
          new ZeroShotModel(
              labels, encoder, settings, tokenizer, opened, session, thresholds, source);
      Extractor extractor = new OnnxExtractor(labels.schema(), model, source, options);
      done = true;
      return extractor;
    } finally {
      if (!done) {
        tokenizer.close();
        if (session != null) {
          session.close();
        }
      }
    }
  }

  /** Windows of two lengths in one batch, in the longer one words with the greatest id. */
  private static void checkFit(GlinerGraph graph, GlinerEncoder encoder) {
    List<GlinerInput> trial = new ArrayList<>();
    for (int prompt = 0; prompt < Math.min(2, encoder.prompts()); prompt++) {
      trial.add(encoder.trial(prompt, 2));
      trial.add(encoder.trial(prompt, 5));
    }
    if (trial.isEmpty()) {
      return;
    }
    try {
      graph.run(trial);
    } catch (InferenceException e) {
      throw new ModelLoadingException(
          ("The graph fails on a short text, so tokenizer.json or gliner_config.json do not fit it"
                  + " (%s); take all of them from the same export")
              .formatted(e.getMessage()),
          e);
    }
  }
}
