package io.nerine;

import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Models that are resources of class loaders. */
final class ClassPathModels {

  private ClassPathModels() {}

  /** Frameworks that load an application in their own class loader set it as the thread's. */
  static List<ClassLoader> defaultLoaders() {
    return Stream.of(
            Thread.currentThread().getContextClassLoader(), Extractors.class.getClassLoader())
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  static Extractor load(String resource, LoadOptions options, List<ClassLoader> loaders) {
    URL url = find(Objects.requireNonNull(resource, "resource"), loaders);
    if (url.getProtocol().equals("file")) {
      return Extractors.load(file(resource, url), options);
    }
    Path copy = copy(resource, url);
    try {
      return Extractors.load(copy, options);
    } catch (ModelLoadingException e) {
      // The name of the copy would tell nobody which model it is.
      throw new ModelLoadingException(
          "The model '%s' on the class path cannot be loaded: %s".formatted(url, e.getMessage()),
          e);
    } finally {
      delete(copy);
    }
  }

  private static URL find(String resource, List<ClassLoader> loaders) {
    if (resource.startsWith("/")) {
      throw new IllegalArgumentException(
          "resource must not begin with a slash, found '%s'; names are relative to the class path"
              .formatted(resource));
    }
    for (ClassLoader loader : loaders) {
      // A loader and its parent may both have the same one.
      Map<String, URL> found = new LinkedHashMap<>();
      try {
        Collections.list(loader.getResources(resource))
            .forEach(url -> found.putIfAbsent(url.toString(), url));
      } catch (IOException e) {
        throw new ModelLoadingException(
            "The class path cannot be searched for '%s': %s".formatted(resource, e.getMessage()),
            e);
      }
      if (found.size() > 1) {
        throw new ModelLoadingException(
            ("The class path has the model '%s' %d times; which one answers must not depend on its"
                    + " order, so leave out all but one of %s")
                .formatted(
                    resource,
                    found.size(),
                    found.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
      if (!found.isEmpty()) {
        return found.values().iterator().next();
      }
    }
    throw new ModelLoadingException(
        ("There is no model '%s' on the class path; add the library that brings it, and mind that a"
                + " named module hides what lies outside META-INF")
            .formatted(resource));
  }

  private static Path file(String resource, URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      throw new ModelLoadingException(
          "The model '%s' on the class path has no valid address: %s".formatted(resource, url), e);
    }
  }

  private static Path copy(String resource, URL url) {
    Path copy = null;
    try {
      URLConnection connection = url.openConnection();
      // A cached jar would stay open, and on some systems locked, for the life of the process.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        copy = Files.createTempFile("nerine-", ".nerine");
        // Written over and not replaced, which would make a file that others may read.
        try (OutputStream out = Files.newOutputStream(copy)) {
          in.transferTo(out);
        }
        return copy;
      }
    } catch (IOException e) {
      if (copy != null) {
        delete(copy);
      }
      throw new ModelLoadingException(
          "The model '%s' on the class path cannot be copied to a temporary file in '%s': %s"
              .formatted(resource, System.getProperty("java.io.tmpdir"), e.getMessage()),
          e);
    }
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      // Some systems keep files that are mapped; the model is loaded, and the end of the process
      // will do.
      copy.toFile().deleteOnExit();
    }
  }
}
