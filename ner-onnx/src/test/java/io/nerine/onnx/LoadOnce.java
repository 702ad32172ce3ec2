package io.nerine.onnx;

import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;

/** Loads a model in a JVM of its own, and says what came of it. */
public final class LoadOnce {

  private LoadOnce() {}

  /** Prints what {@link #load} returns. */
  public static void main(String[] args) {
    System.out.println(load());
  }

  /** {@return the number of entities found, or why the model can't be loaded} */
  public static String load() {
    try (Extractor extractor = TinyModel.load()) {
      return "found " + extractor.extract("Anna visits Paris").entities().size();
    } catch (ModelLoadingException e) {
      return "refused: " + e.getMessage();
    }
  }
}
