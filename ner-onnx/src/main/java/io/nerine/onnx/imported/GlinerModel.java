package io.nerine.onnx.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LengthPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.GlinerBackend;
import io.nerine.onnx.GlinerExtractors;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.TypeLabels;
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
 * A GLiNER model in a directory as the Python package {@code gliner} exports it: a zero-shot
 * extractor, which finds types that it has never been trained on by what they are called. The
 * directory holds {@code gliner_config.json}, {@code tokenizer.json} and {@code model.onnx}, {@code
 * onnx/model.onnx}, {@code model_quantized.onnx} or {@code onnx/model_quantized.onnx}. Immutable;
 * holds no native memory.
 *
 * <p>Uni-encoder models of both kinds can be read, those that score spans and those that score
 * words as start, end and inside of one. Bi-encoders, and models that generate labels or find
 * relations, are refused.
 *
 * <pre>{@code
 * GlinerModel model = GlinerModel.read(Path.of("gliner_small-v2.1"));
 * try (Extractor extractor = model.extractor(schema)) {
 *   Extraction extraction = extractor.extract(text);
 *   AnnotatedDocument draft =
 *       AnnotatedDocument.builder("doc-1", text)
 *           .spans(extraction.entities().stream().map(Entity::toSpan).toList())
 *           .build();
 * }
 * model.save(Path.of("tickets.nerine"), TypeLabels.names(schema));
 * }</pre>
 *
 * <p>A text of any length is searched, in windows; more types than the model was trained to see at
 * once are put before it in several prompts of equal size, which takes as many times as long. Each
 * prompt of a window counts as a window of its own in what an extraction or a listener says.
 */
public final class GlinerModel {

  private static final List<String> GRAPHS =
      List.of("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx");

  /** A graph without its weights is far smaller, and one with them far larger. */
  private static final long LARGEST_WITHOUT_WEIGHTS = 64L << 20;

  private static final ExtractionOptions FIRST_WINDOW =
      ExtractionOptions.builder().lengthPolicy(LengthPolicy.TRUNCATE).build();

  private final Path directory;
  private final GlinerSettings settings;
  private final byte[] tokenizerJson;
  private final Path graph;
  private final double threshold;

  private GlinerModel(
      Path directory, GlinerSettings settings, byte[] tokenizerJson, Path graph, double threshold) {
    this.directory = directory;
    this.settings = settings;
    this.tokenizerJson = tokenizerJson;
    this.graph = graph;
    this.threshold = threshold;
  }

