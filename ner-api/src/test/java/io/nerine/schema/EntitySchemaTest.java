package io.nerine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntitySchemaTest {

  private static final EntitySchema TICKETS =
      EntitySchema.builder("tickets")
          .version("3")
          .language("en")
          .description("What a dispatcher needs")
          .type(
              EntityType.builder("PartNumber")
                  .description("A maker's code")
                  .example("GX-4471-B")
                  .pattern("[A-Z]{2}-\\d{4}-[A-Z]")
                  .dictionaryEntry("GX-1000-A")
                  .length(4, 20)
                  .build())
          .type(EntityType.of("Site"))
          .build();

  @Test
  void keepsItsTypesInOrder() {
    assertThat(TICKETS.typeNames()).containsExactly("PartNumber", "Site");
    assertThat(TICKETS.type("Site")).contains(EntityType.of("Site"));
    assertThat(TICKETS.type("site")).isEmpty();
    assertThat(TICKETS.declares("PartNumber")).isTrue();
    assertThat(TICKETS.declares("Part")).isFalse();
  }

  @Test
  void keepsWhatATypeIsToldToHold() {
    EntityType type = TICKETS.type("PartNumber").orElseThrow();
    assertThat(type.examples()).containsExactly("GX-4471-B");
    assertThat(type.pattern()).contains("[A-Z]{2}-\\d{4}-[A-Z]");
    assertThat(type.dictionary()).containsExactly("GX-1000-A");
    assertThat(type.minLength()).hasValue(4);
    assertThat(type.maxLength()).hasValue(20);
  }

  @Test
  void isAValue() {
    EntitySchema one = EntitySchema.of("a", "X", "Y");
    assertThat(EntitySchema.of("a", "X", "Y")).isEqualTo(one).hasSameHashCodeAs(one);
    assertThat(EntitySchema.of("a", "Y", "X")).isNotEqualTo(one);
    assertThat(EntitySchema.of("b", "X", "Y")).isNotEqualTo(one);
  }

  @Test
  void doesNotChangeWithItsBuilder() {
    EntitySchema.Builder builder = EntitySchema.builder("a").type(EntityType.of("X"));
    EntitySchema schema = builder.build();
    builder.type(EntityType.of("Y"));
    assertThat(schema.typeNames()).containsExactly("X");
  }

  @Test
  void refusesAnEmptySchemaAndATypeGivenTwice() {
    assertThatThrownBy(() -> EntitySchema.of("empty"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'empty'");
    assertThatThrownBy(() -> EntitySchema.of("a", "X", "X"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'X' twice");
    assertThatThrownBy(() -> EntitySchema.builder(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Person",
        "person name",
        "Größe",
        "客户",
        "B2B/part",
        "a:b",
        "100%",
        "x.y_z-1",
        // What Azure's service allows: 50 characters other than : ` $ & % * ( ) + ~ # / ?
        "12345678901234567890123456789012345678901234567890",
        "!\"',-.;<=>@[\\]^_{|}",
        "a\u00A0b",
        "\uD83D\uDE00",
        "e\u0301",
        "\u05E9\u05DD",
        // And what it does not.
        ":`$&%*()+~#/?"
      })
  void acceptsNamesThatPeopleUse(String name) {
    assertThat(EntityType.of(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " X", "X ", "A\tB", "A\nB", "A\u0000"})
  void refusesNamesThatBreakFiles(String name) {
    assertThatThrownBy(() -> EntityType.of(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesANameBeyondItsLimit() {
    assertThat(EntityType.of("x".repeat(128)).name()).hasSize(128);
    assertThat(EntityType.of("\uD83D\uDE00".repeat(128)).name()).hasSize(256);
    assertThatThrownBy(() -> EntityType.of("\uD83D\uDE00".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\uD83D\uDE00...' has 129 characters");
    assertThatThrownBy(() -> EntityType.of("x".repeat(129)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("129");
  }

  @Test
  void keepsFormerNamesAndAddsTheOneItHadWhenRenamed() {
    EntityType type =
        EntityType.builder("Site")
            .description("Where a crew is sent")
            .example("Riga yard")
            .pattern(".+")
            .dictionaryEntry("Riga")
            .length(2, 60)
            .formerly("Place", "Location")
            .build();

    EntityType renamed = type.renamed("Yard");

    assertThat(type.formerNames()).containsExactly("Place", "Location");
    assertThat(renamed.formerNames()).containsExactly("Site", "Place", "Location");
    assertThat(renamed.description()).isEqualTo("Where a crew is sent");
    assertThat(renamed.examples()).containsExactly("Riga yard");
    assertThat(renamed.pattern()).contains(".+");
    assertThat(renamed.dictionary()).containsExactly("Riga");
    assertThat(renamed.minLength()).hasValue(2);
    assertThat(renamed.maxLength()).hasValue(60);
    assertThat(EntityType.of("Yard"))
        .isNotEqualTo(EntityType.builder("Yard").formerly("Site").build());
  }

  @Test
  void refusesFormerNamesThatSayNothing() {
    EntityType.Builder type = EntityType.builder("Site").formerly("Place");

    assertThatThrownBy(() -> type.formerly("Site"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Entity type 'Site' cannot have its own name as a former one");
    assertThatThrownBy(() -> type.formerly("Place"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Entity type 'Site' names its former name 'Place' twice");
    assertThatThrownBy(() -> type.formerly(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is blank");
    assertThatThrownBy(() -> type.build().renamed("Place"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesHintsThatCannotHold() {
    assertThatThrownBy(() -> EntityType.builder("X").pattern("["))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'X'");
    assertThatThrownBy(() -> EntityType.builder("X").length(3, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EntityType.builder("X").length(0, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
