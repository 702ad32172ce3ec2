package io.nerine.onnx.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.GoldenModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptedGraphTests {

  private static final int LABELS = 3;

  @TempDir Path folder;

  private static ModelProto exported() throws IOException {
    return ModelProto.parseFrom(GoldenModel.read("roberta-prefix-onnx", "model.onnx"));
  }

  private Path write(UnaryOperator<GraphProto.Builder> change) throws IOException {
    ModelProto model = exported();
    GraphProto.Builder graph = change.apply(model.getGraph().toBuilder());
    return Files.write(
        folder.resolve("model.onnx"), model.toBuilder().setGraph(graph).build().toByteArray());
  }

  private static float[] logits(byte[] graph) {
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), LABELS)) {
      int[] ids = {0, 70, 71, 2};
      return tagger.run(List.of(new EncodedWindow(ids, new int[4], new int[] {1, 2})))[0];
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> AdaptedGraph.read(folder.resolve("model.onnx"), LABELS))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("model.onnx")
        .hasMessageContaining(message);
  }

  @Test
  void weightsInAFileBesideTheGraphAreTakenIn() throws IOException {
    byte[] expected = AdaptedGraph.read(write(graph -> graph), LABELS);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Path external = write(graph -> external(graph, data, "weights.bin"));
    Files.write(folder.resolve("weights.bin"), data.toByteArray());
    assertThat(data.size()).isGreaterThan(10_000);
    assertThat(ModelProto.parseFrom(AdaptedGraph.read(external, LABELS)))
        .isEqualTo(ModelProto.parseFrom(expected));
    Files.write(folder.resolve("weights.bin"), new byte[10]);
    refused("does not fit the file");
    Files.delete(folder.resolve("weights.bin"));
    refused("'weights.bin' beside it");
  }

  @Test
  void filesOutsideTheDirectoryAreNotRead() throws IOException {
    Path outside = Files.createTempFile(folder.getParent(), "outside", ".bin");
    write(graph -> external(graph, new ByteArrayOutputStream(), "../" + outside.getFileName()));
    refused("beside it, which is not there");
    Files.delete(outside);
  }

  private static GraphProto.Builder external(
      GraphProto.Builder graph, ByteArrayOutputStream data, String location) {
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto tensor = graph.getInitializer(i);
      if (tensor.getRawData().size() > 64) {
        graph.setInitializer(
            i,
            tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", Integer.toString(data.size())))
                .addExternalData(entry("length", Integer.toString(tensor.getRawData().size()))));
        data.writeBytes(tensor.getRawData().toByteArray());
      }
    }
    return graph;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void singleOutputOfAnotherNameIsTaken() throws IOException {
    float[] expected = logits(AdaptedGraph.read(write(graph -> graph), LABELS));
    Path renamed =
        write(
            graph -> {
              graph.getOutputBuilder(0).setName("scores");
              graph
                  .getNodeBuilderList()
                  .forEach(
                      node -> {
                        for (int i = 0; i < node.getOutputCount(); i++) {
                          if (node.getOutput(i).equals("logits")) {
                            node.setOutput(i, "scores");
                          }
                        }
                      });
              return graph;
            });
    assertThat(logits(AdaptedGraph.read(renamed, LABELS))).isEqualTo(expected);
  }

  @Test
  void fixedShapesAreRefused() throws IOException {
    write(
        graph -> {
          graph
              .getInputBuilder(0)
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder()
              .getDimBuilder(1)
              .setDimValue(128);
          return graph;
        });
    refused("fixed size 128");
  }

  @Test
  void inputsThatAreNotKnownAreRefused() throws IOException {
    write(
        graph -> {
          graph.addInput(graph.getInput(0).toBuilder().setName("pixel_values"));
          return graph;
        });
    refused("'pixel_values'");
  }

  @Test
  void numberOfScoresMustBeThatOfTheLabels() throws IOException {
    write(
        graph -> {
          graph
              .getOutputBuilder(0)
              .getTypeBuilder()
              .getTensorTypeBuilder()
              .getShapeBuilder()
              .getDimBuilder(2)
              .setDimValue(7);
          return graph;
        });
    refused("the last of 7");
  }
}
