package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small texts beside one big job: they wait for batches of it, not for the job. */
class FairnessTests {

  private static final int CALLERS = 4;
  private static final String MILLION = "Anna visits Paris. ".repeat(1_000_000 / 19);

  private interface Call {
    void make(Extractor extractor);
  }

  private static Stream<Arguments> jobsAndCalls() {
    List<String> many = Collections.nCopies(100_000, "Anna visits Paris and Bob.");
    Call text = extractor -> extractor.extract(MILLION);
    Call texts = extractor -> extractor.extractAll(many);
    Call async = extractor -> extractor.extractAsync(MILLION).join();
    Call small = extractor -> extractor.extract("Bob visits Paris.");
    Call smallAsync = extractor -> extractor.extractAsync("Bob visits Paris.").join();
    return Stream.of(
        Arguments.of("extract(1,000,000 characters)", text, "extract", small),
        Arguments.of("extractAll(100,000 texts)", texts, "extract", small),
        Arguments.of("extractAll(100,000 texts)", texts, "extractAsync", smallAsync),
        Arguments.of("extractAsync(1,000,000 characters)", async, "extractAsync", smallAsync));
  }

  @ParameterizedTest(name = "{2} beside {0}")
  @MethodSource("jobsAndCalls")
  void smallTextsDoNotStarve(String jobName, Call job, String callName, Call call)
      throws Exception {
    try (Extractor extractor =
        TinyModel.load(
            TinyGraph.mixing(TinyModel.table()),
            TinyModel.SETTINGS,
            LoadOptions.builder().threads(2).build())) {
      call.make(extractor);
      ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
      CompletableFuture<Long> big =
          CompletableFuture.supplyAsync(
              () -> {
                long begun = System.nanoTime();
                job.make(extractor);
                return System.nanoTime() - begun;
              },
              task -> new Thread(task).start());
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        Thread caller =
            new Thread(
                () -> {
                  while (!big.isDone()) {
                    long begun = System.nanoTime();
                    call.make(extractor);
                    latencies.add(System.nanoTime() - begun);
                  }
                });
        caller.start();
        callers.add(caller);
      }
      for (Thread caller : callers) {
        caller.join();
      }
      List<Long> sorted = latencies.stream().sorted().toList();
      double p50 = sorted.get(sorted.size() / 2) / 1e6;
      double p99 = sorted.get(sorted.size() * 99 / 100) / 1e6;
      double worst = sorted.get(sorted.size() - 1) / 1e6;
      double job1 = big.get() / 1e6;
      System.out.printf(
          "%s beside %s: %d calls, p50 %.2f ms, p99 %.2f ms, worst %.1f ms; the job took %.0f ms%n",
          callName, jobName, sorted.size(), p50, p99, worst, job1);
      assertThat(sorted).hasSizeGreaterThan(100);
      assertThat(p99).isLessThan(job1 / 4);
    }
  }
}
