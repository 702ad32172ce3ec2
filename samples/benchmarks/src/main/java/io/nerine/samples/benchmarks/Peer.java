package io.nerine.samples.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.Set;

/** Another library with the same model, for two threads at most. */
interface Peer extends AutoCloseable {

  /** {@return its name} */
  String name();

  /**
   * Looks for entities in some sentences on one of its threads.
   *
   * @param thread the number of the thread, 0 or 1
   * @param sentences the sentences
   * @param batch how many sentences it gets at once; 1 for a call a sentence
   */
  void find(int thread, List<String> sentences, int batch) throws Exception;

  /** {@return what it finds in some sentences, one by one} */
  Set<Mention> mentions(List<String> sentences) throws Exception;

  /** {@return whether it takes more than one sentence at once} */
  boolean batches();

  @Override
  void close() throws OrtException;
}
