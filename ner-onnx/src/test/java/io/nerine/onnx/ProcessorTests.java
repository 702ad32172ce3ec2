package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.extract.Extractor;
import io.nerine.extract.GpuOptions;
import io.nerine.extract.GpuPolicy;
import io.nerine.extract.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs a model, and in what windows, on a machine without a graphics processor. */
class ProcessorTests {

  @TempDir private Path folder;

  private static Extractor load(LoadOptions options) {
    return TinyModel.load(TinyGraph.byIdentity(TinyModel.table()), TinyModel.SETTINGS, options);
  }

  private GpuOptions tensorRt() {
    return GpuOptions.builder().halfPrecision(true).tensorRt(folder.resolve("engines")).build();
  }

  @Test
  void requiredDeviceIsRefusedByPlatformJarAndFix() {
    LoadOptions require = LoadOptions.builder().gpu(GpuPolicy.REQUIRE).build();
    assertThatThrownBy(() -> load(require))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            "CUDA",
            "com.microsoft.onnxruntime:onnxruntime_gpu",
            "GpuPolicy.PREFER");
  }

  @Test
  void requiredTensorRtIsRefusedByItsName() {
    LoadOptions require =
        LoadOptions.builder().gpu(GpuPolicy.REQUIRE).gpuOptions(tensorRt()).build();
    assertThatThrownBy(() -> load(require))
        .isInstanceOf(ModelLoadingException.class)
        .hasMessageContainingAll("can't be used by TensorRT", "cuDNN and TensorRT");
  }

  @Test
  void preferredDeviceFallsBackAndSaysSo() {
    LoadOptions prefer = LoadOptions.builder().gpu(GpuPolicy.PREFER).gpuOptions(tensorRt()).build();
    try (Extractor extractor = load(prefer)) {
      assertThat(extractor).asString().contains("on CPU");
      Extraction extraction = extractor.extract("Anna visits Paris");
      assertThat(extraction.entities()).extracting(Entity::text).containsExactly("Anna", "Paris");
      assertThat(extraction.warnings())
          .singleElement()
          .satisfies(
              warning -> {
                assertThat(warning.code()).isEqualTo(Code.GPU_UNAVAILABLE);
                assertThat(warning.message())
                    .contains("TensorRT: ", "CUDA: ", "onnxruntime_gpu", "ran on the CPU");
              });
    }
  }

  @Test
  void optionsOfTheDeviceMeanNothingWithoutThePolicy() {
    LoadOptions never = LoadOptions.builder().gpuOptions(tensorRt()).build();
    try (Extractor extractor = load(never)) {
      assertThat(extractor.extract("Anna").warnings()).isEmpty();
    }
    assertThat(folder.resolve("engines")).doesNotExist();
  }

  @Test
  void optionsAreKept() {
    LoadOptions options =
        LoadOptions.builder().gpuOptions(tensorRt()).windowTokens(32).build().toBuilder().build();
    assertThat(options.gpuOptions().halfPrecision()).isTrue();
    assertThat(options.gpuOptions().tensorRtCache()).contains(folder.resolve("engines"));
    assertThat(options.windowTokens()).hasValue(32);
    assertThat(LoadOptions.defaults().windowTokens()).isEmpty();
    assertThatThrownBy(() -> GpuOptions.builder().device(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device");
  }

  @Test
  void shorterWindowsAreMoreAndFindTheSame() {
    String text = "Anna Smith visits Paris. ".repeat(60);
    try (Extractor own = load(LoadOptions.defaults());
        Extractor shorter = load(LoadOptions.builder().windowTokens(16).build())) {
      Extraction expected = own.extract(text);
      Extraction found = shorter.extract(text);
      assertThat(expected.entities()).hasSize(120);
      assertThat(found.entities())
          .extracting(Entity::start, Entity::end, Entity::type)
          .isEqualTo(
              expected.entities().stream()
                  .map(entity -> tuple(entity.start(), entity.end(), entity.type()))
                  .toList());
      assertThat(found.windows()).isGreaterThan(3 * expected.windows());
    }
  }

  @Test
  void windowsOutOfRangeAreRefused() {
    for (int tokens : List.of(7, 32_769)) {
      assertThatThrownBy(() -> LoadOptions.builder().windowTokens(tokens))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("windowTokens must be 8 to 32768, found " + tokens);
    }
  }
}
