package io.nerine.training;

import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The word pieces that a training run meets, numbered from 0. Rows of the word embedding outside it
 * get no gradient and do not decay, so the network trains on these rows alone, exactly as it would
 * on all, and is given the others back when it is done. It saves memory and time, most of all with
 * small data and large vocabularies.
 */
final class VocabularySubset {

  private static final String WORDS = EncoderLayout.WORDS;

  private final int[] ids;
  private final int[] rowOfId;

  /**
   * Creates the subset.
   *
   * @param used the ids of the word pieces in use
   * @param vocabulary the number of word pieces of the encoder
   */
  VocabularySubset(BitSet used, int vocabulary) {
    this.ids = used.stream().toArray();
    this.rowOfId = new int[vocabulary];
    Arrays.fill(rowOfId, -1);
    for (int row = 0; row < ids.length; row++) {
      rowOfId[ids[row]] = row;
    }
  }

  /** {@return the number of word pieces in use} */
  int size() {
    return ids.length;
  }

  /**
   * Returns the row of a word piece.
   *
   * @param id the id in the encoder's vocabulary
   * @return the row among those in use
   */
  int row(int id) {
    int row = rowOfId[id];
    if (row < 0) {
      throw new IllegalStateException("Word piece " + id + " is not in use");
    }
    return row;
  }

  /**
   * Cuts the word embedding down to the rows in use.
   *
   * @param whole weights with the whole vocabulary
   * @return the same weights with the rows in use
   */
  Weights restrict(Weights whole) {
    Weights.Array words = whole.array(WORDS);
    int width = words.shape()[1];
    float[] rows = new float[ids.length * width];
    for (int row = 0; row < ids.length; row++) {
      System.arraycopy(words.values(), ids[row] * width, rows, row * width, width);
    }
    return with(whole, new Weights.Array(new int[] {ids.length, width}, rows));
  }

  /**
   * Puts the rows in use back among the others.
   *
   * @param restricted weights with the rows in use
   * @param whole the weights that the others are taken from
   * @return the restricted weights with the whole vocabulary
   */
  Weights expand(Weights restricted, Weights whole) {
    Weights.Array rows = restricted.array(WORDS);
    Weights.Array words = whole.array(WORDS);
    int width = words.shape()[1];
    float[] values = words.values().clone();
    for (int row = 0; row < ids.length; row++) {
      System.arraycopy(rows.values(), row * width, values, ids[row] * width, width);
    }
    return with(restricted, new Weights.Array(words.shape(), values));
  }

  /**
   * Cuts a vector of one number a word piece down to the rows in use.
   *
   * @param whole a number for each word piece of the vocabulary
   * @return a number for each row
   */
  Weights.Array restrict(Weights.Array whole) {
    float[] rows = new float[ids.length];
    for (int row = 0; row < ids.length; row++) {
      rows[row] = whole.values()[ids[row]];
    }
    return new Weights.Array(new int[] {rows.length}, rows);
  }

  /**
   * Puts the numbers of the rows in use back among the others.
   *
   * @param restricted a number for each row
   * @return a number for each word piece of the vocabulary, 0 where it is not in use
   */
  Weights.Array expand(Weights.Array restricted) {
    float[] whole = new float[rowOfId.length];
    for (int row = 0; row < ids.length; row++) {
      whole[ids[row]] = restricted.values()[row];
    }
    return new Weights.Array(new int[] {whole.length}, whole);
  }

  private static Weights with(Weights weights, Weights.Array words) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.put(WORDS, words);
    return new Weights("the trained network", arrays);
  }
}
