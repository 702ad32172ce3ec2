package io.nerine.testing;

import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The law that {@code null} is refused. */
final class NullLaws {

  private final Extractor extractor;
  private final BrokenLaws broken;

  NullLaws(Extractor extractor, BrokenLaws broken) {
    this.extractor = extractor;
    this.broken = broken;
  }

  void check() {
    ExtractionOptions options = ExtractionOptions.defaults();
    String noText = nothing(String.class);
    ExtractionOptions noOptions = nothing(ExtractionOptions.class);
    refused("extract(null)", () -> extractor.extract(noText));
    refused("extract(null, options)", () -> extractor.extract(noText, options));
    refused("extract(text, null)", () -> extractor.extract("text", noOptions));
    refused("extractAll(null)", () -> extractor.extractAll(noTexts()));
    refused("extractAll([text, null])", () -> extractor.extractAll(Arrays.asList("a", noText)));
    refused("extractAll(texts, null)", () -> extractor.extractAll(List.of("a"), noOptions));
    refused("extractStream(texts, null)", () -> all(Stream.of("a"), noOptions));
    refused("extractStream([null])", () -> all(Stream.of("a", noText), options));
    refused("extractAsync(null)", () -> extractor.extractAsync(noText).get());
    refused("extractAsync(text, null)", () -> extractor.extractAsync("a", noOptions).get());
  }

  private List<Extraction> all(Stream<String> texts, ExtractionOptions options) {
    try (Stream<Extraction> stream = extractor.extractStream(texts, options)) {
      return stream.toList();
    }
  }

  private void refused(String call, BrokenLaws.Act act) {
    broken.expectThrown(Law.NULLS, NullPointerException.class, call, act);
  }

  @SuppressWarnings("unchecked")
  private static List<String> noTexts() {
    return (List<String>) nothing(List.class);
  }

  /** What a caller without null checks would pass, hidden from ours. */
  private static <T> T nothing(Class<T> type) {
    return type.cast(Array.get(Array.newInstance(type, 1), 0));
  }
}
