package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TypeDistributionTest {

  private static TypeDistribution distribution(int... mentions) {
    Map<String, Integer> byType = new LinkedHashMap<>();
    for (int i = 0; i < mentions.length; i++) {
      byType.put("T" + i, mentions[i]);
    }
    return new TypeDistribution(byType);
  }

  @Test
  void measuresTheJensenShannonDistance() {
    // By the definition, worked out beforehand.
    assertThat(distribution(3, 3).distance(distribution(8, 0))).isEqualTo(0.5579230, within(1e-6));
    assertThat(distribution(7, 2, 1).distance(distribution(20, 30, 50)))
        .isEqualTo(0.4672939, within(1e-6));
  }

  @Test
  void countsTheTagsOfADataSet() {
    EntitySchema schema = EntitySchema.of("yard", "Ship", "Port");
    Dataset data =
        Dataset.of(
            schema,
            List.of(
                AnnotatedDocument.builder("a", "Marit left Bodø").span(0, 5, "Ship").build(),
                AnnotatedDocument.builder("b", "Marit and Ask")
                    .span(0, 5, "Ship")
                    .span(10, 13, "Ship")
                    .build()));

    TypeDistribution distribution = TypeDistribution.of(data);

    assertThat(distribution.mentions()).containsEntry("Ship", 3).containsEntry("Port", 0);
    assertThat(distribution.total()).isEqualTo(3);
    assertThat(distribution.share("Ship")).isEqualTo(1);
    assertThat(distribution.share("Port")).isZero();
    assertThat(distribution.share("Captain")).isZero();
  }

  @Test
  void hasAnAnswerWithoutTags() {
    assertThat(distribution(0, 0).distance(distribution())).isZero();
    assertThat(distribution().distance(distribution(1))).isEqualTo(1);
    assertThat(distribution(1, 0).distance(distribution(0, 7))).isEqualTo(1);
    assertThat(distribution().share("T0")).isZero();
  }

  @Test
  void refusesNegativeNumbers() {
    assertThatThrownBy(() -> distribution(1, -2))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Type 'T1' cannot have -2 mentions");
  }

  @Property(tries = 500)
  void isAMetric(
      @ForAll("distributions") TypeDistribution one,
      @ForAll("distributions") TypeDistribution two,
      @ForAll("distributions") TypeDistribution three) {
    double distance = one.distance(two);

    assertThat(distance).isBetween(0.0, 1.0).isEqualTo(two.distance(one), within(1e-12));
    assertThat(one.distance(one)).isZero();
    assertThat(distance).isLessThanOrEqualTo(one.distance(three) + three.distance(two) + 1e-9);
  }

  @Provide
  Arbitrary<TypeDistribution> distributions() {
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .array(int[].class)
        .ofMaxSize(6)
        .map(TypeDistributionTest::distribution);
  }
}
