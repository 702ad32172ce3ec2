package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaJsonTest {

  private static final EntitySchema FULL =
      EntitySchema.builder("tickets")
          .version("2.1")
          .language("en")
          .language("de")
          .description("What a service desk looks for")
          .type(
              EntityType.builder("Part number")
                  .description("A \"code\"")
                  .example("GX-4471-B")
                  .example("é\uD83D\uDE00")
                  .pattern("[A-Z]{2}-\\d+")
                  .dictionaryEntry("GX-1")
                  .length(2, 20)
                  .formerly("Part", "Code")
                  .build())
          .type(EntityType.of("Site"))
          .build();

  @TempDir Path directory;

  @Test
  void writesAndReadsBackEveryField() {
    Path file = directory.resolve("a/b/schema.json");

    SchemaJson.write(FULL, file);

    assertThat(SchemaJson.read(file)).isEqualTo(FULL);
  }

  @Test
  void writesAFixedForm() {
    assertThat(SchemaJson.toJson(EntitySchema.of("s", "B", "A")))
        .isEqualTo(
            """
            {
              "name": "s",
              "version": "1",
              "types": [
                {
                  "name": "B"
                },
                {
                  "name": "A"
                }
              ]
            }
            """);
  }

  @Test
  void readsTypesThatAreNamesOnly() {
    assertThat(SchemaJson.parse("{\"name\": \"s\", \"types\": [\"B\", {\"name\": \"A\"}]}", "x"))
        .isEqualTo(EntitySchema.of("s", "B", "A"));
  }

  @Test
  void readsAFileWithByteOrderMark() throws IOException {
    Path file = directory.resolve("schema.json");
    Files.writeString(file, "\uFEFF" + SchemaJson.toJson(FULL));

    assertThat(SchemaJson.read(file)).isEqualTo(FULL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {                                                       | is broken JSON at line 1, column
          ``                                                      | the schema must be an object, found nothing
          []                                                      | the schema must be an object, found an array
          {"types": ["A"]}                                        | the schema has no 'name'
          {"name": " ", "types": ["A"]}                           | name must not be blank
          {"name": 1, "types": ["A"]}                             | field 'name' of the schema must be a string, found the number 1
          {"name": "s"}                                           | declares no entity type
          {"name": "s", "types": []}                              | declares no entity type
          {"name": "s", "types": "A"}                             | field 'types' of the schema must be an array, found a string
          {"name": "s", "types": ["A", "A"]}                      | declares type 'A' twice
          {"name": "s", "types": [1]}                             | a type must be an object, found the number 1
          {"name": "s", "types": [{}]}                            | a type has no 'name'
          {"name": "s", "types": [" A"]}                          | begins or ends with white space
          {"name": "s", "type": ["A"]}                            | the schema has the unknown field 'type'; known are description, languages, name, types, version
          {"name": "s", "types": [{"name": "A", "patern": "x"}]}  | a type has the unknown field 'patern'; known are
          {"name": "s", "types": [{"name": "A", "pattern": "("}]} | Pattern of entity type 'A' is not valid
          {"name": "s", "types": [{"name": "A", "minLength": 1}]} | field 'maxLength' of type 'A' must be a whole number, found nothing; minLength and maxLength go together
          {"name": "s", "types": [{"name": "A", "minLength": 3, "maxLength": 2}]} | 1 <= min <= max
          {"name": "s", "types": [{"name": "A", "examples": [1]}]} | field 'examples' of type 'A' must hold strings, found the number 1
          {"name": "s", "types": [{"name": "A", "formerly": "B"}]} | field 'formerly' of type 'A' must be an array, found a string
          {"name": "s", "types": [{"name": "A", "formerly": ["A"]}]} | Entity type 'A' cannot have its own name as a former one
          {"name": "s", "types": [{"name": "A", "formerly": ["B", "B"]}]} | names its former name 'B' twice
          {"name": "s", "languages": "en", "types": ["A"]}        | field 'languages' of the schema must be an array
          {"name": "s", "version": 2, "types": ["A"]}             | field 'version' of the schema must be a string, found the number 2
          """)
  void saysWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> SchemaJson.parse(json, "my-schema"))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("my-schema")
        .hasMessageContaining(message);
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path missing = directory.resolve("missing.json");
    Path latin = directory.resolve("latin.json");
    Files.write(latin, "{\"name\": \"\u00E9\"}".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> SchemaJson.read(missing))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("Cannot read '%s': there is no such file or directory".formatted(missing));
    assertThatThrownBy(() -> SchemaJson.read(directory))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> SchemaJson.read(latin))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("is not UTF-8");
    assertThatThrownBy(() -> SchemaJson.write(FULL, directory))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageContaining("it is a directory");
  }
}
