package io.nerine.onnx.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.exception.ModelLoadingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Reads and writes the weights of a safetensors file: eight bytes of length, a JSON header with
 * type, shape and place of each array, then the arrays, little-endian. Numbers of 16 bits (F16,
 * BF16) become floats; arrays of integers, which are no weights, are passed over.
 */
public final class SafetensorsWeights {

  private static final int MAX_HEADER_BYTES = 100_000_000;

  /** What bytes in an array can hold at four bytes a number. */
  private static final int MAX_VALUES = (Integer.MAX_VALUE - 8) / 4;

  private static final String METADATA = "__metadata__";

  private static final Set<String> INTEGERS =
      Set.of("BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64");

  private static final List<String> FLOATS = List.of("F32", "F16", "BF16");

  private SafetensorsWeights() {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param names turns the names of the file into those that the arrays shall have
   * @return the arrays
   * @throws IOException if the file can't be read
   * @throws ModelLoadingException if it is no safetensors file or damaged, an array holds numbers
   *     of another kind, or two have the same name
   */
  public static Weights read(Path file, UnaryOperator<String> names) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long headerLength = channel.size() < 8 ? -1 : read(channel, file, 0, 8).getLong(0);
      if (headerLength < 2 || headerLength > Math.min(MAX_HEADER_BYTES, channel.size() - 8)) {
        throw new ModelLoadingException(
            "'%s' is not a safetensors file: its header would have %d of %d bytes"
                .formatted(file, headerLength, channel.size()));
      }
      ByteBuffer header = read(channel, file, 8, (int) headerLength);
      JsonNode entries;
      try {
        entries = new ObjectMapper().readTree(StandardCharsets.UTF_8.decode(header).toString());
      } catch (JsonProcessingException e) {
        throw new ModelLoadingException(
            "'%s' is not a safetensors file: its header is not JSON".formatted(file), e);
      }
      if (!entries.isObject()) {
        throw new ModelLoadingException(
            "'%s' is not a safetensors file: its header is no JSON object".formatted(file));
      }
      long dataStart = 8 + headerLength;
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        String dtype = entry.getValue().path("dtype").asText();
        if (entry.getKey().equals(METADATA) || INTEGERS.contains(dtype)) {
          continue;
        }
        String name = names.apply(entry.getKey());
        Weights.Array array = array(channel, file, dataStart, entry.getKey(), entry.getValue());
        if (arrays.put(name, array) != null) {
          throw new ModelLoadingException(
              "'%s' holds the weight '%s' twice, once as '%s'"
                  .formatted(file, name, entry.getKey()));
        }
      }
      return new Weights("'" + file + "'", arrays);
    }
  }

  /**
   * Reads weights that lie in several files.
   *
   * @param index the JSON file whose {@code weight_map} says in which file of its directory each
   *     array lies
   * @param names turns the names of the files into those that the arrays shall have
   * @return the arrays of all files
   * @throws IOException if a file can't be read
   * @throws ModelLoadingException if the index is damaged or names a file elsewhere, or a file is
   *     damaged as for {@link #read}
   */
  public static Weights readSharded(Path index, UnaryOperator<String> names) throws IOException {
    JsonNode map;
    try {
      map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException(
          "'%s' is not valid JSON: %s; copy the file again"
              .formatted(index, e.getOriginalMessage()),
          e);
    }
    Set<String> files = new TreeSet<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      files.add(entry.getValue().asText());
    }
    if (files.isEmpty()) {
      throw new ModelLoadingException(
          "'%s' has no weight_map of names of weights and files; copy the file again"
              .formatted(index));
    }
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (String file : files) {
      Path part = index.resolveSibling(file);
      if (file.isEmpty() || Path.of(file).getNameCount() != 1 || !Files.isRegularFile(part)) {
        throw new ModelLoadingException(
            "'%s' names the file '%s', which is not beside it; copy all files of the model"
                .formatted(index, file));
      }
      arrays.putAll(read(part, names).arrays());
    }
    return new Weights("'" + index + "'", arrays);
  }

  /**
   * Writes a file, each number in 32 bits.
   *
   * @param file the file, replaced if it is there
   * @param weights what it shall hold
   * @throws IOException if it can't be written
   */
  public static void write(Path file, Weights weights) throws IOException {
    ObjectNode entries = new ObjectMapper().createObjectNode();
    entries.putObject(METADATA).put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, Weights.Array> array : weights.arrays().entrySet()) {
      ObjectNode entry = entries.putObject(array.getKey()).put("dtype", "F32");
      ArrayNode shape = entry.putArray("shape");
      for (int dimension : array.getValue().shape()) {
        shape.add(dimension);
      }
      long end = offset + (long) Float.BYTES * array.getValue().values().length;
      entry.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] header = entries.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      ByteBuffer bytes = ByteBuffer.allocate(1 << 18).order(ByteOrder.LITTLE_ENDIAN);
      out.write(bytes.putLong(header.length).array(), 0, Long.BYTES);
      out.write(header);
      for (Weights.Array array : weights.arrays().values()) {
        float[] values = array.values();
        for (int from = 0; from < values.length; from += bytes.capacity() / Float.BYTES) {
          int count = Math.min(values.length - from, bytes.capacity() / Float.BYTES);
          bytes.clear().asFloatBuffer().put(values, from, count);
          out.write(bytes.array(), 0, count * Float.BYTES);
        }
      }
    }
  }

  private static Weights.Array array(
      FileChannel channel, Path file, long dataStart, String name, JsonNode entry)
      throws IOException {
    String dtype = entry.path("dtype").asText();
    int width = dtype.equals("F32") ? 4 : 2;
    if (!FLOATS.contains(dtype)) {
      throw new ModelLoadingException(
          "Weight '%s' of '%s' holds numbers of type '%s', known are %s; save the model in one of these"
              .formatted(name, file, dtype, FLOATS));
    }
    JsonNode shapeNode = entry.path("shape");
    int[] shape = new int[shapeNode.size()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shapeNode.get(i).asInt(-1);
      // Stays far inside a long: a size beyond an array's is refused at once.
      size = shape[i] < 0 ? -1 : size * shape[i];
      if (size < 0 || size > MAX_VALUES) {
        throw new ModelLoadingException(
            "Weight '%s' of '%s' has the shape %s, which no array can have"
                .formatted(name, file, shapeNode));
      }
    }
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (begin < 0
        || end < begin
        || end - begin != size * width
        || end > channel.size() - dataStart) {
      throw new ModelLoadingException(
          ("Weight '%s' of '%s' lies at bytes %d to %d, which does not fit its %d numbers of type"
                  + " %s or the file; copy the file again")
              .formatted(name, file, begin, end, size, dtype));
    }
    ByteBuffer bytes = read(channel, file, dataStart + begin, Math.toIntExact(end - begin));
    float[] values = new float[(int) size];
    switch (dtype) {
      case "F32" -> bytes.asFloatBuffer().get(values);
      case "BF16" -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.intBitsToFloat(bytes.getShort(2 * i) << 16);
        }
      }
      default -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = half(bytes.getShort(2 * i));
        }
      }
    }
    return new Weights.Array(shape, values);
  }

  /** A number of IEEE 754's binary16; Java 17 has no method for it. */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0) {
      float small = fraction * 0x1p-24f;
      return sign == 0 ? small : -small;
    }
    int wide = exponent == 0x1F ? 0xFF : exponent + 112;
    return Float.intBitsToFloat(sign | (wide << 23) | (fraction << 13));
  }

  private static ByteBuffer read(FileChannel channel, Path file, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int count = channel.read(buffer, position + buffer.position());
      if (count < 0) {
        throw new ModelLoadingException("'%s' ends too early; it is damaged".formatted(file));
      }
    }
    return buffer.flip();
  }
}
