package io.nerine.training;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Arrays of Java in and out of LibTorch. A tensor lives as long as the scope it is made in. */
final class Tensors {

  private Tensors() {}

  /** Takes a tensor out of the scope at hand: it lives until it is closed. */
  static Tensor owned(Tensor tensor) {
    return tensor.retainReference();
  }

  static Tensor of(float[] values, long... shape) {
    Tensor tensor = empty(torch.ScalarType.Float, shape);
    tensor.data_ptr_float().put(values, 0, values.length);
    return tensor;
  }

  static Tensor of(long[] values, long... shape) {
    Tensor tensor = empty(torch.ScalarType.Long, shape);
    tensor.data_ptr_long().put(values, 0, values.length);
    return tensor;
  }

  private static Tensor empty(torch.ScalarType type, long[] shape) {
    return torch.empty(shape, new TensorOptions(type), new MemoryFormatOptional());
  }

  /** {@return the values of a tensor of 32-bit floats without gaps} */
  static float[] values(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    tensor.data_ptr_float().get(values);
    return values;
  }

  static long[] longs(int[] shape) {
    long[] longs = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      longs[i] = shape[i];
    }
    return longs;
  }

  static void write(Tensor tensor, DataOutput out) throws IOException {
    float[] values = values(tensor);
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    out.writeInt(values.length);
    out.write(bytes.array());
  }

  /** Fills a tensor with what {@link #write} has written. */
  static void read(Tensor tensor, DataInput in) throws IOException {
    int size = in.readInt();
    if (size != tensor.numel()) {
      throw new IOException("an array has %d values, not %d".formatted(size, tensor.numel()));
    }
    byte[] bytes = new byte[4 * size];
    in.readFully(bytes);
    float[] values = new float[size];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    tensor.data_ptr_float().put(values, 0, size);
  }
}
