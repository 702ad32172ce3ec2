package io.nerine.testing;

import static io.nerine.testing.ExtractionAssert.mention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.LengthPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScriptedExtractorTest {

  private static final String ORDER = "Send bolts M8 and bolts M8 to Basel.";

  private static ScriptedExtractor.Builder script() {
    return ScriptedExtractor.builder("PART", "PLACE")
        .on(ORDER)
        .find("PART", "bolts M8")
        .find("PLACE", "Basel", 0.7)
        .onContaining("invoice")
        .fail(new InferenceException("out of memory"))
        .onMatching(Pattern.compile("[A-Z]{2}-\\d+"))
        .findAt("PART", 0, 2, 1)
        .warn(ExtractionWarning.Code.LONG_WORD_SPLIT, "as a model may");
  }

  @Test
  void answersByTextPartAndPattern() {
    ScriptedExtractor extractor = script().build();
    ExtractionAssert.assertThat(extractor.extract(ORDER))
        .entitiesExactly(
            mention("PART", "bolts M8"), mention("PART", "bolts M8"), mention("PLACE", "Basel"))
        .entity("PART", "bolts M8", 2)
        .isAt(18, 26)
        .hasSource("scripted");
    ExtractionAssert.assertThat(extractor.extract("GX-44"))
        .entitiesExactly(mention("PART", "GX"))
        .hasWarning(ExtractionWarning.Code.LONG_WORD_SPLIT);
    ExtractionAssert.assertThat(extractor.extract("something else")).hasNoEntities();
    assertThatThrownBy(() -> extractor.extract("the invoice"))
        .isInstanceOf(InferenceException.class)
        .hasMessage("out of memory");
  }

  @Test
  void recordsCalls() {
    ScriptedExtractor extractor = script().build();
    ExtractionOptions options = ExtractionOptions.builder().minConfidence(0.8).build();
    List<Extraction> batch = extractor.extractAll(List.of(ORDER, "invoice"), options);
    ExtractionAssert.assertThat(batch.get(0)).hasNoEntity("PLACE");
    ExtractionAssert.assertThat(batch.get(1)).hasFailed(InferenceException.class);
    assertThat(extractor.calls())
        .containsExactly(
            new ScriptedExtractor.Call(ORDER, options),
            new ScriptedExtractor.Call("invoice", options));
    assertThat(extractor.callCount(ORDER)).isEqualTo(1);
  }

  @Test
  void answersOneAfterAnother() {
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART")
            .on("bolts")
            .fail(new InferenceException("first"))
            .then()
            .find("PART", "bolts")
            .build();
    assertThatThrownBy(() -> extractor.extract("bolts")).hasMessage("first");
    ExtractionAssert.assertThat(extractor.extract("bolts")).hasEntityCount(1);
    ExtractionAssert.assertThat(extractor.extract("bolts")).hasEntityCount(1);
  }

  @Test
  void respectsTimeAndLength() {
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART")
            .window(7)
            .on("late")
            .delay(Duration.ofDays(9999))
            .otherwise()
            .find("PART", "a")
            .build();
    ExtractionOptions soon = ExtractionOptions.builder().timeout(Duration.ofMillis(1)).build();
    assertThatThrownBy(() -> extractor.extract("late", soon))
        .isInstanceOf(ExtractionTimeoutException.class);
    String text = "a b c a\uD83D\uDE00 a";
    ExtractionAssert.assertThat(extractor.extract(text)).hasEntityCount(3).isComplete();
    Extraction truncated = extractor.extract(text, policy(LengthPolicy.TRUNCATE));
    ExtractionAssert.assertThat(truncated)
        .hasEntityCount(2)
        .hasWarning(ExtractionWarning.Code.TRUNCATED);
    assertThat(truncated.coveredCharacters()).isEqualTo(7);
    assertThat(extractor.extract(text).windows()).isEqualTo(2);
    assertThatThrownBy(() -> extractor.extract(text, policy(LengthPolicy.FAIL)))
        .isInstanceOf(TextTooLongException.class);
  }

  private static ExtractionOptions policy(LengthPolicy policy) {
    return ExtractionOptions.builder().lengthPolicy(policy).build();
  }

  @Test
  void closingWaitsForTheCallThatWaits() {
    CountDownLatch latch = new CountDownLatch(1);
    ScriptedExtractor extractor =
        ScriptedExtractor.builder("PART").otherwise().waitFor(latch).find("PART", "bolts").build();
    CompletableFuture<Extraction> running = extractor.extractAsync("bolts");
    while (extractor.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    CompletableFuture<Void> closing = CompletableFuture.runAsync(extractor::close);
    while (!extractor.isClosed()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> extractor.extract("bolts"))
        .isInstanceOf(ExtractorClosedException.class);
    assertThat(closing).isNotDone();
    latch.countDown();
    closing.join();
    ExtractionAssert.assertThat(running.join()).hasEntity("PART", "bolts");
  }

  @Test
  void refusesScriptsThatCannotBe() {
    ScriptedExtractor.Builder script = ScriptedExtractor.builder("PART").on("a \n text");
    assertThatThrownBy(() -> script.find("PLACE", "text"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'PLACE' is not declared by schema 'scripted'; declared are PART");
    assertThatThrownBy(() -> script.find("PART", "bolts"))
        .hasMessage("The text \"a \\n text\" does not hold the mention \"bolts\"");
    assertThatThrownBy(() -> script.findAt("PART", 3, 99, 1)).hasMessageContaining("3..99");
    assertThatThrownBy(() -> script.find("PART", "a", 1.5)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> script.delay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> script.window(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
