package io.nerine.testing;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.LengthPolicy;
import io.nerine.text.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a scripted extractor does with a text. */
final class ScriptedAnswer {

  private final List<Finding> findings = new ArrayList<>();
  private final List<ExtractionWarning> warnings = new ArrayList<>();
  private @Nullable NerException failure;
  private Duration delay = Duration.ZERO;
  private @Nullable CountDownLatch latch;

  /** A mention wherever it stands, or, if that is {@code null}, what stands at a place. */
  private record Finding(
      String type, @Nullable String mention, int start, int end, double confidence) {}

  ScriptedAnswer copy() {
    ScriptedAnswer copy = new ScriptedAnswer();
    copy.findings.addAll(findings);
    copy.warnings.addAll(warnings);
    copy.failure = failure;
    copy.delay = delay;
    copy.latch = latch;
    return copy;
  }

  void find(String type, String mention, double confidence) {
    findings.add(new Finding(type, mention, 0, 0, confidence));
  }

  void findAt(String type, int start, int end, double confidence) {
    findings.add(new Finding(type, null, start, end, confidence));
  }

  void fail(NerException with) {
    failure = with;
  }

  void warn(ExtractionWarning warning) {
    warnings.add(warning);
  }

  void delay(Duration time) {
    delay = time;
  }

  void waitFor(CountDownLatch until) {
    latch = until;
  }

  /** Does what the script says. */
  Extraction give(String text, ExtractionOptions options, String source, int window) {
    long deadline = options.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    pause(deadline, System.nanoTime());
    if (failure != null) {
      throw failure;
    }
    boolean isLong = text.length() > window;
    if (isLong && options.lengthPolicy() == LengthPolicy.FAIL) {
      throw new TextTooLongException(
          "The text has %d UTF-16 units, a window of the script takes %d"
              .formatted(text.length(), window));
    }
    int covered =
        isLong && options.lengthPolicy() == LengthPolicy.TRUNCATE
            ? ShownText.whole(text, window)
            : text.length();
    Extraction.Builder extraction = Extraction.builder(text).coveredCharacters(covered);
    if (covered < text.length()) {
      extraction.warning(
          ExtractionWarning.Code.TRUNCATED,
          "Only the first %d of %d characters were searched".formatted(covered, text.length()));
    }
    warnings.forEach(warning -> extraction.warning(warning.code(), warning.message()));
    int tokens = Words.of(text.substring(0, covered)).size();
    extraction.tokens(tokens).windows(tokens == 0 ? 0 : 1 + (covered - 1) / window);
    for (Finding finding : findings) {
      if (finding.confidence >= options.minConfidence(finding.type)) {
        place(finding, text, covered, source, extraction);
      }
    }
    return extraction.build();
  }

  private static void place(
      Finding finding, String text, int covered, String source, Extraction.Builder extraction) {
    if (finding.mention == null) {
      add(finding, finding.start, finding.end, text, covered, source, extraction);
      return;
    }
    int length = finding.mention.length();
    int at = text.indexOf(finding.mention);
    while (at >= 0) {
      add(finding, at, at + length, text, covered, source, extraction);
      at = text.indexOf(finding.mention, at + length);
    }
  }

  private static void add(
      Finding finding,
      int start,
      int end,
      String text,
      int covered,
      String source,
      Extraction.Builder extraction) {
    if (end <= covered) {
      String mention = text.substring(start, end);
      extraction.entity(new Entity(start, end, mention, finding.type, finding.confidence, source));
    }
  }

  /** Waits as long as the script says, or as the options allow. */
  private void pause(long allowedNanos, long start) {
    try {
      long delayNanos = nanos(delay);
      TimeUnit.NANOSECONDS.sleep(Math.min(delayNanos, allowedNanos));
      boolean inTime = delayNanos < allowedNanos;
      CountDownLatch until = latch;
      if (inTime && until != null) {
        long left = allowedNanos - (System.nanoTime() - start);
        inTime = until.await(left, TimeUnit.NANOSECONDS);
      }
      if (!inTime) {
        throw new ExtractionTimeoutException(
            "The script takes longer than the %s that the options allow"
                .formatted(Duration.ofNanos(allowedNanos)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InferenceException("The thread was interrupted while the script waited", e);
    }
  }

  private static long nanos(Duration duration) {
    return Optional.of(duration)
        .filter(time -> time.compareTo(Duration.ofDays(365)) < 0)
        .map(Duration::toNanos)
        .orElse(Long.MAX_VALUE);
  }
}
