package io.nerine.deploy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.ExtractionListener;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads versions out of a store and warms them up. */
final class ModelLoading {

  private static final int MOST_EXAMPLES = 20;

  private final ModelStore store;
  private final LoadOptions options;
  private final Optional<List<String>> warmUpTexts;

  ModelLoading(ModelStore store, DeploymentOptions options) {
    this.store = store;
    this.warmUpTexts = options.warmUpTexts();
    ExtractionListener listener = options.loadOptions().listener();
    this.options =
        options.loadOptions().toBuilder()
            .listener(
                event -> {
                  // Some calls it ends on a thread of the model's, and it may close the deployment.
                  CallDepth.enter();
                  try {
                    listener.onExtraction(event);
                  } finally {
                    CallDepth.leave();
                  }
                })
            .build();
  }

  /**
   * Loads a version.
   *
   * @param version the version
   * @return the model, which has answered a call
   * @throws ModelLoadingException if it cannot be loaded, or fails on a text to warm up with
   */
  LeasedModel load(ModelVersion version) {
    Extractor extractor = store.load(version, options);
    String failing = null;
    try {
      for (String text : warmUpTexts.orElseGet(() -> examples(extractor.schema()))) {
        failing = text;
        var unused = extractor.extract(text);
      }
      return new LeasedModel(version.id().toString(), extractor);
    } catch (RuntimeException | Error e) {
      close(extractor, e);
      if (e instanceof RuntimeException) {
        throw failed(version, failing, e);
      }
      throw e;
    }
  }

  private static ModelLoadingException failed(
      ModelVersion version, @Nullable String text, Throwable cause) {
    return new ModelLoadingException(
        ("Version %s was loaded but fails on a text of %d characters to warm up with, so it is not"
                + " put to work: %s")
            .formatted(version.id(), text == null ? 0 : text.length(), cause.getMessage()),
        cause);
  }

  private static void close(Extractor extractor, Throwable failure) {
    try {
      extractor.close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** One text that has something of each type, where the schema has examples. */
  private static List<String> examples(EntitySchema schema) {
    return List.of(
        schema.types().stream()
            .flatMap(type -> type.examples().stream().limit(1))
            .limit(MOST_EXAMPLES)
            .collect(Collectors.joining(", ", schema.name() + ": ", ".")));
  }
}
