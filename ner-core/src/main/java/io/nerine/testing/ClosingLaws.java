package io.nerine.testing;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The laws of closing. */
final class ClosingLaws {

  private final Supplier<? extends Extractor> extractors;
  private final SingleCalls singles;
  private final int threads;
  private final BrokenLaws broken;

  ClosingLaws(
      Supplier<? extends Extractor> extractors,
      SingleCalls singles,
      int threads,
      BrokenLaws broken) {
    this.extractors = extractors;
    this.singles = singles;
    this.threads = threads;
    this.broken = broken;
  }

  void check() {
    checkClosed();
    checkClosingWhileRunning();
  }

  private void checkClosed() {
    Extractor extractor = extractors.get();
    for (String time : new String[] {"the first", "the second"}) {
      Throwable thrown =
          Outcome.thrownBy(
              () -> {
                extractor.close();
                return null;
              });
      if (thrown != null) {
        broken.add(Law.CLOSING, time + " close()", thrown);
      }
    }
    List<String> texts = List.of("a text", "another");
    refused("extract", () -> extractor.extract("a text"));
    refused("extractAll", () -> extractor.extractAll(texts));
    refused(
        "extractStream",
        () -> {
          try (Stream<Extraction> stream = extractor.extractStream(texts.stream())) {
            return stream.toList();
          }
        });
    refused("extractAsync", () -> extractor.extractAsync("a text").get(60, TimeUnit.SECONDS));
  }

  private void refused(String call, BrokenLaws.Act act) {
    broken.expectThrown(Law.CLOSING, ExtractorClosedException.class, call + " after close()", act);
  }

  private void checkClosingWhileRunning() {
    List<String> texts = singles.shortTexts();
    if (texts.isEmpty()) {
      return;
    }
    Extractor extractor = extractors.get();
    CountDownLatch underWay = new CountDownLatch(threads - 1);
    AtomicBoolean closed = new AtomicBoolean();
    CallLaws.inThreads(
        threads,
        Law.CLOSING_WHILE_RUNNING,
        broken,
        thread -> {
          if (thread == 0) {
            underWay.await(60, TimeUnit.SECONDS);
            try {
              extractor.close();
            } finally {
              closed.set(true);
            }
          } else {
            callUntilClosed(extractor, texts, underWay, closed);
          }
        });
  }

  private void callUntilClosed(
      Extractor extractor, List<String> texts, CountDownLatch underWay, AtomicBoolean closed) {
    for (int i = 0; !Thread.currentThread().isInterrupted(); i = (i + 1) % texts.size()) {
      String text = texts.get(i);
      boolean late = closed.get();
      Extraction[] found = new Extraction[1];
      Throwable thrown = Outcome.thrownBy(() -> found[0] = extractor.extract(text));
      underWay.countDown();
      if (thrown instanceof ExtractorClosedException) {
        return;
      }
      if (thrown != null) {
        broken.add(Law.CLOSING_WHILE_RUNNING, ShownText.quoted(text), thrown);
        return;
      }
      if (late) {
        broken.add(
            Law.CLOSING_WHILE_RUNNING,
            "a call of %s behind close() was not refused".formatted(ShownText.quoted(text)));
        return;
      }
      broken.expectEqual(
          Law.CLOSING_WHILE_RUNNING,
          singles.extraction(text),
          found[0],
          "a call while it is closed");
    }
  }
}
