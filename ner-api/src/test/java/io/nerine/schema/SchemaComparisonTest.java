package io.nerine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.schema.RenameSuggestion.Reason;
import io.nerine.schema.SchemaChange.Added;
import io.nerine.schema.SchemaChange.Changed;
import io.nerine.schema.SchemaChange.Changed.Aspect;
import io.nerine.schema.SchemaChange.Merged;
import io.nerine.schema.SchemaChange.Removed;
import io.nerine.schema.SchemaChange.Renamed;
import io.nerine.schema.SchemaChange.Split;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaComparisonTest {

  private static EntitySchema schema(EntityType... types) {
    EntitySchema.Builder schema = EntitySchema.builder("port");
    List.of(types).forEach(schema::type);
    return schema.build();
  }

  private static EntityType type(String name, String... formerly) {
    return EntityType.builder(name).formerly(formerly).build();
  }

  private static String compare(EntitySchema from, EntitySchema to) {
    return SchemaComparison.of(from, to).toString();
  }

  @Test
  void findsNothingBetweenEqualSchemas() {
    EntitySchema schema = schema(type("Ship", "Vessel"), type("Port"));

    SchemaComparison comparison = SchemaComparison.of(schema, schema);

    assertThat(comparison.changes()).isEmpty();
    assertThat(comparison.suggestions()).isEmpty();
    assertThat(comparison).hasToString("");
    assertThat(comparison.successors("Ship")).containsExactly(type("Ship", "Vessel"));
  }

  @Test
  void tellsAddedFromRemoved() {
    SchemaComparison comparison =
        SchemaComparison.of(
            schema(type("Ship"), type("Cargo")), schema(type("Ship"), type("Flag")));

    assertThat(comparison.changes())
        .containsExactly(new Removed(type("Cargo")), new Added(type("Flag")));
    assertThat(comparison.successors("Cargo")).isEmpty();
    assertThat(comparison.predecessors("Flag")).isEmpty();
    assertThat(comparison).hasToString("'Cargo' was removed\n'Flag' was added");
  }

  @Test
  void followsARename() {
    SchemaComparison comparison =
        SchemaComparison.of(
            schema(type("Ship"), type("Place")), schema(type("Ship"), type("Port", "Place")));

    assertThat(comparison.changes())
        .containsExactly(new Renamed(type("Place"), type("Port", "Place")));
    assertThat(comparison.predecessors("Port")).containsExactly(type("Place"));
    assertThat(comparison).hasToString("'Place' was renamed 'Port'");
  }

  @Test
  void followsAMerger() {
    EntitySchema from = schema(type("Ship"), type("Boat"), type("Raft"));

    assertThat(compare(from, schema(type("Vessel", "Boat", "Ship"), type("Raft"))))
        .isEqualTo("'Ship', 'Boat' were merged into 'Vessel'");
    assertThat(SchemaComparison.of(from, schema(type("Ship", "Boat", "Raft"))).changes())
        .containsExactly(
            new Merged(
                List.of(type("Ship"), type("Boat"), type("Raft")), type("Ship", "Boat", "Raft")));
  }

  @Test
  void followsASplit() {
    EntitySchema from = schema(type("Place"), type("Ship"));

    assertThat(compare(from, schema(type("Ship"), type("City", "Place"), type("Port", "Place"))))
        .isEqualTo("'Place' was split into 'City', 'Port'");
    assertThat(
            SchemaComparison.of(from, schema(type("Ship"), type("Place"), type("Port", "Place")))
                .changes())
        .containsExactly(new Split(type("Place"), List.of(type("Place"), type("Port", "Place"))));
  }

  @Test
  void tellsASplitAndAMergerOfTheSameTypes() {
    assertThat(
            compare(
                schema(type("Place"), type("Quay")),
                schema(type("City", "Place"), type("Berth", "Place", "Quay"))))
        .isEqualTo(
            "'Place' was split into 'City', 'Berth'\n'Place', 'Quay' were merged into 'Berth'");
  }

  @Test
  void tellsWhatElseChanged() {
    EntityType older =
        EntityType.builder("Ship")
            .description("A vessel with a name")
            .example("Marit")
            .pattern("[A-Z].*")
            .dictionaryEntry("Marit")
            .length(2, 30)
            .build();
    EntityType newer =
        EntityType.builder("Vessel")
            .description("Any vessel")
            .example("Ask")
            .formerly("Ship")
            .build();

    assertThat(SchemaComparison.of(schema(older), schema(newer)).changes())
        .containsExactly(
            new Renamed(older, newer), new Changed(older, newer, Set.of(Aspect.values())));
    assertThat(compare(schema(type("Ship")), schema(older)))
        .isEqualTo("'Ship' has another description, examples, pattern, dictionary, length");
    assertThat(
            compare(schema(type("Ship")), schema(EntityType.builder("Ship").length(1, 5).build())))
        .isEqualTo("'Ship' has another length");
    assertThatThrownBy(() -> new Changed(older, newer, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void historyServesEveryOlderVersion() {
    EntitySchema first = schema(type("Place"));
    EntitySchema second = schema(type("Port", "Place"));
    EntitySchema third = schema(type("Harbour", "Port", "Place"));

    assertThat(compare(first, second)).isEqualTo("'Place' was renamed 'Port'");
    assertThat(compare(second, third)).isEqualTo("'Port' was renamed 'Harbour'");
    assertThat(compare(first, third)).isEqualTo("'Place' was renamed 'Harbour'");
    assertThat(compare(third, third)).isEmpty();
  }

  @Test
  void aNameThatIsUsedAnewIsAnotherType() {
    EntitySchema first = schema(type("Place"));
    EntitySchema second = schema(type("Port", "Place"));
    EntitySchema third = schema(type("Port", "Place"), type("Place"));
    EntitySchema fourth = schema(type("Harbour", "Port", "Place"), type("Place"));

    assertThat(compare(second, third)).isEqualTo("'Place' was added");
    assertThat(compare(third, third)).isEmpty();
    assertThat(compare(third, fourth)).isEqualTo("'Port' was renamed 'Harbour'");
    assertThat(compare(second, fourth))
        .isEqualTo("'Port' was renamed 'Harbour'\n'Place' was added");
    // From the first alone nothing tells that Place is another type now.
    assertThat(compare(first, third)).isEqualTo("'Place' was split into 'Port', 'Place'");
  }

  @Test
  void whatWasMergedCanBeSplitAgain() {
    EntitySchema merged = schema(type("Ship", "Boat"));
    EntitySchema split = schema(type("Ship", "Boat"), type("Boat", "Ship"));

    assertThat(compare(merged, split)).isEqualTo("'Ship' was split into 'Ship', 'Boat'");
    assertThat(compare(split, split)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PartNumber, part_number",
    "Drug, Drugs",
    "LOC, Location",
    "organisation, Organization",
    "Größe, GROESSE",
  })
  void suggestsNamesThatAreAlike(String older, String newer) {
    SchemaComparison comparison = SchemaComparison.of(schema(type(older)), schema(type(newer)));

    if (newer.equals("GROESSE")) {
      assertThat(comparison.suggestions()).isEmpty();
    } else {
      assertThat(comparison.suggestions())
          .containsExactly(new RenameSuggestion(type(older), type(newer), Reason.NAME));
      assertThat(comparison.toString())
          .endsWith("\n'%s' may be '%s' renamed: the names are similar".formatted(newer, older));
    }
    assertThat(comparison.changes(Renamed.class)).isEmpty();
    assertThat(comparison.changes()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"Ship, Shop", "Port, Part", "A, Ax", "Drug, Dose", "'!', '?'"})
  void suggestsNothingForNamesThatDiffer(String older, String newer) {
    assertThat(SchemaComparison.of(schema(type(older)), schema(type(newer))).suggestions())
        .isEmpty();
  }

  @Test
  void suggestsByFormerNameDescriptionAndExamplesBeforeNames() {
    EntityType vessel =
        EntityType.builder("Vessel").description("What floats").example("Marit").build();
    EntityType ship = EntityType.builder("Ship").description("What floats ").build();
    EntityType vessels = EntityType.builder("Vessels").example("Marit").build();

    assertThat(SchemaComparison.of(schema(vessel), schema(vessels, ship)).suggestions())
        .containsExactly(new RenameSuggestion(vessel, ship, Reason.DESCRIPTION));
    assertThat(SchemaComparison.of(schema(vessel), schema(vessels)).suggestions())
        .containsExactly(new RenameSuggestion(vessel, vessels, Reason.EXAMPLES));
    // Going back to the older version.
    assertThat(
            SchemaComparison.of(schema(type("Port", "Place")), schema(type("Place"))).suggestions())
        .extracting(RenameSuggestion::reason)
        .containsExactly(Reason.FORMER_NAME);
  }

  @Test
  void refusesNamesThatAreNotDeclared() {
    SchemaComparison comparison = SchemaComparison.of(schema(type("Ship")), schema(type("Boat")));

    assertThat(comparison.from()).isEqualTo(schema(type("Ship")));
    assertThat(comparison.to()).isEqualTo(schema(type("Boat")));
    assertThatThrownBy(() -> comparison.successors("Boat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Type 'Boat' is not declared; declared are Ship");
    assertThatThrownBy(() -> comparison.predecessors("Ship"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 500)
  void everyTypeIsAccountedFor(
      @ForAll("schemas") EntitySchema from, @ForAll("schemas") EntitySchema to) {
    SchemaComparison comparison = SchemaComparison.of(from, to);

    for (EntityType older : from.types()) {
      assertThat(comparison.successors(older.name()))
          .allMatch(newer -> comparison.predecessors(newer.name()).contains(older))
          .allMatch(
              newer ->
                  newer.name().equals(older.name()) || newer.formerNames().contains(older.name()));
      boolean removed = comparison.changes().contains(new Removed(older));
      assertThat(removed).isEqualTo(comparison.successors(older.name()).isEmpty());
      assertThat(removed && to.declares(older.name())).isFalse();
    }
    List<EntityType> explained = new ArrayList<>();
    comparison.changes(Added.class).forEach(added -> explained.add(added.type()));
    for (EntityType newer : to.types()) {
      assertThat(explained.contains(newer))
          .isEqualTo(comparison.predecessors(newer.name()).isEmpty());
    }
    Set<EntityType> suggested = new HashSet<>();
    comparison
        .suggestions()
        .forEach(
            suggestion -> {
              assertThat(suggested.add(suggestion.from())).isTrue();
              assertThat(comparison.successors(suggestion.from().name())).isEmpty();
              assertThat(comparison.predecessors(suggestion.to().name())).isEmpty();
            });
    assertThat(SchemaComparison.of(from, from).changes()).isEmpty();
  }

  @Provide
  Arbitrary<EntitySchema> schemas() {
    Arbitrary<String> name = Arbitraries.of("Ship", "Boat", "Raft", "Port", "Quay", "Ships");
    Arbitrary<EntityType> type =
        Combinators.combine(name, name.set().ofMaxSize(3))
            .as(
                (own, former) ->
                    type(own, former.stream().filter(n -> !n.equals(own)).toArray(String[]::new)));
    return type.list()
        .uniqueElements(EntityType::name)
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(types -> schema(types.toArray(EntityType[]::new)));
  }
}