  /**
   * Tells whether a directory holds a GLiNER model, by its {@code gliner_config.json}.
   *
   * @param directory the directory
   * @return whether it does
   */
  public static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(GlinerConfig.FILE));
  }

  /**
   * Reads a model. Windows hold as many words as the model takes and at most 1,024 tokens, or as
   * many as the model has positions for, and overlap by a quarter; an entity's probability must
   * exceed 0.5.
   *
   * @param directory the directory
   * @return the model
   * @throws ModelLoadingException if a file is missing, damaged or of a kind that can't be read;
   *     the message names the file and what to do
   */
  public static GlinerModel read(Path directory) {
    Objects.requireNonNull(directory, "directory");
    if (!Files.isDirectory(directory)) {
      throw new ModelLoadingException(
          "'%s' is no directory; give that of a GLiNER model as the Python package gliner exports it"
              .formatted(directory));
    }
    try {
      GlinerConfig config = GlinerConfig.read(directory);
      GlinerSettings settings = config.settings();
      Path graph = graphFile(directory);
      byte[] tokenizer = TokenizerFile.read(directory);
      config.checkTokenizer(tokenizer, settings);
      return new GlinerModel(
          directory, settings, tokenizer, graph, GlinerExtractors.DEFAULT_THRESHOLD);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The model '%s' cannot be read: %s".formatted(directory, e.getMessage()), e);
    }
  }

  private static Path graphFile(Path directory) {
    for (String name : GRAPHS) {
      Path file = directory.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    for (String weights : List.of("pytorch_model.bin", "model.safetensors")) {
      if (Files.exists(directory.resolve(weights))) {
        throw new ModelLoadingException(
            ("'%s' holds %s but no graph; export one in Python with"
                    + " GLiNER.from_pretrained(directory).export_to_onnx(directory)")
                .formatted(directory, weights));
      }
    }
    throw new ModelLoadingException(
        "'%s' holds none of %s".formatted(directory, String.join(", ", GRAPHS)));
  }

  /**
   * Takes another graph of the directory, such as {@code onnx/model_fp16.onnx}.
   *
   * @param name the name of the file in the directory
   * @return the model with that graph
   * @throws ModelLoadingException if there is no such file
   */
  public GlinerModel graph(String name) {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ModelLoadingException("'%s' holds no %s".formatted(directory, name));
    }
    return new GlinerModel(directory, settings, tokenizerJson, file, threshold);
  }

  /**
   * Sets what the probability of an entity of any type must exceed. A call can ask for more by
   * {@link io.nerine.extract.ExtractionOptions.Builder#minConfidence}, and not for less.
   *
   * @param threshold 0 to 1
   * @return the model with that threshold
   * @throws IllegalArgumentException if it lies outside 0 to 1
   */
  public GlinerModel threshold(double threshold) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold must be 0 to 1, found " + threshold);
    }
    return new GlinerModel(directory, settings, tokenizerJson, graph, threshold);
  }

  /**
   * Sets other windows; shorter ones are faster.
   *
   * @param maxWords the greatest number of words of a window, at most that of the model
   * @param overlapWords about how many words two consecutive windows share
   * @return the model with these windows
   * @throws IllegalArgumentException if a number is out of the range of {@link GlinerSettings}, or
   *     the model takes fewer words
   */
  public GlinerModel windows(int maxWords, int overlapWords) {
    if (maxWords > settings.maxWords()) {
      throw new IllegalArgumentException(
          "maxWords must be at most %d, as many as the model takes, found %d"
              .formatted(settings.maxWords(), maxWords));
    }
    return with(maxWords, overlapWords, settings.maxTypes());
  }

  /**
   * Sets how many types the model sees at once, at most; 25 for most models, which is how many they
   * saw in training. Fewer take longer and can be found better.
   *
   * @param types 1 to 1,024
   * @return the model with that number
   * @throws IllegalArgumentException if it lies outside
   */
  public GlinerModel typesAtOnce(int types) {
    return with(settings.maxWords(), settings.overlapWords(), types);
  }

  private GlinerModel with(int maxWords, int overlapWords, int maxTypes) {
    GlinerSettings other =
        new GlinerSettings(
            settings.maxWidth(),
            maxWords,
            overlapWords,
            settings.maxTokens(),
            maxTypes,
            settings.entityToken(),
            settings.separatorToken(),
            settings.pooling());
    return new GlinerModel(directory, other, tokenizerJson, graph, threshold);
  }

  GlinerSettings settings() {
    return settings;
  }

  /** {@return the name of the directory} */
  public String name() {
    return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }

  /** {@return the licence that the front matter of the directory's README.md states, if any} */
  public Optional<String> license() {
    return FrontMatter.license(directory.resolve("README.md"));
  }

  /**
   * Loads the model for the types of a schema, each called by its name in plain words.
   *
   * @param schema the types
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the parts do not fit one another, the graph is of another kind
   *     of model, or the native libraries can't be loaded here
   * @throws IllegalArgumentException if a name can't be put before the model
   */
  public Extractor extractor(EntitySchema schema) {
    return extractor(TypeLabels.names(schema), LoadOptions.defaults());
  }

  /**
   * Loads the model for the types of a schema.
   *
   * @param labels the types, and what they are called
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the parts do not fit one another, the graph is of another kind
   *     of model, or the native libraries can't be loaded here
   * @throws IllegalArgumentException if a label can't be put before the model
   */
  public Extractor extractor(TypeLabels labels, LoadOptions options) {
    Objects.requireNonNull(labels, "labels");
    try {
      return GlinerExtractors.create(
          labels, graph, tokenizerJson, settings, thresholds(labels), name(), options);
    } catch (ModelLoadingException e) {
      throw new ModelLoadingException("'%s': %s".formatted(graph, e.getMessage()), e);
    }
  }

  private Map<String, Double> thresholds(TypeLabels labels) {
    Map<String, Double> thresholds = new LinkedHashMap<>();
    labels.schema().typeNames().forEach(type -> thresholds.put(type, threshold));
    return thresholds;
  }

  /**
   * Writes the model as a bundle for the types of a schema, once it has run, with a card that
   * states where it comes from. Its thresholds can be changed like those of any bundle. A bundle
   * that was there before is replaced when the new one is complete.
   *
   * @param bundle a name that ends in {@code .nerine} for a single file, any other for a directory
   * @param labels the types, and what they are called
   * @return the manifest that was written
   * @throws io.nerine.exception.NerException if the parts do not fit one another, it cannot be
   *     written, or the name belongs to something that is not a bundle
   * @throws IllegalArgumentException if a label can't be put before the model
   */
  public BundleManifest save(Path bundle, TypeLabels labels) {
    BundleWriter.checkTarget(bundle);
    // A graph that fails should fail here, and not when somebody loads the bundle.
    try (Extractor extractor = extractor(labels, LoadOptions.defaults())) {
      // Words of several tokens, so that a window is as long as one gets and a lack of positions
      // shows.
      extractor.extract("q7-x9-k3 ".repeat(settings.maxTokens() / 4), FIRST_WINDOW);
    }
    EntitySchema schema = labels.schema();
    ModelCard card = ImportedCard.of(name(), schema, provenance(), license());
    Map<String, Object> pipeline = new LinkedHashMap<>(settings.toMap());
    pipeline.put(GlinerBackend.LABELS, labels.toMap());
    BundleWriter writer =
        BundleWriter.of(name(), GlinerBackend.NAME, schema)
            .part(OnnxBackend.TOKENIZER, tokenizerJson)
            .part(ModelCard.MARKDOWN_PART, card.toMarkdown().getBytes(StandardCharsets.UTF_8))
            .part(ModelCard.JSON_PART, card.toJson().getBytes(StandardCharsets.UTF_8))
            .settings(pipeline)
            .thresholds(thresholds(labels))
            .provenance(provenance());
    return addGraph(writer).write(bundle);
  }

  private BundleWriter addGraph(BundleWriter writer) {
    try {
      if (Files.size(graph) <= LARGEST_WITHOUT_WEIGHTS) {
        ModelProto model = ExternalWeights.parse(graph);
        boolean outside =
            model.getGraph().getInitializerList().stream()
                .anyMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
        if (outside) {
          GraphProto.Builder whole = model.getGraph().toBuilder();
          new ExternalWeights(graph).takeIn(whole);
          return writer.part(
              OnnxBackend.GRAPH, model.toBuilder().setGraph(whole).build().toByteArray());
        }
      }
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The graph '%s' cannot be read: %s".formatted(graph, e.getMessage()), e);
    }
    return writer.part(OnnxBackend.GRAPH, graph);
  }

  private Map<String, Object> provenance() {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("importedFrom", name());
    provenance.put("format", "GLiNER");
    provenance.put("weights", directory.relativize(graph).toString().replace('\\', '/'));
    provenance.put("license", license().orElse("not stated"));
    return provenance;
  }
}
