package io.nerine.onnx.graph;

import io.nerine.exception.ModelLoadingException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights of a network: named arrays of 32-bit floats, by the names that Hugging Face's BERT gives
 * them, without a prefix: {@code embeddings.word_embeddings.weight}, {@code
 * encoder.layer.0.attention.self.query.weight}. Weights of linear layers are {@code [out][in]}. The
 * arrays are not copied: whoever holds them must not change them.
 */
public final class Weights {

  /** One array: its dimensions and its values in row-major order, neither of them copied. */
  public static final class Array {

    private final int[] shape;
    private final float[] values;

    /**
     * Creates the array.
     *
     * @param shape its dimensions
     * @param values its values in row-major order
     * @throws IllegalArgumentException if shape and number of values do not agree
     */
    public Array(int[] shape, float[] values) {
      long size = 1;
      for (int dimension : shape) {
        size *= dimension;
      }
      if (size != values.length) {
        throw new IllegalArgumentException(
            "Shape %s asks for %d values, found %d"
                .formatted(Arrays.toString(shape), size, values.length));
      }
      this.shape = shape;
      this.values = values;
    }

    /**
     * Returns the matrix with rows as columns.
     *
     * @return the transposed matrix
     * @throws IllegalArgumentException if it has not two dimensions
     */
    public Array turned() {
      if (shape.length != 2) {
        throw new IllegalArgumentException("A matrix has two dimensions, not " + shape.length);
      }
      int rows = shape[0];
      int columns = shape[1];
      float[] turned = new float[values.length];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          turned[column * rows + row] = values[row * columns + column];
        }
      }
      return new Array(new int[] {columns, rows}, turned);
    }

    /** {@return the dimensions} */
    public int[] shape() {
      return shape;
    }

    /** {@return the values in row-major order} */
    public float[] values() {
      return values;
    }
  }

  private final String source;
  private final Map<String, Array> arrays;

  /**
   * Creates the collection.
   *
   * @param source where the arrays come from, for messages
   * @param arrays the arrays by name
   */
  public Weights(String source, Map<String, Array> arrays) {
    this.source = source;
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /** {@return where the arrays come from, for messages} */
  public String source() {
    return source;
  }

  /** {@return the arrays by name} */
  public Map<String, Array> arrays() {
    return arrays;
  }

  /**
   * Returns the values of an array.
   *
   * @param name its name
   * @param shape the dimensions it must have
   * @return the values in row-major order, not copied
   * @throws ModelLoadingException if there is no such array or it has other dimensions
   */
  public float[] values(String name, int... shape) {
    Array array = array(name);
    if (!Arrays.equals(array.shape, shape)) {
      throw new ModelLoadingException(
          "Weight '%s' of %s must have shape %s, found %s"
              .formatted(name, source, Arrays.toString(shape), Arrays.toString(array.shape)));
    }
    return array.values;
  }

  /**
   * Returns an array.
   *
   * @param name its name
   * @return the array
   * @throws ModelLoadingException if there is no such array
   */
  public Array array(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new ModelLoadingException(
          "%s holds no weight '%s'; it is damaged, or no encoder of the kind that was expected"
              .formatted(source, name));
    }
    return array;
  }
}
