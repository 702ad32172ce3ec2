package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Extraction;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.PipelineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds the bounds that the package's description states. */
@Timeout(60)
class MemoryBoundTests {

  private static final int THREADS = 3;

  private static OnnxExtractor load(PipelineSettings settings) {
    return (OnnxExtractor)
        TinyModel.load(
            TinyGraph.mixing(TinyModel.table()),
            settings,
            LoadOptions.builder().threads(THREADS).queueCapacity(8).build());
  }

  private static List<String> texts() {
    Random random = new Random(3);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int repeats = i % 50 == 0 ? 3_000 : random.nextInt(40);
      texts.add("Anna visits Paris. ".repeat(repeats));
    }
    return texts;
  }

  @Test
  void runsAreNeitherLargerNorMoreThanStated() {
    try (OnnxExtractor extractor = load(TinyModel.SETTINGS)) {
      extractor.extractAll(texts());
      assertThat(extractor.session().peakRunning()).isLessThanOrEqualTo(THREADS);
      List<CompletableFuture<Extraction>> futures = new ArrayList<>();
      texts().forEach(text -> futures.add(extractor.extractAsync(text)));
      futures.forEach(CompletableFuture::join);
      assertThat(extractor.session().peakRunning()).isLessThanOrEqualTo(THREADS);
      assertThat(extractor.session().peakTokens())
          .isGreaterThan(BatchPlan.PADDED_TOKENS / 2)
          .isLessThanOrEqualTo(BatchPlan.PADDED_TOKENS);
    }
  }

  @Test
  void windowBeyondTheBudgetRunsAlone() {
    int maxTokens = 2 * BatchPlan.PADDED_TOKENS;
    try (OnnxExtractor extractor = load(new PipelineSettings(maxTokens, 16, false))) {
      extractor.extractAll(texts());
      assertThat(extractor.session().peakTokens()).isEqualTo(maxTokens);
    }
  }
}
