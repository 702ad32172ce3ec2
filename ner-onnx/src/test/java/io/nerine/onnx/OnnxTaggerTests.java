package io.nerine.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.GpuPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.EncodedWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTaggerTests {

  private static final float[][] TABLE = {{0, 0, 0}, {1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
  private static final LoadOptions OPTIONS = LoadOptions.defaults();

  private static EncodedWindow window(int... ids) {
    int[] firstTokens = new int[ids.length];
    Arrays.setAll(firstTokens, i -> i);
    return new EncodedWindow(ids, new int[ids.length], firstTokens);
  }

  @Test
  void scoresAreThoseOfTheFirstTokensWhateverThePadding() {
    try (OnnxTagger tagger = OnnxTagger.of(TinyGraph.byIdentity(TABLE), OPTIONS, 3)) {
      EncodedWindow sparse =
          new EncodedWindow(new int[] {0, 1, 2, 3, 0}, new int[5], new int[] {1, 3});
      float[][] scores = tagger.run(List.of(window(2), sparse, window(3, 1)));
      assertThat(scores)
          .isDeepEqualTo(new float[][] {{4, 5, 6}, {1, 2, 3, 7, 8, 9}, {7, 8, 9, 1, 2, 3}});
      assertThat(tagger.run(List.of())).isEmpty();
    }
  }

  @Test
  void paddingIsMaskedAndZeroMeansAbsentForCases() {
    try (OnnxTagger tagger = OnnxTagger.of(TinyGraph.mixing(TABLE), OPTIONS, 3)) {
      float[] alone = tagger.run(List.of(window(1, 2)))[0];
      float[] padded = tagger.run(List.of(window(1, 2), window(3, 3, 3, 3, 3, 3)))[0];
      assertThat(padded).containsExactly(alone);
    }
    float[][] cases = {{0, 0, 0}, {0, 0, 0}, {10, 20, 30}, {0, 0, 0}, {0, 0, 0}};
    try (OnnxTagger tagger = OnnxTagger.of(TinyGraph.byIdentityAndCase(TABLE, cases), OPTIONS, 3)) {
      assertThat(tagger.takesCase()).isTrue();
      EncodedWindow cased = new EncodedWindow(new int[] {1}, new int[] {2}, new int[] {0});
      assertThat(tagger.run(List.of(cased))[0]).containsExactly(11, 22, 33);
    }
  }

  @Test
  void graphLoadsFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("größe 模型.onnx"), TinyGraph.byIdentity(TABLE));
    try (OnnxTagger tagger = OnnxTagger.of(file, OPTIONS, 3)) {
      assertThat(tagger.run(List.of(window(1)))[0]).containsExactly(1, 2, 3);
    }
    assertThatThrownBy(() -> OnnxTagger.of(folder.resolve("absent.onnx"), OPTIONS, 3))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("absent.onnx");
  }

  @Test
  void everyNativeObjectIsFreedAlsoWhenRunsFail() {
    OnnxTagger tagger = OnnxTagger.of(TinyGraph.failingOn(TABLE, 3), OPTIONS, 3);
    for (int i = 0; i < 200; i++) {
      tagger.run(List.of(window(1, 2), window(2)));
      assertThatThrownBy(() -> tagger.run(List.of(window(3))))
          .isInstanceOf(InferenceException.class);
      assertThat(tagger.liveNatives()).isEqualTo(1);
    }
    tagger.close();
    tagger.close();
    assertThat(tagger.liveNatives()).isZero();
  }

  @Test
  void failureToCloseOneObjectDoesNotLoseTheOthers() {
    AtomicInteger live = new AtomicInteger(2);
    NativeScope scope = new NativeScope(live);
    scope.own(() -> {});
    scope.own(
        () -> {
          throw new IllegalStateException("no");
        });
    assertThatThrownBy(scope::close).isInstanceOf(InferenceException.class);
    assertThat(live).hasValue(1);
  }

  @Test
  void damagedGraphIsRefused() {
    byte[] whole = TinyGraph.byIdentity(TABLE);
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> OnnxTagger.of(cut, OPTIONS, 3))
        .isInstanceOf(ModelLoadingException.class);
    assertThatThrownBy(() -> OnnxTagger.of("no graph".getBytes(UTF_8), OPTIONS, 3))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("export");
    assertThatThrownBy(() -> OnnxTagger.of(new byte[0], OPTIONS, 3))
        .isInstanceOf(ModelLoadingException.class);
  }

  @Test
  void graphWithOtherInputsIsRefusedWithWhatWasFound() {
    assertThatThrownBy(() -> OnnxTagger.of(TinyGraph.otherInputs(TABLE), OPTIONS, 3))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("input_ids")
        .hasMessageContaining("tokens=")
        .hasMessageContaining("INT32 [-1, -1]");
  }

  @Test
  void graphForAnotherSchemaIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> OnnxTagger.of(TinyGraph.byIdentity(TABLE), OPTIONS, 5))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("gives 3 scores")
        .hasMessageContaining("needs 5");
  }

  @Test
  void runAfterCloseIsMisuse() {
    OnnxTagger tagger = OnnxTagger.of(TinyGraph.byIdentity(TABLE), OPTIONS, 3);
    tagger.close();
    assertThatThrownBy(() -> tagger.run(List.of(window(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void requiredGraphicsProcessorThatIsNotThereIsRefusedByArtifact() {
    LoadOptions require = LoadOptions.builder().gpu(GpuPolicy.REQUIRE).build();
    assertThatThrownBy(() -> OnnxTagger.of(TinyGraph.byIdentity(TABLE), require, 3))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContaining("com.microsoft.onnxruntime:onnxruntime_gpu");
  }

  @Test
  void preferredGraphicsProcessorThatIsNotThereLeavesTheCpu() {
    LoadOptions prefer = LoadOptions.builder().gpu(GpuPolicy.PREFER).build();
    try (OnnxTagger tagger = OnnxTagger.of(TinyGraph.byIdentity(TABLE), prefer, 3)) {
      assertThat(tagger.session().withoutGpu())
          .get()
          .asString()
          .contains("onnxruntime_gpu", "CUDA");
      assertThat(tagger.session().processor()).isEqualTo("CPU");
      assertThat(tagger.run(List.of(window(1)))[0]).containsExactly(1, 2, 3);
    }
  }
}
