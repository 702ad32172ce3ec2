package io.nerine.bundle;

import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;

/**
 * Makes extractors of the bundles of one kind. Found by {@link java.util.ServiceLoader}, so an
 * implementation is named in {@code META-INF/services} or in a module descriptor, and has a public
 * constructor without parameters that does no work.
 */
public interface BundleBackend {

  /** {@return the name by which manifests call this backend, such as {@code onnx}} */
  String name();

  /**
   * Begins to load, on a thread of its own, what a bundle of any content needs, such as native
   * code. Called before a bundle is opened, whose manifest may then name another backend, to save
   * time when a process starts. Throws nothing; what fails is thrown by {@link #load}. Does nothing
   * by default.
   */
  default void prepare() {}

  /**
   * Makes an extractor.
   *
   * @param bundle a verified bundle whose manifest names this backend; the caller closes it after
   *     the call, so what the extractor needs later is read during the call
   * @param options how to load it
   * @return the extractor, ready for its first call
   * @throws io.nerine.exception.ModelLoadingException if a part is missing or not what the backend
   *     can run
   */
  Extractor load(ModelBundle bundle, LoadOptions options);
}
