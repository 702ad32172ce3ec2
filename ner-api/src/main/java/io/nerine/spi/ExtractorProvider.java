package io.nerine.spi;

import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.nio.file.Path;

/**
 * Loads models of one kind. Found by {@link java.util.ServiceLoader}, so an implementation is named
 * in {@code META-INF/services} or in a module descriptor, and has a public constructor without
 * parameters that does no work.
 */
public interface ExtractorProvider {

  /** {@return a short name of the kind of model, for messages} */
  String name();

  /**
   * Tells, from a quick look, whether a model is of this kind. Does not throw for a damaged one.
   *
   * @param model a file or directory that exists
   * @return whether {@link #load} is the way to load it
   */
  boolean supports(Path model);

  /**
   * Loads a model. What the extractor needs of the file or directory later is read during the call:
   * it may be a temporary copy, which is deleted then.
   *
   * @param model a file or directory that exists and is {@linkplain #supports supported}
   * @param options how to load it
   * @return the extractor, ready for its first call
   * @throws io.nerine.exception.ModelLoadingException if the model is damaged, of a newer format,
   *     or cannot run here
   */
  Extractor load(Path model, LoadOptions options);
}
