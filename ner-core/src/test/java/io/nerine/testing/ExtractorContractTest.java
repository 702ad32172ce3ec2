package io.nerine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Extractor;
import io.nerine.rules.CompositeExtractor;
import io.nerine.rules.DictionaryExtractor;
import io.nerine.rules.MergePolicy;
import io.nerine.rules.PatternExtractor;
import io.nerine.rules.ThresholdingExtractor;
import io.nerine.rules.TypeMapping;
import io.nerine.schema.EntitySchema;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtractorContractTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("orders", "PART", "PLACE");
  private static final String[] TEXTS = {
    "Send bolts GX-447 to Riga.", "Riga, Basel \uD83D\uDE00 and bolts", "no such thing"
  };

  private static Extractor dictionary() {
    return DictionaryExtractor.builder(SCHEMA)
        .entry("PART", "bolts")
        .entry("PLACE", "Riga")
        .entry("PLACE", "Basel")
        .build();
  }

  private static Extractor pattern() {
    return PatternExtractor.builder(SCHEMA).pattern("PART", "[A-Z]{2}-\\d{1,4}").build();
  }

  static Extractor scripted() {
    return ScriptedExtractor.builder(SCHEMA)
        .window(500)
        .onContaining("told to fail")
        .fail(new InferenceException("as told"))
        .otherwise()
        .find("PART", "bolts", 0.9)
        .find("PLACE", "Riga", 0.6)
        .build();
  }

  private static ExtractorContract contract(Supplier<? extends Extractor> extractors) {
    return ExtractorContract.of(extractors).texts(TEXTS);
  }

  @Test
  void ourExtractorsKeepIt() {
    contract(ExtractorContractTest::dictionary).check();
    contract(ExtractorContractTest::pattern).check();
    contract(ExtractorContractTest::scripted).failingText("told to fail").check();
  }

  @ParameterizedTest
  @EnumSource(MergePolicy.class)
  void compositesKeepIt(MergePolicy policy) {
    contract(() -> CompositeExtractor.of(policy, dictionary(), pattern(), scripted()))
        .failingText("told to fail")
        .check();
  }

  @Test
  void decoratorsKeepIt() {
    contract(() -> ThresholdingExtractor.of(scripted(), 0.7)).failingText("told to fail").check();
    EntitySchema other = EntitySchema.of("other", "Thing", "PLACE");
    contract(() -> TypeMapping.of(scripted(), other, Map.of("PART", "Thing")))
        .failingText("told to fail")
        .check();
  }

  @ParameterizedTest
  @EnumSource(Law.class)
  void eachLawCanFail(Law law) {
    ExtractorContract broken =
        contract(() -> BrokenExtractor.of(law, scripted())).failingText("told to fail");
    assertThatThrownBy(broken::check)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("The extractor breaks ")
        .hasMessageContaining("\n" + law + ": " + law.text() + "\n  ");
  }

  @Test
  void listsEveryBrokenLaw() {
    ExtractorContract broken =
        contract(
            () ->
                BrokenExtractor.of(Law.BATCH, BrokenExtractor.of(Law.DECLARED_TYPES, scripted())));
    assertThatThrownBy(broken::check)
        .hasMessageContaining("\nDECLARED_TYPES: ")
        .hasMessageContaining("\nBATCH: ")
        .hasMessageContaining("times more");
  }

  @Test
  void aTextThatShouldFailAndDoesNotIsSaid() {
    assertThatThrownBy(() -> contract(ExtractorContractTest::dictionary).failingText("x").check())
        .hasMessageContaining("\"x\" should throw one of our failures, found null");
    assertThatThrownBy(() -> contract(ExtractorContractTest::dictionary).threads(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quotesShowWhatCannotBeSeen() {
    assertThat(ShownText.quoted("a\u0000\n\uD83D\u0301\u202E\"\\ \uD83D\uDE00"))
        .isEqualTo("\"a\\u0000\\n\\uD83D\\u0301\\u202E\\\"\\\\ \uD83D\uDE00\"");
    assertThat(ShownText.quoted("x".repeat(500))).endsWith("x\"... (500 UTF-16 units)");
  }
}
