package io.nerine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import io.nerine.testing.ScriptedExtractor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompositeExtractorTest {

  private static final String TEXT = "x".repeat(40);

  private static ScriptedExtractor first() {
    return scripted("first", "A", "B")
        .findAt("A", 0, 4, 0.5)
        .findAt("B", 10, 12, 0.9)
        .findAt("A", 20, 24, 0.8)
        .build();
  }

  private static ScriptedExtractor second() {
    return scripted("second", "B", "C")
        .findAt("B", 2, 8, 0.4)
        .findAt("B", 10, 12, 0.3)
        .findAt("C", 21, 23, 0.95)
        .findAt("C", 30, 31, 0.1)
        .build();
  }

  private static ScriptedExtractor.Builder scripted(String source, String... types) {
    return ScriptedExtractor.builder(EntitySchema.of(source, types))
        .source(source)
        .on("fail")
        .fail(new InferenceException("told to fail"))
        .otherwise();
  }

  @ParameterizedTest
  @CsvSource({
    "PRIORITY, 'first A 0-4, first B 10-12, first A 20-24, second C 30-31'",
    "LONGEST, 'second B 2-8, first B 10-12, first A 20-24, second C 30-31'",
    "HIGHEST_CONFIDENCE, 'first A 0-4, first B 10-12, second C 21-23, second C 30-31'",
    "UNION, 'first A 0-4, second B 2-8, first B 10-12, first A 20-24, second C 21-23, second C"
        + " 30-31'"
  })
  void mergesUnderItsPolicy(MergePolicy policy, String expected) {
    try (Extractor extractor = CompositeExtractor.of(policy, first(), second())) {
      assertThat(described(extractor.extract(TEXT).entities())).isEqualTo(expected);
    }
  }

  private static String described(List<Entity> entities) {
    return String.join(
        ", ",
        entities.stream()
            .map(
                entity ->
                    "%s %s %d-%d"
                        .formatted(entity.source(), entity.type(), entity.start(), entity.end()))
            .toList());
  }

  @Test
  void addsUpWhatItsExtractorsDid() {
    Extraction extraction =
        CompositeExtractor.of(MergePolicy.PRIORITY, first(), second()).extract(TEXT);
    assertThat(extraction.windows()).isEqualTo(2);
    assertThat(extraction.tokens()).isEqualTo(2);
    assertThat(extraction.complete()).isTrue();
  }

  @Test
  void declaresAllTypesOfItsExtractors() {
    EntitySchema schema = CompositeExtractor.of(MergePolicy.UNION, first(), second()).schema();
    assertThat(schema.types())
        .containsExactly(EntityType.of("A"), EntityType.of("B"), EntityType.of("C"));
  }

  @Test
  void failsAloneOnTheTextThatFails() {
    Extractor extractor = CompositeExtractor.of(MergePolicy.PRIORITY, first(), second());
    List<Extraction> extractions = extractor.extractAll(List.of(TEXT, "fail", TEXT));
    assertThat(extractions.get(1).failure()).containsInstanceOf(InferenceException.class);
    assertThat(extractions.get(0).entities()).isEqualTo(extractions.get(2).entities()).hasSize(4);
    assertThatThrownBy(() -> extractor.extract("fail")).isInstanceOf(InferenceException.class);
  }

  @Test
  void closesItsExtractors() {
    ScriptedExtractor first = first();
    ScriptedExtractor second = second();
    Extractor extractor = CompositeExtractor.of(MergePolicy.PRIORITY, List.of(first, second));
    extractor.close();
    extractor.close();
    assertThat(first.isClosed()).isTrue();
    assertThat(second.isClosed()).isTrue();
    assertThatThrownBy(() -> extractor.extract(TEXT)).isInstanceOf(ExtractorClosedException.class);
    assertThatThrownBy(() -> extractor.extractAll(List.of(TEXT)))
        .isInstanceOf(ExtractorClosedException.class);
  }

  @Test
  void needsAnExtractor() {
    assertThatThrownBy(() -> CompositeExtractor.of(MergePolicy.UNION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  @Provide
  Arbitrary<List<Entity>> entities() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(1, 8),
            Arbitraries.of("A", "B", "C"),
            Arbitraries.doubles().between(0, 1))
        .as(
            (start, length, type, confidence) ->
                new Entity(start, start + length, "x".repeat(length), type, confidence, "s"))
        .list()
        .ofMaxSize(12);
  }

  @Property(tries = 1000)
  void nothingOverlapsAndNothingIsLeftOutWithoutOneThatExcludesIt(
      @ForAll("entities") List<Entity> one,
      @ForAll("entities") List<Entity> other,
      @ForAll MergePolicy policy) {
    ScriptedExtractor first = finding("first", one);
    ScriptedExtractor second = finding("second", other);
    List<Entity> candidates =
        Stream.of(first, second).flatMap(e -> e.extract(TEXT).entities().stream()).toList();
    List<Entity> merged = CompositeExtractor.of(policy, first, second).extract(TEXT).entities();

    assertThat(candidates).containsAll(merged);
    assertThat(merged)
        .isSortedAccordingTo(Comparator.comparingInt(Entity::start).thenComparingInt(Entity::end));
    for (int i = 0; i < merged.size(); i++) {
      for (int j = i + 1; j < merged.size(); j++) {
        assertThat(excludes(policy, merged.get(i), merged.get(j))).isFalse();
      }
    }
    for (Entity candidate : candidates) {
      assertThat(merged)
          .anyMatch(entity -> entity.equals(candidate) || excludes(policy, entity, candidate));
    }
  }

  private static ScriptedExtractor finding(String source, List<Entity> entities) {
    ScriptedExtractor.Builder script = scripted(source, "A", "B", "C");
    entities.forEach(e -> script.findAt(e.type(), e.start(), e.end(), e.confidence()));
    return script.build();
  }

  private static boolean excludes(MergePolicy policy, Entity one, Entity other) {
    return one.span().overlaps(other.span())
        && (policy != MergePolicy.UNION || one.type().equals(other.type()));
  }

  @Test
  void thresholdsInOptionsReachItsExtractors() {
    ExtractionOptions options = ExtractionOptions.builder().minConfidence(0.5).build();
    assertThat(
            CompositeExtractor.of(MergePolicy.UNION, first(), second())
                .extract(TEXT, options)
                .entities())
        .allMatch(entity -> entity.confidence() >= 0.5)
        .hasSize(4);
  }
}
