package io.nerine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import org.junit.jupiter.api.Test;

class ExtractionTest {

  private static final String TEXT = "Anna met Bob";

  private static Entity entity(int start, int end) {
    return new Entity(start, end, TEXT.substring(start, end), "Person", 0.9, "model");
  }

  @Test
  void entitiesStandInTextOrder() {
    Extraction extraction =
        Extraction.builder(TEXT).entity(entity(9, 12)).entity(entity(0, 4)).windows(1).build();
    assertThat(extraction.entities()).extracting(Entity::text).containsExactly("Anna", "Bob");
    assertThat(extraction.entities("Person")).hasSize(2);
    assertThat(extraction.entities("Site")).isEmpty();
    assertThat(extraction.complete()).isTrue();
  }

  @Test
  void anEntityIsWhatStandsInTheText() {
    Entity elsewhere = new Entity(0, 3, "Bob", "Person", 0.9, "model");
    assertThatThrownBy(() -> Extraction.builder(TEXT).entity(elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
    Entity outside = new Entity(11, 13, "bx", "Person", 0.9, "model");
    assertThatThrownBy(() -> Extraction.builder(TEXT).entity(outside))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureIsNeverTakenForATextWithoutEntities() {
    InferenceException failure = new InferenceException("no luck");
    Extraction failed = Extraction.failed(TEXT, failure);
    assertThat(failed.failure()).contains(failure);
    assertThat(failed.complete()).isFalse();
    assertThatThrownBy(failed::entities).isSameAs(failure);
  }

  @Test
  void aPartIsNotComplete() {
    Extraction part =
        Extraction.builder(TEXT)
            .coveredCharacters(4)
            .warning(ExtractionWarning.Code.TRUNCATED, "4 of 12 characters")
            .build();
    assertThat(part.complete()).isFalse();
    assertThat(part.warnings())
        .extracting(ExtractionWarning::code)
        .containsExactly(ExtractionWarning.Code.TRUNCATED);
    assertThatThrownBy(() -> Extraction.builder(TEXT).coveredCharacters(13))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void impossibleEntitiesAreRefused() {
    assertThatThrownBy(() -> new Entity(2, 2, "", "X", 0.5, "m"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Entity(0, 2, "abc", "X", 0.5, "m"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Entity(0, 1, "a", "X", Double.NaN, "m"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void optionsKeepTheirPromises() {
    ExtractionOptions options =
        ExtractionOptions.builder().minConfidence(0.3).minConfidence("Person", 0.8).build();
    assertThat(options.minConfidence("Person")).isEqualTo(0.8);
    assertThat(options.minConfidence("Site")).isEqualTo(0.3);
    assertThat(ExtractionOptions.defaults().lengthPolicy()).isEqualTo(LengthPolicy.WINDOW);
    assertThat(ExtractionOptions.defaults().timeout()).isEmpty();
    assertThatThrownBy(() -> ExtractionOptions.builder().minConfidence(1.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExtractionOptions.builder().timeout(java.time.Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LoadOptions.builder().threads(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
