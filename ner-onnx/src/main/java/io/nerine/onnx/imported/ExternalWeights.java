package io.nerine.onnx.imported;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Weights of a graph that lie in files beside it. */
final class ExternalWeights {

  private static final long GREATEST = Integer.MAX_VALUE - (1 << 20);

  private final Path file;

  /**
   * Creates the weights.
   *
   * @param file the {@code .onnx} file
   */
  ExternalWeights(Path file) {
    this.file = file;
  }

  /**
   * Parses a graph.
   *
   * @param file a {@code .onnx} file
   * @throws IOException if the file can't be read
   * @throws ModelLoadingException if it is damaged or too large
   */
  static ModelProto parse(Path file) throws IOException {
    if (Files.size(file) > GREATEST) {
      throw tooLarge(file);
    }
    try {
      return ModelProto.parseFrom(Files.readAllBytes(file));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelLoadingException(
          "'%s' is not an ONNX graph, or is damaged (%s); copy or export it again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static ModelLoadingException tooLarge(Path file) {
    return new ModelLoadingException(
        "'%s' is larger than the 2 GiB that a graph in one piece can have; use a smaller model"
            .formatted(file));
  }

  /**
   * Takes the weights in.
   *
   * @param graph the graph of the file
   * @throws IOException if a file can't be read
   * @throws ModelLoadingException if a weight is not where the graph says
   */
  void takeIn(GraphProto.Builder graph) throws IOException {
    long total = 0;
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto tensor = graph.getInitializer(i);
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        ByteString data = externalData(tensor);
        total += data.size();
        if (total > GREATEST) {
          throw tooLarge(file);
        }
        graph.setInitializer(
            i, tensor.toBuilder().clearDataLocation().clearExternalData().setRawData(data));
      }
    }
  }

  private ByteString externalData(TensorProto tensor) throws IOException {
    Map<String, String> place = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      place.put(entry.getKey(), entry.getValue());
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
    Path data = folder.resolve(place.getOrDefault("location", "")).normalize();
    if (!data.startsWith(folder) || !Files.isRegularFile(data)) {
      throw new ModelLoadingException(
          "The weight '%s' of '%s' should be in the file '%s' beside it, which is not there; copy it too"
              .formatted(tensor.getName(), file, place.get("location")));
    }
    try (FileChannel channel = FileChannel.open(data)) {
      long offset = Long.parseLong(place.getOrDefault("offset", "0"));
      long length =
          Long.parseLong(place.getOrDefault("length", Long.toString(channel.size() - offset)));
      if (offset < 0
          || length < 0
          || length > Integer.MAX_VALUE - 8
          || offset > channel.size() - length) {
        throw new ModelLoadingException(
            "The weight '%s' of '%s' lies at byte %d of '%s' with a length of %d, which does not fit the file; copy it again"
                .formatted(tensor.getName(), file, offset, data, length));
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) length);
      int count = 0;
      while (buffer.hasRemaining() && count >= 0) {
        count = channel.read(buffer, offset + buffer.position());
      }
      return ByteString.copyFrom(buffer.flip());
    } catch (NumberFormatException e) {
      throw new ModelLoadingException(
          "The weight '%s' of '%s' has a place that is no number: %s"
              .formatted(tensor.getName(), file, place),
          e);
    }
  }
}
