package io.nerine.onnx.imported;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxExtractors;
import io.nerine.onnx.checkpoint.CheckpointConfig;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.Tokenization;
import io.nerine.report.ModelCard;
import io.nerine.schema.EntitySchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A token-classification model in a directory as the Hugging Face library saves it: {@code
 * config.json} with its labels, {@code tokenizer.json}, and {@code model.onnx}, {@code
 * onnx/model.onnx} or {@code model.safetensors}. Immutable; holds no native memory.
 *
 * <p>BERT, DistilBERT, RoBERTa, XLM-R, ELECTRA, ALBERT, MPNet and DeBERTa-v2 and v3 can be read
 * from their weights, any other from a graph that was exported with dynamic axes. Labels of the
 * schemes IO, IOB1, IOB2, BIOES and BILOU are recognised, and each type that they name becomes a
 * type of the schema.
 *
 * <pre>{@code
 * HuggingFaceModel model = HuggingFaceModel.read(Path.of("bert-base-NER"));
 * model.save(Path.of("news.nerine"));
 * }</pre>
 */
public final class HuggingFaceModel {

  /** As much as the common models have positions for. */
  private static final int MAX_TOKENS = 512;

  private final Path directory;
  private final CheckpointConfig config;
  private final TagSet tagSet;
  private final PipelineSettings settings;
  private final byte[] tokenizerJson;
  private final byte[] graph;
  private final String graphFile;

  private HuggingFaceModel(
      Path directory,
      CheckpointConfig config,
      TagSet tagSet,
      PipelineSettings settings,
      byte[] tokenizerJson,
      byte[] graph,
      String graphFile) {
    this.directory = directory;
    this.config = config;
    this.tagSet = tagSet;
    this.settings = settings;
    this.tokenizerJson = tokenizerJson;
    this.graph = graph;
    this.graphFile = graphFile;
  }

