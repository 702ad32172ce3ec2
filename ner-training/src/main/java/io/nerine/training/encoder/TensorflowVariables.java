package io.nerine.training.encoder;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.Weights;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the variables of Google's BERT from the data of a TensorFlow checkpoint, under the names
 * that Hugging Face's BERT gives them: those of the encoder and of the head that predicts masked
 * words. Matrices of linear layers are {@code [in][out]} there and turned over.
 */
final class TensorflowVariables {

  /** Where the encoder or the head begins in a name; what is in neither is passed over. */
  private static final Pattern WANTED =
      Pattern.compile("(?:.*/)?bert/((?:embeddings|encoder)/.+)|(?:.*/)?(cls/predictions/.+)");

  private static final String KERNEL = "/kernel";
  private static final int FLOAT = 1;
  private static final int ROWS_AT_ONCE = 64;
  private static final int MAX_VALUES = Integer.MAX_VALUE / Float.BYTES;

  private final InputStream data;
  private final String source;
  private long position;

  private TensorflowVariables(InputStream data, String source) {
    this.data = data;
    this.source = source;
  }

  /**
   * Reads variables.
   *
   * @param data the data file, read once from its beginning
   * @param variables where the variables lie in it
   * @param source where it comes from, for messages
   * @return their values
   * @throws IOException if the data can't be read
   * @throws ModelLoadingException if a variable does not hold floats or does not lie in the data
   */
  static Weights read(InputStream data, List<TensorflowIndex.Variable> variables, String source)
      throws IOException {
    TensorflowVariables reader = new TensorflowVariables(data, source);
    List<TensorflowIndex.Variable> inOrder =
        variables.stream()
            .sorted(Comparator.comparingLong(TensorflowIndex.Variable::offset))
            .toList();
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (TensorflowIndex.Variable variable : inOrder) {
      Matcher wanted = WANTED.matcher(variable.name());
      if (wanted.matches()) {
        String part = wanted.group(1) != null ? wanted.group(1) : wanted.group(2);
        arrays.put(name(part), reader.array(variable, part.endsWith(KERNEL)));
      }
    }
    return new Weights(source, arrays);
  }

  /** The name of a variable as Hugging Face's BERT has it. */
  private static String name(String part) {
    String name =
        part.replaceAll("/layer_(\\d+)/", "/layer/$1/")
            .replaceFirst("(_embeddings)$", "$1/weight")
            .replaceFirst("/(kernel|gamma)$", "/weight")
            .replaceFirst("/(beta|output_bias)$", "/bias");
    return name.replace('/', '.');
  }

  private Weights.Array array(TensorflowIndex.Variable variable, boolean kernel)
      throws IOException {
    int[] shape = variable.shape();
    long size = Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a < 0 ? a : a * b);
    if (variable.type() != FLOAT
        || size < 1
        || size > MAX_VALUES
        || variable.size() != size * Float.BYTES
        || variable.offset() < position
        || (kernel && shape.length != 2)) {
      throw new ModelLoadingException(
          ("The variable '%s' of %s is no array of 32-bit floats of shape %s: its type is %d and it"
                  + " lies at bytes %d to %d; fetch the file again")
              .formatted(
                  variable.name(),
                  source,
                  Arrays.toString(shape),
                  variable.type(),
                  variable.offset(),
                  variable.offset() + variable.size()));
    }
    data.skipNBytes(variable.offset() - position);
    position = variable.offset() + variable.size();
    return kernel ? turned(shape[0], shape[1]) : plain(shape, (int) size);
  }

  private Weights.Array plain(int[] shape, int size) throws IOException {
    float[] values = new float[size];
    byte[] bytes = new byte[1 << 20];
    for (int from = 0; from < size; ) {
      int count = Math.min(size - from, bytes.length / Float.BYTES);
      floats(bytes, values, from, count);
      from += count;
    }
    return new Weights.Array(shape, values);
  }

  private Weights.Array turned(int in, int out) throws IOException {
    float[] values = new float[in * out];
    float[] rows = new float[ROWS_AT_ONCE * out];
    byte[] bytes = new byte[Float.BYTES * rows.length];
    for (int first = 0; first < in; first += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, in - first);
      floats(bytes, rows, 0, count * out);
      for (int column = 0; column < out; column++) {
        for (int row = 0; row < count; row++) {
          values[column * in + first + row] = rows[row * out + column];
        }
      }
    }
    return new Weights.Array(new int[] {out, in}, values);
  }

  private void floats(byte[] bytes, float[] values, int from, int count) throws IOException {
    int length = count * Float.BYTES;
    if (data.readNBytes(bytes, 0, length) < length) {
      throw new EOFException("the variables of " + source + " end too early");
    }
    ByteBuffer.wrap(bytes, 0, length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values, from, count);
  }
}
