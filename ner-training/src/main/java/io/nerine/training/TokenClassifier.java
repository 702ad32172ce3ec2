package io.nerine.training;

import io.nerine.onnx.graph.Weights;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * An encoder with a linear head that gives each word a score for every tag, and that can learn. The
 * engine behind it can be exchanged. Owns native memory. Not thread-safe.
 */
interface TokenClassifier extends AutoCloseable {

  /**
   * What one update did.
   *
   * @param loss the mean cross-entropy over the words that count, before the update
   * @param gradientNorm the norm of all gradients before clipping
   */
  record Step(double loss, double gradientNorm) {}

  /**
   * Makes one update.
   *
   * @param passes windows with targets, at least one of which counts; each batch is computed on its
   *     own, to the same update as all at once but for rounding and dropout
   * @param rate the share of each parameter's peak learning rate, 0 to 1
   * @return what it did; if the loss or the norm is not finite, no weight was changed
   */
  Step step(List<Batch> passes, double rate);

  /**
   * Computes the scores of words, in 32-bit floats and without dropout.
   *
   * @param batch windows
   * @return the logits {@code [words][tags]}, row-major
   */
  float[] logits(Batch batch);

  /** Remembers the present weights as the best so far. */
  void markBest();

  /** Goes back to the weights that were marked as best. */
  void restoreBest();

  /** {@return the weights, with the rows of the word embedding that the network was given} */
  Weights weights();

  /**
   * Writes weights, moments and the best weights, from which {@link #read} goes on to the same
   * result.
   *
   * @param out where to
   * @throws IOException if that fails
   */
  void write(DataOutput out) throws IOException;

  /**
   * Takes over what another network of the same shape has written.
   *
   * @param in where from
   * @throws IOException if that fails or the network was of another shape
   */
  void read(DataInput in) throws IOException;

  @Override
  void close();
}
