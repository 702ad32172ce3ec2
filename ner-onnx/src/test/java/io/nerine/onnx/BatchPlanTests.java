package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPlanTests {

  private static PendingText text(SubwordTokenizer tokenizer, int words, int maxTokens) {
    String text = "visits ".repeat(words);
    EncodedText encoded =
        new TextEncoder(tokenizer, new PipelineSettings(maxTokens, 0, false)).encode(text);
    return new PendingText(text, encoded, encoded.windows(), 3);
  }

  @Test
  void batchesHoldAllWindowsWithinTheBudgetAndLittlePadding() {
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(TinyModel.tokenizer())) {
      Random random = new Random(2);
      List<PendingText> texts = new ArrayList<>();
      int tokens = 0;
      int windows = 0;
      for (int i = 0; i < 300; i++) {
        PendingText text = text(tokenizer, random.nextInt(100), 64);
        windows += text.windows().size();
        tokens += text.windows().stream().mapToInt(window -> window.tokens()).sum();
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

  @Test
  void windowBeyondTheBudgetRunsAlone() {
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(TinyModel.tokenizer())) {
      PendingText text = text(tokenizer, 4_000, 2_000);
      assertThat(BatchPlan.inOrder(text))
          .hasSize(text.windows().size())
          .allMatch(batch -> batch.size() == 1);
      assertThat(BatchPlan.inOrder(text(tokenizer, 0, 64))).isEmpty();
    }
  }
}
