package io.nerine;

import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.spi.ExtractorProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Loads extractors. The backend that a model needs is found on the class path or module path, so
 * that application code names none.
 *
 * <pre>{@code
 * try (Extractor extractor = Extractors.load(Path.of("tickets.nerine"))) {
 *   extractor.extract(text).entities().forEach(System.out::println);
 * }
 * }</pre>
 */
public final class Extractors {

  private Extractors() {}

  /**
   * Loads a model with default options.
   *
   * @param model a model bundle: a directory or a single file
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if there is no such model, it is damaged or of a newer format, or
   *     no backend for it is present
   */
  public static Extractor load(Path model) {
    return load(model, LoadOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param model a model bundle: a directory or a single file
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if there is no such model, it is damaged or of a newer format, or
   *     no backend for it is present
   */
  public static Extractor load(Path model, LoadOptions options) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(options, "options");
    if (!Files.exists(model)) {
      throw new ModelLoadingException(
          "There is no model at '%s'; give the directory or file that training wrote"
              .formatted(model));
    }
    List<String> names = new ArrayList<>();
    for (ExtractorProvider provider : providers()) {
      if (provider.supports(model)) {
        return provider.load(model, options);
      }
      names.add(provider.name());
    }
    throw new ModelLoadingException(
        names.isEmpty()
            ? "No backend is present to load '%s'; add io.nerine:ner-onnx to the class path"
                .formatted(model)
            : "'%s' is not a model that the backends present can load (%s)"
                .formatted(model, String.join(", ", names)));
  }

  /**
   * Loads a model from the class path with default options, so that a team can publish it as a
   * library.
   *
   * @param resource the name of a bundle that is a single file, such as {@code
   *     META-INF/nerine/tickets.nerine}
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException as {@link #loadResource(String, ClassLoader, LoadOptions)}
   */
  public static Extractor loadResource(String resource) {
    return loadResource(resource, LoadOptions.defaults());
  }

  /**
   * Loads a model from the class path of the thread's context class loader, or else from that of
   * this library.
   *
   * @param resource the name of a bundle that is a single file
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException as {@link #loadResource(String, ClassLoader, LoadOptions)}
   */
  public static Extractor loadResource(String resource, LoadOptions options) {
    Objects.requireNonNull(options, "options");
    return ClassPathModels.load(resource, options, ClassPathModels.defaultLoaders());
  }

  /**
   * Loads a model from the class path of a class loader.
   *
   * <p>A file of the file system is read where it is. One within a jar is copied to a temporary
   * file that only this user may read, verified and loaded as any other, and deleted before this
   * returns. Put models into {@code META-INF/nerine/}: a directory whose name could be that of a
   * package is closed to others in a named module.
   *
   * @param resource the name of a bundle that is a single file, without a slash at its beginning
   * @param loader the class loader
   * @param options how to load it
   * @return the extractor, ready for its first call; the caller closes it
   * @throws ModelLoadingException if there is no such resource or more than one, it cannot be read
   *     or copied, or the model is damaged, of a newer format, or has no backend present
   */
  public static Extractor loadResource(String resource, ClassLoader loader, LoadOptions options) {
    Objects.requireNonNull(loader, "loader");
    Objects.requireNonNull(options, "options");
    return ClassPathModels.load(resource, options, List.of(loader));
  }

  private static List<ExtractorProvider> providers() {
    List<ExtractorProvider> providers = new ArrayList<>();
    try {
      // Frameworks that load an application in their own class loader set it as the thread's.
      ServiceLoader.load(ExtractorProvider.class).forEach(providers::add);
      if (providers.isEmpty()) {
        ServiceLoader.load(ExtractorProvider.class, Extractors.class.getClassLoader())
            .forEach(providers::add);
      }
    } catch (ServiceConfigurationError e) {
      throw new ModelLoadingException(
          "A backend on the class path is broken: " + e.getMessage(), e);
    }
    return providers;
  }
}
