package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import io.nerine.testing.ScriptedExtractor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecoratorTest {

  private static final String TEXT = "x".repeat(20);

  private static ScriptedExtractor inner() {
    return ScriptedExtractor.builder(EntitySchema.of("model", "A", "B", "C"))
        .source("model")
        .on("fail")
        .fail(new InferenceException("told to fail"))
        .otherwise()
        .findAt("A", 0, 2, 0.9)
        .findAt("B", 3, 5, 0.6)
        .findAt("B", 6, 8, 0.2)
        .findAt("C", 9, 12, 0.4)
        .build();
  }

  private static List<String> types(Extraction extraction) {
    return extraction.entities().stream().map(Entity::type).toList();
  }

  @Test
  void leavesOutWhatIsBelowTheThresholdOfItsType() {
    Extractor extractor = ThresholdingExtractor.of(inner(), Map.of("A", 0.95, "B", 0.6));
    assertThat(types(extractor.extract(TEXT))).containsExactly("B", "C");
    assertThat(types(ThresholdingExtractor.of(inner(), 0.4).extract(TEXT)))
        .containsExactly("A", "B", "C");
  }

  @Test
  void refusesThresholdsThatMakeNoSense() {
    assertThatThrownBy(() -> ThresholdingExtractor.of(inner(), Map.of("D", 0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'D'");
    assertThatThrownBy(() -> ThresholdingExtractor.of(inner(), -0.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mapsTypesToThoseOfAnotherSchema() {
    EntitySchema schema = EntitySchema.of("new", "A", "Thing");
    Extractor extractor = TypeMapping.of(inner(), schema, Map.of("B", "Thing"));
    assertThat(extractor.schema()).isEqualTo(schema);
    Extraction extraction = extractor.extract(TEXT);
    assertThat(types(extraction)).containsExactly("A", "Thing", "Thing");
    assertThat(extraction.entities().get(1).source()).isEqualTo("model");
    assertThat(extraction.windows()).isEqualTo(1);
  }

  @Test
  void mappedThresholdsAreThoseOfTheNewTypes() {
    Extractor extractor =
        TypeMapping.of(inner(), EntitySchema.of("new", "A", "B"), Map.of("A", "B", "B", "A"));
    ExtractionOptions options = ExtractionOptions.builder().minConfidence("A", 0.5).build();
    assertThat(types(extractor.extract(TEXT, options))).containsExactly("B", "A");
  }

  @Test
  void refusesMappingsOfUnknownTypes() {
    EntitySchema schema = EntitySchema.of("new", "A");
    assertThatThrownBy(() -> TypeMapping.of(inner(), schema, Map.of("Z", "A")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Z' is not declared by schema 'model'");
    assertThatThrownBy(() -> TypeMapping.of(inner(), schema, Map.of("A", "Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Z' is not declared by schema 'new'");
  }

  @Test
  void allCallsGiveTheSame() throws Exception {
    Extractor extractor = ThresholdingExtractor.of(inner(), 0.5);
    List<Entity> expected = extractor.extract(TEXT).entities();
    assertThat(expected).hasSize(2);
    assertThat(extractor.extractAll(List.of(TEXT)).get(0).entities()).isEqualTo(expected);
    assertThat(extractor.extractStream(Stream.of(TEXT)).toList().get(0).entities())
        .isEqualTo(expected);
    assertThat(extractor.extractAsync(TEXT).get().entities()).isEqualTo(expected);
  }

  @Test
  void aTextThatFailsStaysFailed() {
    Extractor extractor = ThresholdingExtractor.of(inner(), 0.5);
    List<Extraction> extractions = extractor.extractAll(List.of("fail", TEXT));
    assertThat(extractions.get(0).failure()).containsInstanceOf(InferenceException.class);
    assertThat(extractions.get(1).entities()).hasSize(2);
  }

  @Test
  void closesTheOtherExtractor() {
    ScriptedExtractor inner = inner();
    ThresholdingExtractor.of(inner, 0.5).close();
    assertThat(inner.isClosed()).isTrue();
  }
}
