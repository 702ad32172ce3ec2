package io.nerine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.SchemaJson;
import io.nerine.schema.EntitySchema;
import io.nerine.text.Words;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomDocumentsTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "A", "B");

  @Provide
  Arbitrary<EntitySchema> schemas() {
    return Arbitraries.randomValue(RandomSchemas.create()::next);
  }

  @Provide
  Arbitrary<AnnotatedDocument> documents() {
    return Arbitraries.randomValue(RandomDocuments.of(SCHEMA)::next);
  }

  @Property(tries = 500)
  void tagsCutNoCharacterAndDoNotOverlap(@ForAll("documents") AnnotatedDocument document) {
    int free = 0;
    for (EntitySpan span : document.spans()) {
      assertThat(span.start()).isGreaterThanOrEqualTo(free);
      assertThat(ShownText.whole(document.text(), span.start())).isEqualTo(span.start());
      assertThat(ShownText.whole(document.text(), span.end())).isEqualTo(span.end());
      assertThat(SCHEMA.declares(span.type())).isTrue();
      free = span.end();
    }
  }

  @Property(tries = 200)
  void schemasSurviveTheirJsonForm(@ForAll("schemas") EntitySchema schema) {
    assertThat(SchemaJson.parse(SchemaJson.toJson(schema), "here")).isEqualTo(schema);
  }

  @Test
  void aSeedGivesTheSame() {
    RandomDocuments documents = RandomDocuments.of(SCHEMA);
    assertThat(documents.list(50, 3)).isEqualTo(documents.list(50, 3)).hasSize(50);
    assertThat(documents.list(50, 3)).isNotEqualTo(documents.list(50, 4));
  }

  @Test
  void overlapsComeWhereTheyAreWanted() {
    RandomDocuments documents =
        RandomDocuments.of(SCHEMA).texts(RandomTexts.of(TextKind.PLAIN)).maxSpans(9).overlapping();
    assertThat(documents.list(200, 1))
        .anyMatch(
            document -> {
              List<EntitySpan> spans = document.spans();
              return IntStream.range(1, spans.size())
                  .anyMatch(i -> spans.get(i).start() < spans.get(i - 1).end());
            });
    assertThat(RandomDocuments.of(SCHEMA).maxSpans(0).list(50, 1))
        .allMatch(document -> document.spans().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(TextKind.class)
  void lengthsAreKept(TextKind kind) {
    RandomTexts texts = RandomTexts.of(kind).minLength(5).maxLength(40);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      String text = texts.next(random);
      assertThat(text.length()).isBetween(kind == TextKind.EMPTY ? 0 : 5, 40);
      boolean lone = Words.of(text).hasUnpairedSurrogates();
      assertThat(lone && kind != TextKind.LONE_SURROGATES).isFalse();
    }
  }
}
