package io.nerine.training.encoder;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.nerine.exception.ModelLoadingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the index of the variables of a TensorFlow checkpoint: a table of LevelDB's format whose
 * values are {@code BundleEntryProto} messages (tensorflow/core/util/tensor_bundle and
 * tensorflow/core/lib/io/format.cc).
 */
final class TensorflowIndex {

  /**
   * Where a variable lies.
   *
   * @param name its name
   * @param type the number of its type
   * @param shape its dimensions
   * @param offset where its values begin in the data file, in bytes
   * @param size the number of bytes
   */
  // Handed over once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Variable(String name, int type, int[] shape, long offset, long size) {}

  private static final int FOOTER_BYTES = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final byte[] file;
  private final String source;

  private TensorflowIndex(byte[] file, String source) {
    this.file = file;
    this.source = source;
  }

  /**
   * Reads an index.
   *
   * @param file its content
   * @param source where it comes from, for messages
   * @return the variables by name
   * @throws ModelLoadingException if it is damaged or compressed
   */
  static List<Variable> read(byte[] file, String source) {
    try {
      return new TensorflowIndex(file, source).variables();
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new ModelLoadingException(
          "%s is no index of TensorFlow variables, or is damaged; fetch the file again"
              .formatted(source),
          e);
    }
  }

  // Handed over once, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  private record Entry(String key, byte[] value) {}

  private List<Variable> variables() throws IOException {
    int footer = file.length - FOOTER_BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (footer < 0 || bytes.getLong(file.length - Long.BYTES) != MAGIC) {
      throw new IOException("there is no footer of such a file");
    }
    CodedInputStream handles = CodedInputStream.newInstance(file, footer, FOOTER_BYTES);
    for (int i = 0; i < 2; i++) {
      // The block of properties, which holds none.
      handles.readRawVarint64();
    }
    List<Variable> variables = new ArrayList<>();
    for (Entry block : block(handles)) {
      for (Entry entry : block(CodedInputStream.newInstance(block.value))) {
        // The entry without a name describes the file.
        if (!entry.key.isEmpty()) {
          variables.add(variable(entry));
        }
      }
    }
    return variables;
  }

  /** Reads the block at a handle, which is offset and size. */
  private List<Entry> block(CodedInputStream handle) throws IOException {
    int offset = Math.toIntExact(Math.min(handle.readRawVarint64(), Integer.MAX_VALUE));
    int size = Math.toIntExact(Math.min(handle.readRawVarint64(), Integer.MAX_VALUE));
    if (file[offset + size] != 0) {
      throw new ModelLoadingException(
          source + " is compressed, which Nerine does not read; write the checkpoint anew");
    }
    ByteBuffer block = ByteBuffer.wrap(file, offset, size).slice().order(ByteOrder.LITTLE_ENDIAN);
    int restarts = block.getInt(size - Integer.BYTES);
    int end = size - Integer.BYTES - Math.multiplyExact(restarts, Integer.BYTES);
    CodedInputStream in = CodedInputStream.newInstance(file, offset, end);
    List<Entry> entries = new ArrayList<>();
    byte[] key = new byte[0];
    while (!in.isAtEnd()) {
      int shared = in.readRawVarint32();
      int unshared = in.readRawVarint32();
      int length = in.readRawVarint32();
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.write(key, 0, shared);
      whole.writeBytes(in.readRawBytes(unshared));
      key = whole.toByteArray();
      entries.add(new Entry(new String(key, StandardCharsets.UTF_8), in.readRawBytes(length)));
    }
    return entries;
  }

  private static Variable variable(Entry entry) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(entry.value);
    int type = 0;
    int[] shape = {};
    long offset = 0;
    long size = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> type = in.readEnum();
        case 2 -> shape = shape(in.readByteArray());
        case 4 -> offset = in.readInt64();
        case 5 -> size = in.readInt64();
        default -> in.skipField(tag);
      }
    }
    return new Variable(entry.key, type, shape, offset, size);
  }

  private static int[] shape(byte[] message) throws IOException {
    int[] shape = {};
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 2) {
        shape = Arrays.copyOf(shape, shape.length + 1);
        CodedInputStream dimension = CodedInputStream.newInstance(in.readByteArray());
        for (int part = dimension.readTag(); part != 0; part = dimension.readTag()) {
          if (WireFormat.getTagFieldNumber(part) == 1) {
            shape[shape.length - 1] = (int) dimension.readInt64();
          } else {
            dimension.skipField(part);
          }
        }
      } else {
        in.skipField(tag);
      }
    }
    return shape;
  }
}
