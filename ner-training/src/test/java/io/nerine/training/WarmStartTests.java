package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.nerine.bundle.ModelBundle;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.ExportedEncoder;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.schema.EntitySchema;
import io.nerine.testing.TinyModel;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes on from models that were trained before. */
class WarmStartTests {

  @TempDir private static Path folder;

  private static Path bundle;

  @BeforeAll
  static void train() {
    bundle = folder.resolve("orders.nerine");
    trainer(TinyEncoder.create(), 12)
        .build()
        .train(TinyData.create(80, 1), TinyData.create(30, 2))
        .save(bundle);
  }

  private static Trainer.Builder trainer(PretrainedEncoder encoder, int epochs) {
    return Trainer.builder()
        .encoder(encoder)
        .maxTokens(64)
        .learningRate(2e-3)
        .epochs(epochs)
        .batchSize(8)
        .threads(2);
  }

  private static byte[] graph(Path path) {
    try (ModelBundle opened = ModelBundle.open(path)) {
      return opened.read("model.onnx");
    }
  }

  @Test
  void theEncoderIsThatOfTheModelToTheBit() {
    PretrainedEncoder encoder = Encoders.load(bundle.toString());
    assertThat(encoder.name()).isEqualTo("orders");
    assertThat(encoder.config()).isEqualTo(TinyEncoder.CONFIG);
    // The head and the embedding of case are among the weights.
    assertThat(new EncoderGraph(encoder.weights(), encoder.config()).write())
        .isEqualTo(graph(bundle));
  }

  @Test
  @SuppressWarnings("try")
  void hiddenStatesAreThoseOfTheModel() {
    PretrainedEncoder encoder = Encoders.load(bundle.toString());
    int tags = 5;
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    encoder
        .weights()
        .arrays()
        .forEach((name, array) -> parameters.put(name, new Parameter(name, array, 0, 0, false)));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(encoder.tokenizerJson());
        OnnxTagger tagger = OnnxTagger.of(graph(bundle), LoadOptions.defaults(), tags);
        PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      EncodedText text =
          new TextEncoder(tokenizer, new PipelineSettings(64, 16, true))
              .encode("Bring part 47-1 to RIGA by noon.");
      EncodedWindow window = text.encodeWindow(text.windows().get(0));
      Tensor hidden =
          new TorchEncoder(encoder.config()).hiddenStates(batch(window), Pass.scoring(parameters));
      Tensor scores =
          torch.linear(
              hidden,
              parameters.get(EncoderGraph.HEAD + ".weight").value,
              new TensorOptional(parameters.get(EncoderGraph.HEAD + ".bias").value));
      float[] found = Tensors.values(scores.contiguous());
      float[] expected = tagger.run(List.of(window))[0];
      for (int i = 0; i < expected.length; i++) {
        int at = window.firstTokens()[i / tags] * tags + i % tags;
        assertThat(found[at]).isCloseTo(expected[i], within(1e-5f));
      }
    } finally {
      parameters.values().forEach(Parameter::close);
    }
  }

  private static Batch batch(EncodedWindow window) {
    long[] ids = new long[window.tokens()];
    long[] cases = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = window.inputIds()[i];
      cases[i] = window.caseIds()[i];
    }
    return new Batch(1, ids.length, ids, cases, new int[] {ids.length}, new long[0], new long[0]);
  }

  /** The same texts with other types. */
  private static Dataset renamed(Dataset dataset) {
    Map<String, String> names = Map.of("Code", "Number", "Site", "City");
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (AnnotatedDocument document : dataset.documents()) {
      AnnotatedDocument.Builder builder = AnnotatedDocument.builder(document.id(), document.text());
      for (EntitySpan span : document.spans()) {
        builder.span(span.start(), span.end(), names.get(span.type()));
      }
      documents.add(builder.build());
    }
    return Dataset.of(EntitySchema.of("places", "Number", "City"), documents);
  }

  @Test
  void aTrainedBodyLearnsOtherTypesSooner() {
    Dataset train = renamed(TinyData.create(24, 5));
    Dataset dev = renamed(TinyData.create(30, 6));
    TrainedModel cold = trainer(TinyEncoder.create(), 4).build().train(train, dev);
    TrainedModel warm = trainer(Encoders.load(bundle.toString()), 4).build().train(train, dev);
    assertThat(warm.evaluation().micro().f1())
        .isGreaterThan(0.9)
        .isGreaterThan(cold.evaluation().micro().f1());
    Path saved = folder.resolve("places.nerine");
    warm.save(saved);
    try (ModelBundle opened = ModelBundle.open(saved);
        ModelBundle source = ModelBundle.open(bundle)) {
      Map<String, Object> provenance = opened.manifest().provenance();
      assertThat(provenance).containsEntry("encoder", "orders");
      assertThat(provenance.get("startedFrom"))
          .asInstanceOf(
              org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
          .containsEntry("digest", source.manifest().digest())
          .containsEntry("encoder", "tiny");
    }
  }

  @Test
  void modelsFromBeforeGraphsDescribedThemselvesServe() {
    PretrainedEncoder encoder =
        Encoders.load(TinyModel.copyTo(folder.resolve("shipped.nerine")).toString());
    assertThat(encoder.config().layers()).isEqualTo(2);
    assertThat(encoder.config().heads()).isEqualTo(4);
    assertThat(encoder.config().layerNormEpsilon()).isCloseTo(1e-12, within(1e-18));
  }

  @Test
  void modelsInEightBitsAreRefused() throws InvalidProtocolBufferException {
    ModelProto.Builder model = ModelProto.parseFrom(graph(bundle)).toBuilder();
    model
        .getGraphBuilder()
        .addInitializer(
            TensorProto.newBuilder()
                .setName("small")
                .setDataType(TensorProto.DataType.INT8.getNumber()));
    byte[] quantized = model.build().toByteArray();
    assertThatThrownBy(() -> ExportedEncoder.read(quantized, "The model 'x'"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("'x' is quantized to 8 bits");
  }

  @Test
  void graphsOfOthersAreRefused() {
    byte[] other = ModelProto.newBuilder().setProducerName("other").build().toByteArray();
    assertThatThrownBy(() -> ExportedEncoder.read(other, "The model 'x'"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("not trained by Nerine");
    assertThatThrownBy(() -> ExportedEncoder.read(new byte[] {1, 2, 3}, "The model 'x'"))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("damaged");
  }
}
