package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nerine.exception.DataFormatException;
import io.nerine.internal.Json;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the published JSON Schema against what is written and read. */
class SchemaJsonSchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Schema PUBLISHED = REGISTRY.getSchema(SchemaJson.jsonSchema());

  /** What JSON Schema cannot say. */
  private static final String[] BEYOND = {
    "twice", "own name as a former one", "1 <= min <= max", "is not valid"
  };

  private static List<Error> problems(String json) {
    return PUBLISHED.validate(json, InputFormat.JSON);
  }

  @Test
  void isItselfValid() {
    Schema draft =
        REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(draft.validate(SchemaJson.jsonSchema(), InputFormat.JSON)).isEmpty();
    assertThat(SchemaJson.jsonSchema()).contains("https://json-schema.org/draft/2020-12/schema");
  }

  @Property(tries = 500)
  void acceptsWhatIsWritten(@ForAll("schemas") EntitySchema schema) {
    String json = SchemaJson.toJson(schema);

    assertThat(problems(json)).isEmpty();
    assertThat(SchemaJson.parse(json, "memory")).isEqualTo(schema);
  }

  @Property(tries = 1_000)
  void acceptsWhatIsReadAndNothingElse(@ForAll("anyFields") Map<String, Object> fields) {
    String json = Json.line(fields);
    boolean accepted = problems(json).isEmpty();
    try {
      SchemaJson.parse(json, "memory");
      assertThat(accepted).as(json).isTrue();
    } catch (DataFormatException e) {
      if (accepted) {
        assertThat(e.getMessage()).as(json).containsAnyOf(BEYOND);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"types\": [\"A\"]}",
        "{\"name\": \" \\t\\u3000\", \"types\": [\"A\"]}",
        "{\"name\": \"s\"}",
        "{\"name\": \"s\", \"types\": []}",
        "{\"name\": \"s\", \"types\": \"A\"}",
        "{\"name\": \"s\", \"types\": [\"A\", \"A\"]}",
        "{\"name\": \"s\", \"types\": [{}]}",
        "{\"name\": \"s\", \"types\": [\" A\"]}",
        "{\"name\": \"s\", \"types\": [\"A\\u2028\"]}",
        "{\"name\": \"s\", \"types\": [\"A\\n\"]}",
        "{\"name\": \"s\", \"types\": [\"A\\u0085B\"]}",
        "{\"name\": \"s\", \"type\": [\"A\"]}",
        "{\"name\": \"s\", \"types\": [\"A\"], \"version\": \"\"}",
        "{\"name\": \"s\", \"types\": [\"A\"], \"version\": 2}",
        "{\"name\": \"s\", \"types\": [\"A\"], \"languages\": [\" \"]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"patern\": \"x\"}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"minLength\": 1}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"minLength\": 0, \"maxLength\": 2}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"minLength\": 1, \"maxLength\": 2.5}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"examples\": [1]}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"formerly\": [\"B\", \"B\"]}]}",
        "{\"name\": \"s\", \"types\": [{\"name\": \"A\", \"formerly\": [\"B \"]}]}",
      })
  void refusesWhatIsRefused(String json) {
    assertThat(problems(json)).isNotEmpty();
    assertThatThrownBy(() -> SchemaJson.parse(json, "memory"))
        .isExactlyInstanceOf(DataFormatException.class);
  }

  @ParameterizedTest
  @CsvSource({"127, true", "128, true", "129, false"})
  void countsTheCharactersOfANameAlike(int length, boolean allowed) {
    String json = "{\"name\": \"s\", \"types\": [\"%s\"]}".formatted("\uD83D\uDE00".repeat(length));

    assertThat(problems(json).isEmpty()).isEqualTo(allowed);
    if (allowed) {
      assertThat(SchemaJson.parse(json, "memory").types()).hasSize(1);
    }
  }

  @Provide
  Arbitrary<EntitySchema> schemas() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withCharRange('\0', '\uFFFF')
            .withChars('"', '\\', '\n', '\u2028', '\uD83D', '\uDE00')
            .ofMaxLength(12);
    Arbitrary<String> notBlank = text.filter(string -> !string.isBlank());
    return Combinators.combine(
            notBlank,
            notBlank,
            text,
            notBlank.list().ofMaxSize(2),
            types(text).list().uniqueElements(EntityType::name).ofMinSize(1).ofMaxSize(4))
        .as(
            (name, version, description, languages, types) -> {
              EntitySchema.Builder schema =
                  EntitySchema.builder(name).version(version).description(description);
              languages.forEach(schema::language);
              types.forEach(schema::type);
              return schema.build();
            });
  }

  private static Arbitrary<EntityType> types(Arbitrary<String> text) {
    Arbitrary<String> name =
        Arbitraries.oneOf(
            text.map(string -> string.replaceAll("\\p{Cc}", "").strip())
                .filter(string -> !string.isBlank()),
            Arbitraries.of("Ship", "Port of call", "\u00A0", "100%"));
    return Combinators.combine(
            name,
            text,
            text.list().ofMaxSize(2),
            Arbitraries.of("[A-Z]+", "", "\\d{3}(?=x)"),
            Arbitraries.integers().between(1, 9),
            name.set().ofMaxSize(2))
        .as(
            (own, description, strings, pattern, length, former) -> {
              EntityType.Builder type = EntityType.builder(own).description(description);
              strings.forEach(type::example);
              strings.forEach(type::dictionaryEntry);
              if (length < 6) {
                type.pattern(pattern).length(length, length + 3);
              }
              return type.formerly(
                      former.stream().filter(other -> !other.equals(own)).toArray(String[]::new))
                  .build();
            });
  }

  @Provide
  Arbitrary<Map<String, Object>> anyFields() {
    Arbitrary<Object> type =
        Arbitraries.oneOf(
            Arbitraries.of("A", "B", " ", "", "C\t").map(Object.class::cast),
            fields(
                    "name",
                    "description",
                    "examples",
                    "pattern",
                    "dictionary",
                    "formerly",
                    "minLength",
                    "maxLength",
                    "size")
                .map(Object.class::cast));
    return Combinators.combine(
            fields("name", "version", "languages", "description", "kinds"),
            type.list().ofMaxSize(3))
        .as(
            (fields, types) -> {
              Map<String, Object> all = new LinkedHashMap<>(fields);
              all.putIfAbsent("name", "s");
              all.put("types", types);
              return all;
            });
  }

  /** Some of the fields, often with a value of the right kind. */
  private static Arbitrary<Map<String, Object>> fields(String... names) {
    Arbitrary<String> string = Arbitraries.of("A", "B", "a b", " ", "", "(", "x\u2003");
    Arbitrary<Object> number =
        Arbitraries.of(0, 1, 2, 7, -1, 2.5, 3.0, 1L << 40).map(Object.class::cast);
    Arbitrary<Object> list =
        Arbitraries.frequencyOf(
            Tuple.of(6, string.list().ofMaxSize(2).map(Object.class::cast)),
            Tuple.of(1, number.list().ofSize(1).map(Object.class::cast)));
    Arbitrary<Object> any =
        Arbitraries.oneOf(string.map(Object.class::cast), number, list, Arbitraries.of(true));
    Arbitrary<Map<String, Object>> fields = Arbitraries.just(new LinkedHashMap<>());
    for (String name : names) {
      Arbitrary<Object> right =
          name.endsWith("Length")
              ? number
              : List.of("examples", "dictionary", "formerly", "languages").contains(name)
                  ? list
                  : string.map(Object.class::cast);
      double absent =
          List.of("size", "kinds").contains(name) ? 0.95 : name.equals("name") ? 0.05 : 0.5;
      fields =
          Combinators.combine(
                  fields,
                  Arbitraries.frequencyOf(Tuple.of(12, right), Tuple.of(1, any)).injectNull(absent))
              .as(
                  (before, value) -> {
                    Map<String, Object> more = new LinkedHashMap<>(before);
                    if (value != null) {
                      more.put(name, value);
                    }
                    return more;
                  });
    }
    return fields;
  }
}
