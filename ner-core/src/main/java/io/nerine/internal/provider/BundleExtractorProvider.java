package io.nerine.internal.provider;

import io.nerine.bundle.BundleBackend;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.spi.ExtractorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Loads model bundles, each with the backend that its manifest names. */
public final class BundleExtractorProvider implements ExtractorProvider {

  /** What a directory of a GLiNER model has. */
  private static final String GLINER = "gliner_config.json";

  private static final Map<String, String> KNOWN_ARTIFACTS = Map.of("onnx", "io.nerine:ner-onnx");

  /** Creates the provider. */
  public BundleExtractorProvider() {}

  @Override
  public String name() {
    return "bundle";
  }

  /** Generous, so that what is meant to be a bundle gets the message that says what it lacks. */
  @Override
  public boolean supports(Path model) {
    if (String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT).endsWith(".nerine")) {
      return true;
    }
    if (Files.isDirectory(model)) {
      return Files.exists(model.resolve("manifest.json")) || isCheckpoint(model);
    }
    try (InputStream in = Files.newInputStream(model)) {
      return in.read() == 'P' && in.read() == 'K';
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Extractor load(Path model, LoadOptions options) {
    if (isCheckpoint(model) && Files.exists(model.resolve(GLINER))) {
      throw new ModelLoadingException(
          ("'%s' holds a GLiNER model and no bundle; import it with 'nerine import-model %<s"
                  + " --schema SCHEMA.json --model NAME.nerine', or with"
                  + " GlinerModel.read(directory).save(bundle, TypeLabels.names(schema)) of"
                  + " io.nerine:ner-onnx")
              .formatted(model));
    }
    if (isCheckpoint(model)) {
      throw new ModelLoadingException(
          ("'%s' holds a model as the Hugging Face library saves it, and no bundle; import it with"
                  + " 'nerine import-model %<s --model NAME.nerine', or with"
                  + " HuggingFaceModel.read(directory).save(bundle) of io.nerine:ner-onnx")
              .formatted(model));
    }
    backends().forEach(BundleBackend::prepare);
    try (ModelBundle bundle = ModelBundle.open(model)) {
      return load(bundle, options);
    }
  }

  private static boolean isCheckpoint(Path model) {
    return (Files.exists(model.resolve("config.json")) || Files.exists(model.resolve(GLINER)))
        && !Files.exists(model.resolve("manifest.json"));
  }

  /**
   * Loads an open bundle.
   *
   * @param bundle the bundle; left open
   * @param options how to load it
   * @return the extractor
   * @throws ModelLoadingException if no backend for it is present, or that cannot run it
   */
  public static Extractor load(ModelBundle bundle, LoadOptions options) {
    return backend(bundle).load(bundle, options);
  }

  private static BundleBackend backend(ModelBundle bundle) {
    String wanted = bundle.manifest().backend();
    List<BundleBackend> backends = backends();
    for (BundleBackend backend : backends) {
      if (backend.name().equals(wanted)) {
        return backend;
      }
    }
    String artifact = KNOWN_ARTIFACTS.get(wanted);
    List<String> present = backends.stream().map(BundleBackend::name).sorted().toList();
    throw new ModelLoadingException(
        "Bundle '%s' needs the backend '%s', which is not present (present: %s); add %s to the class path"
            .formatted(
                bundle.path(),
                wanted,
                present.isEmpty() ? "none" : String.join(", ", present),
                artifact == null ? "the artifact that brings it" : artifact));
  }

  private static List<BundleBackend> backends() {
    List<BundleBackend> backends = new ArrayList<>();
    try {
      // Frameworks that load an application in their own class loader set it as the thread's.
      ServiceLoader.load(BundleBackend.class).forEach(backends::add);
      if (backends.isEmpty()) {
        ServiceLoader.load(BundleBackend.class, BundleExtractorProvider.class.getClassLoader())
            .forEach(backends::add);
      }
    } catch (ServiceConfigurationError e) {
      throw new ModelLoadingException(
          "A backend on the class path is broken: " + e.getMessage(), e);
    }
    return backends;
  }
}
