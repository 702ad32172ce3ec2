package io.nerine.testing;

import static io.nerine.testing.ExtractionAssert.mention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExtractionAssertTest {

  private static final Extraction ORDER =
      Extraction.builder("Send 3 bolts M8x40 to Basel, bolts M8x40 to Riga.")
          .entity(new Entity(5, 6, "3", "QUANTITY", 0.99, "model"))
          .entity(new Entity(7, 18, "bolts M8x40", "PART", 0.8, "model"))
          .entity(new Entity(22, 27, "Basel", "PLACE", 0.9, "rule"))
          .entity(new Entity(29, 40, "bolts M8x40", "PART", 0.7, "model"))
          .build();

  private static String failure(Consumer<ExtractionAssert> check) {
    return failure(ORDER, check);
  }

  private static String failure(Extraction extraction, Consumer<ExtractionAssert> check) {
    try {
      check.accept(ExtractionAssert.assertThat(extraction));
    } catch (AssertionError e) {
      return e.getMessage();
    }
    throw new IllegalStateException("The check passed");
  }

  @Test
  void passesWhatIsThere() {
    ExtractionAssert.assertThat(ORDER)
        .hasEntity("PART", "bolts M8x40")
        .hasEntity("PLACE", 22, 27)
        .hasNoEntity("DATE")
        .hasNoEntity("PLACE", "Riga")
        .hasEntityCount(4)
        .hasEntityCount("PART", 2)
        .hasConfidenceAtLeast(0.7)
        .isComplete()
        .hasNoWarnings()
        .entitiesExactly(
            mention("QUANTITY", "3"),
            mention("PART", "bolts M8x40"),
            mention("PLACE", "Basel"),
            mention("PART", "bolts M8x40"))
        .entity("PART", "bolts M8x40", 2)
        .isAt(29, 40)
        .hasConfidenceAtLeast(0.7)
        .hasSource("model")
        .and()
        .entity("PLACE", "Basel")
        .hasSource("rule");
  }

  @Test
  void showsWhatCameNear() {
    assertThat(failure(check -> check.hasEntity("PART", "M8x40")))
        .isEqualTo(
            """
            Expected PART "M8x40", which was not found
            near: PART "bolts M8x40" at 7..18 (0.8000), other boundaries
            found: Send {QUANTITY 3} {PART bolts M8x40} to {PLACE Basel}, {PART bolts M8x40} to Riga.""");
    assertThat(failure(check -> check.hasEntity("SITE", "Basel")))
        .contains("near: PLACE \"Basel\" at 22..27 (0.9000), other type");
    assertThat(failure(check -> check.hasEntity("SITE", "to Basel")))
        .contains("other boundaries and type");
    assertThat(failure(check -> check.hasEntity("PART", "nuts")))
        .contains("near: nothing, the text does not hold it");
    assertThat(failure(check -> check.hasEntity("PLACE", 22, 28)))
        .contains("PLACE at 22..28")
        .contains("other boundaries");
    assertThat(failure(check -> check.entity("PLACE", "Basel", 2)))
        .contains("2 times or more, found 1");
  }

  @Test
  void showsWhatIsMissingAndWhatIsTooMuch() {
    assertThat(
            failure(
                check ->
                    check.entitiesExactly(
                        mention("QUANTITY", "3"),
                        mention("PART", "bolts M8x40"),
                        mention("PLACE", "Basel"),
                        mention("PLACE", "Riga"))))
        .startsWith(
            """
            Expected exactly 4 entities, found 4
            missing: PLACE "Riga"
            not expected: PART "bolts M8x40" at 29..40 (0.7000)
            found: Send""");
    assertThat(
            failure(
                check ->
                    check.entitiesExactly(
                        mention("PLACE", "Basel"),
                        mention("PART", "bolts M8x40"),
                        mention("PART", "bolts M8x40"),
                        mention("QUANTITY", "3"))))
        .contains("the order differs");
  }

  @Test
  void everyCheckCanFail() {
    assertThat(failure(check -> check.hasNoEntity("PART"))).contains("of type PART, found 2");
    assertThat(failure(check -> check.hasNoEntity("PLACE", "Basel"))).contains("found 1");
    assertThat(failure(ExtractionAssert::hasNoEntities)).contains("found 4");
    assertThat(failure(check -> check.hasEntityCount(3))).contains("Expected 3 entities, found 4");
    assertThat(failure(check -> check.hasEntityCount("PART", 1))).contains("type PART, found 2");
    assertThat(failure(check -> check.hasConfidenceAtLeast(0.75)))
        .contains("at least 0.7500, less have PART \"bolts M8x40\" at 29..40 (0.7000)");
    assertThat(failure(check -> check.hasWarning(ExtractionWarning.Code.TRUNCATED)))
        .contains("TRUNCATED, found []");
    assertThat(failure(check -> check.hasFailed(NerException.class)))
        .contains("Expected a failure with NerException");
    assertThat(failure(check -> check.entity("PLACE", "Basel").isAt(0, 5)))
        .contains("at 0..5, found it at 22..27");
    assertThat(failure(check -> check.entity("PLACE", "Basel").hasSource("model")))
        .contains("from 'model', found it from 'rule'");
    assertThat(failure(check -> check.entity("PLACE", "Basel").hasConfidenceAtLeast(0.95)))
        .contains("0.9000, less than 0.9500");
    Extraction cut =
        Extraction.builder("a long text")
            .coveredCharacters(6)
            .warning(ExtractionWarning.Code.TRUNCATED, "cut")
            .build();
    assertThat(failure(cut, ExtractionAssert::isComplete)).contains("Only 6 of 11");
    assertThat(failure(cut, ExtractionAssert::hasNoWarnings)).contains("TRUNCATED");
    assertThatThrownBy(() -> ExtractionAssert.assertThat(ORDER).hasConfidenceAtLeast(8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextThatFailedFailsEveryCheckButOne() {
    InferenceException cause = new InferenceException("no memory");
    Extraction failed = Extraction.failed("a text", cause);
    ExtractionAssert.assertThat(failed).hasFailed(InferenceException.class);
    assertThatThrownBy(() -> ExtractionAssert.assertThat(failed).hasNoEntities())
        .isInstanceOf(AssertionError.class)
        .hasCause(cause)
        .hasMessageContaining("The extraction of \"a text\" failed");
    assertThat(failure(failed, check -> check.hasFailed(TextTooLongException.class)))
        .contains("no memory");
  }

  @Test
  void showsLongAndHostileTextsInShort() {
    String text = "x ".repeat(500) + "Basel\u0000\n" + "y ".repeat(500);
    Extraction extraction =
        Extraction.builder(text).entity(new Entity(1000, 1005, "Basel", "PLACE", 1, "m")).build();
    assertThat(failure(extraction, check -> check.hasEntity("PART", "\uD83D\u202E")))
        .contains("PART \"\\uD83D\\u202E\"")
        .contains("found: ...x x x")
        .contains("x {PLACE Basel}  y")
        .endsWith("y...")
        .hasSizeLessThan(250);
    assertThat(failure(Extraction.builder("").build(), check -> check.hasEntityCount(1)))
        .endsWith("found: nothing in ");
  }
}
