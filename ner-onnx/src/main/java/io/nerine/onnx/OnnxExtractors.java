package io.nerine.onnx;

import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.internal.Meanwhile;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.schema.EntitySchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds extractors from a graph and a tokenizer in memory. A trainer evaluates what it has just
 * exported this way; applications load bundles through {@code io.nerine.Extractors}.
 *
 * <pre>{@code
 * try (Extractor extractor =
 *     OnnxExtractors.create(
 *         schema, graph, tokenizerJson, settings, Map.of(), "candidate", LoadOptions.defaults())) {
 *   extractor.extractAll(texts);
 * }
 * }</pre>
 */
public final class OnnxExtractors {

  private OnnxExtractors() {}

  /**
   * Creates an extractor. Runs the graph once, on a window of the greatest length that holds the
   * greatest id of the tokenizer, so that parts that do not fit one another show at once.
   *
   * @param schema the types, in the order of the graph's tags
   * @param graph the content of a {@code .onnx} file with the inputs and outputs that the package
   *     describes
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @param settings how windows are made
   * @param thresholds the least confidence of an entity by type, 0 to 1; types may be missing
   * @param source the name that entities carry
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if a part is damaged, the parts do not fit one another, or the
   *     native libraries can't be loaded here
   * @throws IllegalArgumentException if a threshold lies outside 0 to 1 or is for a type that the
   *     schema does not declare
   */
  public static Extractor create(
      EntitySchema schema,
      byte[] graph,
      byte[] tokenizerJson,
      PipelineSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(graph, "graph");
    return create(
        schema,
        TagSet.bio(schema.typeNames()),
        tags -> OnnxTagger.of(graph, options, tags),
        tokenizerJson,
        settings,
        Integer.MAX_VALUE,
        thresholds,
        source,
        options);
  }

  /**
   * Creates an extractor of a graph with scores of another order or scheme. Runs the graph once, as
   * the other form does.
   *
   * @param schema the types
   * @param tagSet what the graph's scores stand for, of the types of the schema
   * @param graph the content of a {@code .onnx} file with the inputs and outputs that the package
   *     describes
   * @param tokenizerJson the content of a {@code tokenizer.json} of the Hugging Face library
   * @param settings how windows are made
   * @param thresholds the least confidence of an entity by type, 0 to 1; types may be missing
   * @param source the name that entities carry
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if a part is damaged, the parts do not fit one another, or the
   *     native libraries can't be loaded here
   * @throws IllegalArgumentException if a threshold lies outside 0 to 1 or is for a type that the
   *     schema does not declare
   */
  public static Extractor create(
      EntitySchema schema,
      TagSet tagSet,
      byte[] graph,
      byte[] tokenizerJson,
      PipelineSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(tagSet, "tagSet");
    Objects.requireNonNull(graph, "graph");
    return create(
        schema,
        tagSet,
        tags -> OnnxTagger.of(graph, options, tags),
        tokenizerJson,
        settings,
        Integer.MAX_VALUE,
        thresholds,
        source,
        options);
  }

  /** Opens a graph that must give a number of scores a word. */
  interface GraphSource {
    OnnxTagger open(int tags);
  }

  static Extractor create(
      EntitySchema schema,
      TagSet tagSet,
      GraphSource graph,
      byte[] tokenizerJson,
      PipelineSettings trained,
      int vocabularySize,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(trained, "settings");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    PipelineSettings settings =
        options.windowTokens().isPresent()
            ? trained.withMaxTokens(options.windowTokens().getAsInt())
            : trained;
    checkThresholds(schema, thresholds);
    // Either takes a third of a second in a process that has just begun.
    Meanwhile<OnnxTagger> opening =
        Meanwhile.start("nerine-session", () -> graph.open(tagSet.size()));
    SubwordTokenizer tokenizer = null;
    boolean done = false;
    try {
      tokenizer = SubwordTokenizer.of(tokenizerJson, settings.tokenization());
      checkVocabulary(tokenizer, vocabularySize);
      OnnxTagger tagger = opening.result();
      checkFit(tagger, tokenizer, settings);
      Extractor extractor =
          new OnnxExtractor(
              schema,
              new TaggingModel(tagSet, tokenizer, tagger, settings, thresholds, source),
              source,
              options);
      done = true;
      return extractor;
    } finally {
      if (!done) {
        if (tokenizer != null) {
          tokenizer.close();
        }
        opening.resultIfAny().ifPresent(OnnxTagger::close);
      }
    }
  }

  private static void checkVocabulary(SubwordTokenizer tokenizer, int vocabularySize) {
    if (tokenizer.vocabularySize() > vocabularySize) {
      throw new ModelLoadingException(
          ("The tokenizer has ids up to %d, the graph takes ids below %d; load the tokenizer that"
                  + " the graph was trained with")
              .formatted(tokenizer.vocabularySize() - 1, vocabularySize));
    }
  }

  static void checkThresholds(EntitySchema schema, Map<String, Double> thresholds) {
    thresholds.forEach(
        (type, threshold) -> {
          if (!schema.declares(type)) {
            throw new IllegalArgumentException(
                "thresholds has the type '%s', which the schema does not declare: %s"
                    .formatted(type, schema.typeNames()));
          }
          if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                "The threshold of type '%s' must be 0 to 1, found %s".formatted(type, threshold));
          }
        });
  }

  private static void checkFit(
      OnnxTagger tagger, SubwordTokenizer tokenizer, PipelineSettings settings) {
    if (tagger.takesCase() != settings.caseFeatures()) {
      throw new ModelLoadingException(
          "The settings say caseFeatures %s, the graph %s the input %s; load the settings that the"
                  .formatted(
                      settings.caseFeatures(),
                      tagger.takesCase() ? "takes" : "does not take",
                      OnnxTagger.CASE_IDS)
              + " graph was trained with");
    }
    int[] ids = new int[settings.maxTokens()];
    Arrays.fill(ids, tokenizer.unkId());
    ids[0] = tokenizer.clsId();
    ids[1] = tokenizer.vocabularySize() - 1;
    ids[ids.length - 1] = tokenizer.sepId();
    try {
      tagger.run(List.of(new EncodedWindow(ids, new int[ids.length], new int[] {1})));
    } catch (InferenceException e) {
      throw new ModelLoadingException(
          ("The graph fails on a window of %d tokens with ids up to %d, so the tokenizer or the"
                  + " settings do not fit it (%s); load those that it was trained with")
              .formatted(ids.length, tokenizer.vocabularySize() - 1, e.getMessage()),
          e);
    }
  }
}
