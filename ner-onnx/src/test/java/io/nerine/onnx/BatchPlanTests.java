package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchPlanTests {

  private static TaggingModel model(int maxTokens) {
    return new TaggingModel(
        TinyModel.TAGS,
        SubwordTokenizer.of(TinyModel.tokenizer()),
        OnnxTagger.of(
            TinyGraph.byIdentity(TinyModel.table()), LoadOptions.defaults(), TinyModel.TAGS.size()),
        new PipelineSettings(maxTokens, 0, false),
        Map.of(),
        "tiny");
  }

  private static PendingText text(TaggingModel model, int words) {
    String text = "visits ".repeat(words);
    return new PendingText(text, model.read(text, ExtractionOptions.defaults()));
  }

  @Test
  void batchesHoldAllWindowsWithinTheBudgetAndLittlePadding() {
    try (TaggingModel model = model(64)) {
      Random random = new Random(2);
      List<PendingText> texts = new ArrayList<>();
      int tokens = 0;
      int windows = 0;
      for (int i = 0; i < 300; i++) {
        PendingText text = text(model, random.nextInt(100));
        windows += text.windows();
        tokens += IntStream.range(0, text.windows()).map(text.reading()::tokens).sum();
        texts.add(text);
      }
      int padded = 0;
      List<BatchPlan.Job> planned = new ArrayList<>();
      for (List<BatchPlan.Job> batch : BatchPlan.byLength(texts)) {
        int longest = batch.stream().mapToInt(BatchPlan.Job::tokens).max().orElseThrow();
        assertThat(longest * batch.size()).isLessThanOrEqualTo(BatchPlan.PADDED_TOKENS);
        padded += longest * batch.size();
        planned.addAll(batch);
      }
      assertThat(planned).hasSize(windows).doesNotHaveDuplicates();
      assertThat(padded).isLessThan(tokens * 11 / 10);
      assertThat(planned.get(0).tokens()).isEqualTo(64);
    }
  }

  /** A few texts of different lengths would pad more than starting another batch costs. */
  @Test
  void fewTextsAreNotPaddedToTheLongest() {
    try (TaggingModel model = model(512)) {
      List<PendingText> texts = new ArrayList<>();
      for (int words : new int[] {200, 4, 60, 5, 62, 4}) {
        texts.add(text(model, words));
      }
      assertThat(BatchPlan.byLength(texts)).extracting(List::size).containsExactly(1, 2, 3);
    }
  }

  @Test
  void windowBeyondTheBudgetRunsAlone() {
    try (TaggingModel model = model(2_000)) {
      PendingText text = text(model, 4_000);
      assertThat(BatchPlan.inOrder(text))
          .hasSize(text.windows())
          .allMatch(batch -> batch.size() == 1);
      assertThat(BatchPlan.inOrder(text(model, 0))).isEmpty();
    }
  }
}
