package io.nerine.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomTextsTest {

  @Test
  void textsHoldWhatBreaksTextProcessing() {
    List<String> texts = Stream.generate(new RandomTexts(1)::next).limit(20_000).toList();
    assertThat(texts).anyMatch(String::isEmpty);
    assertThat(texts).anyMatch(text -> text.length() > 2_000);
    assertThat(texts).anyMatch(text -> text.indexOf(0) >= 0);
    assertThat(texts).anyMatch(RandomTextsTest::holdsLoneSurrogate);
    assertThat(texts).anyMatch(text -> text.contains("\u200D"));
  }

  private static boolean holdsLoneSurrogate(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @Test
  void oneSeedGivesOneSeriesOfTexts() {
    assertThat(Stream.generate(new RandomTexts(5)::next).limit(100).toList())
        .isEqualTo(Stream.generate(new RandomTexts(5)::next).limit(100).toList());
  }
}
