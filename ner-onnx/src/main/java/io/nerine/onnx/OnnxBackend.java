package io.nerine.onnx;

import io.nerine.bundle.BundleBackend;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.internal.RuntimeEnvironment;
import io.nerine.onnx.text.PipelineSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Loads bundles of the backend {@code onnx}. Found by {@link java.util.ServiceLoader}; applications
 * don't use it.
 *
 * <p>Such a bundle has the parts {@value #GRAPH} and {@value #TOKENIZER}. Its settings are those of
 * {@link PipelineSettings}, those of the {@link TagSet} and the number of rows of the graph's word
 * embedding.
 */
public final class OnnxBackend implements BundleBackend {

  /** The name by which manifests call this backend. */
  public static final String NAME = "onnx";

  /** The part that holds the graph. */
  public static final String GRAPH = "model.onnx";

  /** The part that holds the tokenizer, as the Hugging Face library writes it. */
  public static final String TOKENIZER = "tokenizer.json";

  /** The setting that names the tag scheme. */
  public static final String TAG_SCHEME = "tagScheme";

  /** The tag scheme of models that Nerine trains; see {@link TagSet}. */
  public static final String BIO = "BIO";

  /** The setting that holds the number of rows of the graph's word embedding. */
  public static final String VOCABULARY_SIZE = "vocabularySize";

  /** Creates the backend. For {@link java.util.ServiceLoader}. */
  public OnnxBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare() {
    RuntimeEnvironment.prepare();
  }

  @Override
  public Extractor load(ModelBundle bundle, LoadOptions options) {
    String name = bundle.manifest().name();
    try {
      Map<String, Object> settings = bundle.manifest().settings();
      TagSet tagSet = TagSet.from(settings, bundle.schema().typeNames());
      byte[] tokenizer = bundle.read(TOKENIZER);
      Optional<Path> file = bundle.file(GRAPH);
      return OnnxExtractors.create(
          bundle.schema(),
          tagSet,
          tags ->
              file.isPresent()
                  ? OnnxTagger.of(file.get(), options, tags)
                  : OnnxTagger.of(bundle.read(GRAPH), options, tags),
          tokenizer,
          PipelineSettings.from(settings),
          vocabularySize(settings),
          bundle.manifest().thresholds(),
          name,
          options);
    } catch (ModelLoadingException | IllegalArgumentException e) {
      throw new ModelLoadingException("Model '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static int vocabularySize(Map<String, Object> settings) {
    Object found = settings.get(VOCABULARY_SIZE);
    if (found instanceof Integer || found instanceof Long) {
      long size = ((Number) found).longValue();
      if (size > 0 && size <= Integer.MAX_VALUE) {
        return (int) size;
      }
    }
    throw new ModelLoadingException(
        "The setting '%s' must be a positive integer, found %s; write the model anew"
            .formatted(VOCABULARY_SIZE, found == null ? "nothing" : found));
  }
}
