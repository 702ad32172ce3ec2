package io.nerine.onnx;

import io.nerine.bundle.BundleBackend;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.internal.SettingValues;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.TypeLabels;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loads bundles of the backend {@code gliner}. Found by {@link java.util.ServiceLoader};
 * applications don't use it.
 *
 * <p>Such a bundle has the parts {@value OnnxBackend#GRAPH} and {@value OnnxBackend#TOKENIZER}. Its
 * settings are those of {@link GlinerSettings}, and {@value #LABELS}: what each type of the schema
 * is called before the model.
 */
public final class GlinerBackend implements BundleBackend {

  /** The name by which manifests call this backend. */
  public static final String NAME = "gliner";

  /** The setting that holds the labels by the names of their types. */
  public static final String LABELS = "labels";

  /** Creates the backend. For {@link java.util.ServiceLoader}. */
  public GlinerBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Extractor load(ModelBundle bundle, LoadOptions options) {
    String name = bundle.manifest().name();
    try {
      Map<String, Object> settings = bundle.manifest().settings();
      TypeLabels labels = TypeLabels.of(bundle.schema(), labels(settings));
      byte[] tokenizer = bundle.read(OnnxBackend.TOKENIZER);
      Optional<Path> file = bundle.file(OnnxBackend.GRAPH);
      return GlinerExtractors.create(
          labels,
          () ->
              file.isPresent()
                  ? OnnxSession.of(file.get(), options)
                  : OnnxSession.of(bundle.read(OnnxBackend.GRAPH), options),
          tokenizer,
          GlinerSettings.from(settings),
          bundle.manifest().thresholds(),
          name,
          options);
    } catch (ModelLoadingException | IllegalArgumentException e) {
      throw new ModelLoadingException("Model '%s': %s".formatted(name, e.getMessage()), e);
    }
  }

  private static Map<String, String> labels(Map<String, Object> settings) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (settings.get(LABELS) instanceof Map<?, ?> found) {
      found.forEach((type, label) -> labels.put(String.valueOf(type), String.valueOf(label)));
      return labels;
    }
    throw SettingValues.wrong(LABELS, "labels by type", settings.get(LABELS));
  }
}
