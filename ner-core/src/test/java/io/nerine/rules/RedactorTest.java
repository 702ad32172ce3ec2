package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;

class RedactorTest {

  private static Extraction extraction(String text, String... typesAndMentions) {
    Extraction.Builder extraction = Extraction.builder(text);
    int from = 0;
    for (int i = 0; i < typesAndMentions.length; i += 2) {
      int start = text.indexOf(typesAndMentions[i + 1], from);
      extraction.entity(entity(text, typesAndMentions[i], start, typesAndMentions[i + 1].length()));
      from = start + 1;
    }
    return extraction.build();
  }

  private static Entity entity(String text, String type, int start, int length) {
    return new Entity(start, start + length, text.substring(start, start + length), type, 1, "s");
  }

  private static final String CALL = "Call Ana Ruiz or Bo, Ana Ruiz is in Lund.";

  private static Extraction call() {
    return extraction(
        CALL, "Person", "Ana Ruiz", "Person", "Bo", "Person", "Ana Ruiz", "Place", "Lund");
  }

  @Test
  void replacesTheSameMentionByTheSamePlaceholder() {
    Redaction redaction = Redactor.withPlaceholders().redact(call());
    assertThat(redaction.text())
        .isEqualTo("Call [Person 1] or [Person 2], [Person 1] is in [Place 1].");
    assertThat(redaction.restore()).isEqualTo(CALL);
    assertThat(redaction.originals())
        .containsEntry("[Person 1]", "Ana Ruiz")
        .containsEntry("[Place 1]", "Lund");
    for (Redaction.Replaced replaced : redaction.replaced()) {
      assertThat(redaction.text().substring(replaced.start(), replaced.end()))
          .startsWith("[" + replaced.entity().type());
    }
  }

  @Test
  void isConsistentAcrossTexts() {
    Redactor redactor = Redactor.withPlaceholders();
    redactor.redact(call());
    assertThat(redactor.redact(extraction("Bo and Cy", "Person", "Bo", "Person", "Cy")).text())
        .isEqualTo("[Person 2] and [Person 3]");
  }

  @Test
  void restoresAnotherTextThatUsesTheReplacements() {
    Redaction redaction = Redactor.withPlaceholders().redact(call());
    assertThat(redaction.restore("[Place 1] is where [Person 2] met [Person 1], not [Person 9]"))
        .isEqualTo("Lund is where Bo met Ana Ruiz, not [Person 9]");
  }

  @Test
  void writesSurrogatesOfTheCaller() {
    List<String> names = List.of("Kim Holt", "Max Frey");
    Redactor redactor = Redactor.with((type, mention, number) -> names.get(number - 1));
    assertThat(redactor.only(Set.of("Person")).redact(call()).text())
        .isEqualTo("Call Kim Holt or Max Frey, Kim Holt is in Lund.");
  }

  @Test
  void neverTakesAReplacementThatStandsInTheText() {
    String text = "[Person 1] wrote to Bo";
    Redaction redaction = Redactor.withPlaceholders().redact(extraction(text, "Person", "Bo"));
    assertThat(redaction.text()).isEqualTo("[Person 1] wrote to [Person 2]");
    assertThat(redaction.restore(redaction.text())).isEqualTo(text);
  }

  @Test
  void leavesNothingOfOverlappingEntitiesLegible() {
    String text = "abcdefghij";
    Extraction extraction =
        Extraction.builder(text)
            .entity(entity(text, "A", 0, 4))
            .entity(entity(text, "B", 2, 6))
            .entity(entity(text, "A", 5, 5))
            .build();
    Redaction redaction = Redactor.withPlaceholders().redact(extraction);
    assertThat(redaction.text()).doesNotContainPattern("[abcdefghij]");
    assertThat(redaction.restore()).isEqualTo(text);
  }

  @Test
  void refusesReplacementsThatRunOut() {
    Redactor same = Redactor.with((type, mention, number) -> "N.N.");
    assertThatThrownBy(() -> same.redact(call()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another for each number");
    Redactor empty = Redactor.with((type, mention, number) -> "");
    assertThatThrownBy(() -> empty.redact(call())).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTextThatFailedIsNotTakenForOneWithoutEntities() {
    Extraction failed = Extraction.failed("secret", new InferenceException("broken"));
    assertThatThrownBy(() -> Redactor.withPlaceholders().redact(failed))
        .isInstanceOf(InferenceException.class);
  }

  @Test
  void keepsTheOriginalsOutOfLogs() {
    assertThat(Redactor.withPlaceholders().redact(call()).toString()).doesNotContain("Ana", "Lund");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "[T 1]", "[T 2", "]", " ", "\uD83D\uDE00", "\uD83D")
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Tuple2<Integer, Integer>>> places() {
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 1000);
    return Combinators.combine(numbers, numbers).as(Tuple::of).list().ofMaxSize(8);
  }

  @Property(tries = 1000)
  void restoresWhateverOverlaps(
      @ForAll("texts") String text, @ForAll("places") List<Tuple2<Integer, Integer>> places) {
    Extraction.Builder extraction = Extraction.builder(text);
    boolean[] entity = new boolean[text.length()];
    for (Tuple2<Integer, Integer> place : places) {
      int start = Math.floorMod(place.get1(), text.length());
      int length = 1 + Math.floorMod(place.get2(), text.length() - start);
      extraction.entity(entity(text, place.get2() % 2 == 0 ? "T" : "U", start, length));
      Arrays.fill(entity, start, start + length, true);
    }
    Redaction redaction = Redactor.withPlaceholders().redact(extraction.build());
    assertThat(redaction.restore()).isEqualTo(text);
    int covered = 0;
    for (Redaction.Replaced replaced : redaction.replaced()) {
      covered += replaced.entity().end() - replaced.entity().start();
    }
    int expected = 0;
    for (boolean inEntity : entity) {
      expected += inEntity ? 1 : 0;
    }
    assertThat(covered).isEqualTo(expected);
  }
}
