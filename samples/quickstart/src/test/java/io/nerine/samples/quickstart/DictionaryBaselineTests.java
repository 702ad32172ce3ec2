package io.nerine.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.extract.Entity;
import io.nerine.schema.EntitySchema;
import java.util.List;
import org.junit.jupiter.api.Test;

class DictionaryBaselineTests {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "Part", "Machine");

  private static List<String> found(String text, AnnotatedDocument... train) {
    return DictionaryBaseline.of(Dataset.of(SCHEMA, List.of(train)))
        .extract(text)
        .entities()
        .stream()
        .map(entity -> entity.type() + ":" + entity.text())
        .toList();
  }

  private static AnnotatedDocument tagged(String id, String mention, String type) {
    return AnnotatedDocument.builder(id, mention).span(0, mention.length(), type).build();
  }

  @Test
  void longestMentionWins() {
    assertThat(
            found(
                "The lift motor and the lift.",
                tagged("1", "lift", "Machine"),
                tagged("2", "lift motor", "Part")))
        .containsExactly("Part:lift motor", "Machine:lift");
  }

  @Test
  void mentionStandsOnWordEdgesAndKeepsItsCase() {
    AnnotatedDocument seal = tagged("1", "seal", "Part");
    assertThat(found("sealed, unseal, Seal", seal)).isEmpty();
    assertThat(found("(seal)/seal", seal)).containsExactly("Part:seal", "Part:seal");
  }

  @Test
  void mostFrequentTypeWins() {
    assertThat(
            found(
                "fan 4",
                tagged("1", "fan 4", "Part"),
                tagged("2", "fan 4", "Machine"),
                tagged("3", "fan 4", "Machine")))
        .containsExactly("Machine:fan 4");
  }

  @Test
  void offsetsAreThoseOfTheText() {
    List<Entity> entities =
        DictionaryBaseline.of(Dataset.of(SCHEMA, List.of(tagged("1", "seal", "Part"))))
            .extract("\uD83D\uDD25 seal")
            .entities();
    assertThat(entities).singleElement().satisfies(e -> assertThat(e.start()).isEqualTo(3));
  }
}
