package io.nerine.testing;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.Extractor;
import io.nerine.extract.LengthPolicy;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The laws of options. */
final class OptionLaws {

  private final Extractor extractor;
  private final SingleCalls singles;
  private final BrokenLaws broken;

  OptionLaws(Extractor extractor, SingleCalls singles, BrokenLaws broken) {
    this.extractor = extractor;
    this.singles = singles;
    this.broken = broken;
  }

  void check() {
    for (String text : singles.texts()) {
      checkConfidence(text);
      checkTimeout(text);
      checkTruncate(text);
      checkFail(text);
    }
    checkBatchThatFails();
  }

  /** With no entity lost at the least confidence that was found, and none below any other. */
  private void checkConfidence(String text) {
    Extraction whole = singles.extraction(text);
    SortedSet<Double> found = new TreeSet<>();
    whole.entities().forEach(entity -> found.add(entity.confidence()));
    if (found.isEmpty()) {
      return;
    }
    ExtractionOptions least = ExtractionOptions.builder().minConfidence(found.first()).build();
    guarded(
        Law.MIN_CONFIDENCE,
        text,
        () ->
            broken.expectEqual(
                Law.MIN_CONFIDENCE,
                whole,
                extractor.extract(text, least),
                "a call with the least confidence " + found.first()));
    String type = whole.entities().get(0).type();
    double high = Math.min(1, Math.nextUp(found.last()));
    checkNoneBelow(text, ExtractionOptions.builder().minConfidence(found.last()).build());
    checkNoneBelow(text, ExtractionOptions.builder().minConfidence(high).build());
    checkNoneBelow(text, ExtractionOptions.builder().minConfidence(type, high).build());
  }

  private void checkNoneBelow(String text, ExtractionOptions options) {
    guarded(
        Law.MIN_CONFIDENCE,
        text,
        () -> {
          Extraction single = extractor.extract(text, options);
          Extraction inBatch = extractor.extractAll(List.of(text), options).get(0);
          broken.expectEqual(Law.MIN_CONFIDENCE, single, inBatch, "a batch with thresholds");
          for (Entity entity : single.entities()) {
            double threshold = options.minConfidence(entity.type());
            if (entity.confidence() < threshold) {
              broken.add(
                  Law.MIN_CONFIDENCE,
                  "%s, at a threshold of %s, has %s"
                      .formatted(ShownText.quoted(text), threshold, entity));
            }
          }
        });
  }

  private void checkTimeout(String text) {
    ExtractionOptions ample = ExtractionOptions.builder().timeout(Duration.ofHours(1)).build();
    ExtractionOptions scarce = ExtractionOptions.builder().timeout(Duration.ofNanos(1)).build();
    guarded(
        Law.TIMEOUT,
        text,
        () ->
            broken.expectEqual(
                Law.TIMEOUT,
                singles.extraction(text),
                extractor.extract(text, ample),
                "a call with an hour's time"));
    Throwable thrown = Outcome.thrownBy(() -> extractor.extract(text, scarce));
    if (thrown != null && !(thrown instanceof ExtractionTimeoutException)) {
      broken.add(Law.TIMEOUT, ShownText.quoted(text) + ", with a nanosecond's time,", thrown);
    }
  }

  private void checkTruncate(String text) {
    guarded(
        Law.LENGTH_POLICY,
        text,
        () -> {
          Extraction truncated = extractor.extract(text, policy(LengthPolicy.TRUNCATE));
          boolean said =
              truncated.warnings().stream()
                  .anyMatch(warning -> warning.code() == ExtractionWarning.Code.TRUNCATED);
          if (said && truncated.complete()) {
            broken.add(
                Law.LENGTH_POLICY,
                "%s was truncated and is complete".formatted(ShownText.quoted(text)));
          } else if (!said) {
            broken.expectEqual(
                Law.LENGTH_POLICY,
                singles.extraction(text),
                truncated,
                "TRUNCATE, which left out nothing,");
          }
        });
  }

  private void checkFail(String text) {
    Extraction[] found = new Extraction[1];
    Throwable thrown =
        Outcome.thrownBy(() -> found[0] = extractor.extract(text, policy(LengthPolicy.FAIL)));
    if (thrown == null) {
      broken.expectEqual(
          Law.LENGTH_POLICY, singles.extraction(text), found[0], "FAIL, which did not,");
    } else if (!(thrown instanceof TextTooLongException)) {
      broken.add(Law.LENGTH_POLICY, "FAIL on " + ShownText.quoted(text), thrown);
    }
  }

  /** Where the policy forbids the long texts, the short ones must not suffer. */
  private void checkBatchThatFails() {
    List<String> texts = singles.texts();
    guarded(
        Law.FAILS_ALONE,
        "a batch under FAIL",
        () -> {
          List<Extraction> batch = extractor.extractAll(texts, policy(LengthPolicy.FAIL));
          for (int i = 0; i < Math.min(texts.size(), batch.size()); i++) {
            Extraction found = batch.get(i);
            boolean tooLong = found.failure().orElse(null) instanceof TextTooLongException;
            if (!tooLong) {
              broken.expectEqual(
                  Law.FAILS_ALONE, singles.extraction(texts.get(i)), found, "a batch under FAIL");
            }
          }
        });
  }

  private static ExtractionOptions policy(LengthPolicy policy) {
    return ExtractionOptions.builder().lengthPolicy(policy).build();
  }

  private void guarded(Law law, String text, Runnable check) {
    Throwable thrown =
        Outcome.thrownBy(
            () -> {
              check.run();
              return null;
            });
    if (thrown != null) {
      broken.add(law, ShownText.quoted(text), thrown);
    }
  }
}
