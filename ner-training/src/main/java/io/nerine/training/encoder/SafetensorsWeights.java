package io.nerine.training.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads weights from a safetensors file: eight bytes of length, a JSON header with type, shape and
 * place of each array, then the arrays, little-endian.
 */
final class SafetensorsWeights {

  private static final int MAX_HEADER_BYTES = 100_000_000;

  private SafetensorsWeights() {}

  static Weights read(Path file) throws IOException {
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
      long dataStart = 8 + headerLength;
      Map<String, Weights.Array> arrays = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        if (entry.getValue().path("dtype").asText().equals("F32")) {
          String name = OnnxWeights.unprefixed(entry.getKey());
          arrays.put(name, array(channel, file, dataStart, entry.getKey(), entry.getValue()));
        }
      }
      return new Weights("'" + file + "'", arrays);
    }
  }

  private static Weights.Array array(
      FileChannel channel, Path file, long dataStart, String name, JsonNode entry)
      throws IOException {
    JsonNode shapeNode = entry.path("shape");
    int[] shape = new int[shapeNode.size()];
    long size = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = shapeNode.get(i).asInt();
      size *= shape[i];
    }
    long begin = entry.path("data_offsets").path(0).asLong(-1);
    long end = entry.path("data_offsets").path(1).asLong(-1);
    if (begin < 0 || end - begin != size * 4 || dataStart + end > channel.size()) {
      throw new ModelLoadingException(
          "Weight '%s' of '%s' lies at bytes %d to %d, which does not fit its %d floats or the file"
              .formatted(name, file, begin, end, size));
    }
    float[] values = new float[Math.toIntExact(size)];
    read(channel, file, dataStart + begin, Math.toIntExact(end - begin))
        .asFloatBuffer()
        .get(values);
    return new Weights.Array(shape, values);
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