  /**
   * Reads a model. A graph is preferred to weights where both are there. Windows hold as many
   * tokens as the model has positions for, at most 512, and overlap by a quarter.
   *
   * @param directory the directory
   * @return the model
   * @throws ModelLoadingException if a file is missing, damaged or of a kind that can't be read;
   *     the message names the file and what to do
   */
  public static HuggingFaceModel read(Path directory) {
    Objects.requireNonNull(directory, "directory");
    if (!Files.isDirectory(directory)) {
      throw new ModelLoadingException(
          "'%s' is no directory; give that of a model as the Hugging Face library saves it"
              .formatted(directory));
    }
    try {
      CheckpointConfig config = CheckpointConfig.read(directory);
      config.checkTask();
      List<String> labels = config.labels();
      TagSet tagSet = LabelSet.recognise(labels, "id2label of '" + config.file() + "'", null);
      byte[] tokenizer = TokenizerFile.read(directory);
      Path source = graphFile(directory);
      byte[] graph =
          source.toString().endsWith(".onnx")
              ? AdaptedGraph.read(source, labels.size())
              : CheckpointGraph.write(config, directory, labels.size());
      int tokens = Math.max(8, Math.min(MAX_TOKENS, config.positions()));
      PipelineSettings settings =
          new PipelineSettings(tokens, tokens / 4, false, Tokenization.TEXT);
      String file = directory.relativize(source).toString().replace('\\', '/');
      return new HuggingFaceModel(directory, config, tagSet, settings, tokenizer, graph, file);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The model '%s' cannot be read: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static Path graphFile(Path directory) {
    for (String name :
        List.of(
            "model.onnx", "onnx/model.onnx", "model.safetensors", "model.safetensors.index.json")) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    if (Files.exists(directory.resolve("pytorch_model.bin"))) {
      throw new ModelLoadingException(
          ("'%s' holds its weights in pytorch_model.bin, a pickle, which runs code when it is read;"
                  + " convert it where you trust it, in Python with"
                  + " AutoModelForTokenClassification.from_pretrained(directory)"
                  + ".save_pretrained(directory), which writes model.safetensors")
              .formatted(directory));
    }
    throw new ModelLoadingException(
        "'%s' holds neither model.onnx nor onnx/model.onnx nor model.safetensors"
            .formatted(directory));
  }

  /**
   * Reads the labels in another scheme than the one that they seem to follow; needed for IOB1 where
   * each type has a label {@code B-}.
   *
   * @param scheme the scheme
   * @return the model with that scheme
   * @throws ModelLoadingException if the labels don't fit it
   */
  public HuggingFaceModel tagScheme(TagScheme scheme) {
    Objects.requireNonNull(scheme, "scheme");
    TagSet other =
        LabelSet.recognise(config.labels(), "id2label of '" + config.file() + "'", scheme);
    return new HuggingFaceModel(
        directory, config, other, settings, tokenizerJson, graph, graphFile);
  }

  /**
   * Sets other windows; shorter ones are faster.
   *
   * @param maxTokens the greatest length of a window in tokens, with the two at its ends
   * @param overlapTokens about how many tokens two consecutive windows share
   * @return the model with these windows
   * @throws IllegalArgumentException if a number is out of the range of {@link PipelineSettings},
   *     or the model has not as many positions
   */
  public HuggingFaceModel windows(int maxTokens, int overlapTokens) {
    if (maxTokens > config.positions()) {
      throw new IllegalArgumentException(
          "maxTokens must be at most %d, the positions of the model, found %d"
              .formatted(config.positions(), maxTokens));
    }
    PipelineSettings other =
        new PipelineSettings(maxTokens, overlapTokens, false, Tokenization.TEXT);
    return new HuggingFaceModel(directory, config, tagSet, other, tokenizerJson, graph, graphFile);
  }

  byte[] graph() {
    return graph;
  }

  TagSet tagSet() {
    return tagSet;
  }

  /** {@return the name of the directory} */
  public String name() {
    return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }

  /** {@return a schema of the types that the labels name, in their order} */
  public EntitySchema schema() {
    return EntitySchema.of(name(), tagSet.typeNames());
  }

  /** {@return the scheme of the labels} */
  public TagScheme tagScheme() {
    return tagSet.scheme();
  }

  /** {@return the licence that the front matter of the directory's README.md states, if any} */
  public Optional<String> license() {
    return FrontMatter.license(directory.resolve("README.md"));
  }

  /**
   * Loads the model as it is.
   *
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the parts do not fit one another, or the native libraries
   *     can't be loaded here
   */
  public Extractor extractor(LoadOptions options) {
    return OnnxExtractors.create(
        schema(), tagSet, graph, tokenizerJson, settings, Map.of(), name(), options);
  }

  /**
   * Writes the model as a bundle, once it has run, with a card that states where it comes from. A
   * bundle that was there before is replaced when the new one is complete.
   *
   * @param bundle a name that ends in {@code .nerine} for a single file, any other for a directory
   * @return the manifest that was written
   * @throws io.nerine.exception.NerException if the parts do not fit one another, it cannot be
   *     written, or the name belongs to something that is not a bundle
   */
  public BundleManifest save(Path bundle) {
    BundleWriter.checkTarget(bundle);
    // A graph that fails should fail here, and not when somebody loads the bundle.
    extractor(LoadOptions.defaults()).close();
    Map<String, Object> pipeline = new LinkedHashMap<>(settings.toMap());
    pipeline.putAll(tagSet.toMap());
    pipeline.put(OnnxBackend.VOCABULARY_SIZE, config.size("vocab_size"));
    ModelCard card = ImportedCard.of(name(), schema(), provenance(), license());
    return BundleWriter.of(name(), OnnxBackend.NAME, schema())
        .part(OnnxBackend.GRAPH, graph)
        .part(OnnxBackend.TOKENIZER, tokenizerJson)
        .part(ModelCard.MARKDOWN_PART, card.toMarkdown().getBytes(StandardCharsets.UTF_8))
        .part(ModelCard.JSON_PART, card.toJson().getBytes(StandardCharsets.UTF_8))
        .settings(pipeline)
        .provenance(provenance())
        .write(bundle);
  }

  private Map<String, Object> provenance() {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("importedFrom", name());
    provenance.put("format", "Hugging Face token classification");
    provenance.put("modelType", config.modelType());
    provenance.put("weights", graphFile);
    provenance.put("license", license().orElse("not stated"));
    return provenance;
  }
}
