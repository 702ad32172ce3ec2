package io.nerine.onnx.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.imported.HuggingFaceModel;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantizerTests {

  private static final List<AnnotatedDocument> TAGGED =
      List.of(
          AnnotatedDocument.builder("1", "hammer lies in shed")
              .span(0, 6, "Tool")
              .span(15, 19, "Place")
              .build(),
          AnnotatedDocument.builder("2", "saw lies in Basel")
              .span(0, 3, "Tool")
              .span(12, 17, "Place")
              .build(),
          AnnotatedDocument.builder("3", "loud lies in shed")
              .span(0, 4, "Tool")
              .span(13, 17, "Place")
              .build());

  @TempDir private Path folder;

  private Path model() {
    return DenseModel.write(folder.resolve("floats.nerine"));
  }

  private static List<Entity> found(Path bundle) {
    try (Extractor extractor = Extractors.load(bundle)) {
      return extractor.extract("saw and hammer in Basel, loud in shed").entities();
    }
  }

  @Test
  void modelInEightBitsFindsTheSame() {
    Path floats = model();
    Path small = folder.resolve("small.nerine");

    Quantization quantization = Quantizer.of(floats).gate(TAGGED).quantize();
    quantization.save(small);

    QuantizationAttempt accepted = quantization.accepted().orElseThrow();
    assertThat(accepted.precision()).isEqualTo(Precision.INT8);
    assertThat(accepted.int8Products()).isEqualTo(2);
    assertThat(accepted.f1()).isEqualTo(1);
    assertThat(accepted.f1Change()).isZero();
    assertThat(accepted.spanAgreement()).isEqualTo(1);
    assertThat(accepted.speed()).isPositive();
    assertThat(accepted.graphBytes()).isLessThan(quantization.floatBytes() / 2);
    assertThat(found(small)).extracting(Entity::text).contains("saw", "hammer", "Basel", "loud");
    assertThat(found(small))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("confidence")
        .isEqualTo(found(floats));
  }

  @Test
  void bundleKeepsWhatTheOtherHeldAndTellsWhatWasDone() {
    Path small = folder.resolve("small");
    Quantizer.of(model()).gate(TAGGED).quantize().save(small);
    try (ModelBundle bundle = ModelBundle.open(small)) {
      assertThat(new String(bundle.read("notes.txt"), StandardCharsets.UTF_8)).isEqualTo("kept");
      assertThat(bundle.manifest().name()).isEqualTo("workshop-tools");
      assertThat(bundle.manifest().thresholds()).isEqualTo(Map.of("Place", 0.1));
      assertThat(bundle.manifest().provenance()).isEqualTo(Map.of("encoder", "none"));
      assertThat(bundle.manifest().settings()).containsEntry("precision", "int8");
      assertThat(bundle.manifest().metrics()).containsEntry("speed", 7);
      assertThat(bundle.manifest().metrics().get("quantization"))
          .asString()
          .contains("spanAgreement=1.0", "accepted=true");
    }
  }

  @Test
  void textThatWasNotSeenInCalibrationCostsTheActivationsTheirEightBits() {
    List<String> quiet = List.of("hammer lies in shed", "saw lies in Basel");

    Quantization quantization = Quantizer.of(model()).texts(quiet).gate(TAGGED).quantize();

    assertThat(quantization.attempts())
        .extracting(QuantizationAttempt::precision)
        .startsWith(Precision.INT8, Precision.MIXED)
        .endsWith(quantization.accepted().orElseThrow().precision());
    assertThat(quantization.attempts().get(0).accepted()).isFalse();
    assertThat(quantization.attempts().get(0).spanAgreement()).isLessThan(0.99);
    assertThat(quantization.accepted().orElseThrow().weightProducts()).isPositive();
  }

  @Test
  void modelThatRoundingChangesIsRefusedInAllForms() {
    Path blank = DenseModel.write(folder.resolve("b.nerine"), "onnx", DenseModel.graph(1e-4));
    Quantization refused = Quantizer.of(blank).gate(TAGGED).minSpanAgreement(1).quantize();
    assertThat(refused.accepted()).isEmpty();
    assertThat(refused.attempts())
        .extracting(QuantizationAttempt::precision)
        .containsExactly(Precision.INT8, Precision.MIXED, Precision.MIXED, Precision.WEIGHTS);
    Path target = folder.resolve("none.nerine");
    assertThatThrownBy(() -> refused.save(target))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("refused");
    assertThat(target).doesNotExist();
  }

  @Test
  void withoutTextsOnlyWeightsAreRoundedUnchecked() {
    QuantizationAttempt only = Quantizer.of(model()).quantize().accepted().orElseThrow();
    assertThat(only.precision()).isEqualTo(Precision.WEIGHTS);
    assertThat(only.f1()).isNaN();
    assertThat(only.spanAgreement()).isNaN();
    assertThat(only.speed()).isNaN();
    assertThat(only.toMap()).doesNotContainKeys("f1", "f1Change", "spanAgreement");
  }

  @Test
  void textsWithoutTagsAreComparedByEntitiesAlone() {
    QuantizationAttempt accepted =
        Quantizer.of(model())
            .texts(List.of("hammer lies in shed", "loud in Basel"))
            .quantize()
            .accepted()
            .orElseThrow();
    assertThat(accepted.precision()).isEqualTo(Precision.INT8);
    assertThat(accepted.f1()).isNaN();
    assertThat(accepted.spanAgreement()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-iob2",
        "deberta-v2-iob1-onnx",
        "distilbert-io",
        "electra-bilou",
        "roberta-bioes",
        "roberta-prefix-onnx",
        "xlm-roberta-iob2"
      })
  void modelsFromElsewhereAreQuantizedToo(String name) {
    Path imported = folder.resolve("imported.nerine");
    Path small = folder.resolve("small.nerine");
    HuggingFaceModel.read(Path.of("src", "test", "resources", "huggingface", name)).save(imported);

    // The weights of these models are random, so that rounding may well change what they find.
    Quantization quantization =
        Quantizer.of(imported)
            .texts(List.of("Anna Smith visits Paris.", "A hammer lies in the shed, in Basel."))
            .minSpanAgreement(0)
            .quantize();
    quantization.save(small);

    QuantizationAttempt accepted = quantization.accepted().orElseThrow();
    assertThat(accepted.int8Products()).isPositive();
    try (Extractor extractor = Extractors.load(small)) {
      assertThat(extractor.extract("Anna Smith visits Paris.").complete()).isTrue();
    }
  }

  @Test
  void quantizedModelIsNotQuantizedAgain() {
    Path small = folder.resolve("small.nerine");
    Quantizer.of(model()).gate(TAGGED).quantize().save(small);
    assertThatThrownBy(() -> Quantizer.of(small).gate(TAGGED).quantize())
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("small.nerine")
        .hasMessageContaining("quantized already");
  }

  @Test
  void bundleOfAnotherBackendIsRefused() {
    Path other = DenseModel.write(folder.resolve("o.nerine"), "abacus", DenseModel.graph(1));
    assertThatThrownBy(() -> Quantizer.of(other).quantize())
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("abacus");
  }

  @Test
  void damagedGraphIsRefused() {
    Path broken = DenseModel.write(folder.resolve("d.nerine"), "onnx", new byte[] {1, 2, 3});
    assertThatThrownBy(() -> Quantizer.of(broken).quantize())
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void limitsAreShares() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantizer.of(Path.of("m")).maxF1Loss(-0.1))
        .withMessageContaining("maxF1Loss must be 0 to 1, found -0.1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantizer.of(Path.of("m")).minSpanAgreement(Double.NaN))
        .withMessageContaining("minSpanAgreement");
  }

  @Test
  void scoresOfAWindowAreTheSameAloneAndInEveryBatch() throws Exception {
    Path small = folder.resolve("small");
    Quantizer.of(model()).gate(TAGGED).quantize().save(small);
    byte[] graph = Files.readAllBytes(small.resolve("model.onnx"));
    EncodedWindow window = window(4, 5, 9, 7);
    EncodedWindow loud = window(6, 6, 6, 6, 6, 6, 8);
    try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), DenseModel.TAGS)) {
      float[] alone = tagger.run(List.of(window))[0];
      float[] among = tagger.run(List.of(loud, window, loud, loud))[1];
      assertThat(among).containsExactly(alone);
    }
  }

  private static EncodedWindow window(int... ids) {
    return new EncodedWindow(ids, new int[ids.length], new int[] {0, 1, 2, 3});
  }

  @Test
  void eachFormComputesNearlyTheSameScores() {
    QuantizableGraph graph = QuantizableGraph.parse(DenseModel.graph(1));
    List<EncodedWindow> windows = List.of(window(4, 5, 6, 7, 8, 9, 10), window(11, 12, 13, 14));
    Map<String, ActivationRange> ranges = Calibration.measure(graph, windows);
    try (OnnxTagger floats =
        OnnxTagger.of(DenseModel.graph(1), LoadOptions.defaults(), DenseModel.TAGS)) {
      float[] expected = floats.run(windows)[0];
      for (ProductForm form : ProductForm.values()) {
        Map<DenseProduct, ProductForm> plan = new HashMap<>();
        graph.products().forEach(product -> plan.put(product, form));
        byte[] rounded = GraphRewriting.rewrite(graph, plan, ranges);
        try (OnnxTagger tagger = OnnxTagger.of(rounded, LoadOptions.defaults(), DenseModel.TAGS)) {
          float[] found = tagger.run(windows)[0];
          for (int i = 0; i < found.length; i++) {
            // The tags of "loud" score about 12.
            assertThat(found[i]).as("%s %d", form, i).isCloseTo(expected[i], within(0.6f));
          }
        }
      }
    }
  }

  @Test
  void featuresOfGreatSizeAreScaledDown() {
    float[] least = new float[100];
    float[] greatest = new float[100];
    Arrays.fill(greatest, 2);
    least[3] = -80;
    float[] scaling = new ActivationRange(least, greatest, new double[100]).scaling();
    assertThat(scaling[3]).isEqualTo(40);
    assertThat(scaling[4]).isEqualTo(1);
    assertThat(new ActivationRange(new float[2], new float[2], new double[2]).scaling())
        .containsExactly(1, 1);
  }
}
