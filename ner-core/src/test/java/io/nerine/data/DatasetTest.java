package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import io.nerine.format.ReadOptions;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("visits", "Site", "Person", "Date");

  private static final AnnotatedDocument INES =
      AnnotatedDocument.builder("a", "Ines is in Porto")
          .language("en")
          .span(0, 4, "Person")
          .span(11, 16, "Site")
          .build();

  private static final AnnotatedDocument NOBODY = AnnotatedDocument.of("b", "Nobody is anywhere");

  @TempDir Path directory;

  @Test
  void readsAFileAndInfersTheSchemaUnderItsName() {
    Path file = directory.resolve("visits.2026.jsonl");
    JsonLines.write(file, List.of(INES, NOBODY));

    Dataset data = Dataset.read(file);

    assertThat(data.documents()).containsExactly(INES, NOBODY);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.schema())
        .isEqualTo(
            EntitySchema.builder("visits.2026")
                .language("en")
                .type(EntityType.of("Person"))
                .type(EntityType.of("Site"))
                .build());
  }

  @Test
  void readsAFileWithASchema() {
    Path file = directory.resolve("visits.jsonl");
    JsonLines.write(file, List.of(INES));

    assertThat(Dataset.read(file, SCHEMA)).isEqualTo(Dataset.of(SCHEMA, List.of(INES)));
    assertThatThrownBy(() -> Dataset.read(file, EntitySchema.of("s", "Person")))
        .isExactlyInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith(file + ": Schema 's' does not declare 1 entity type ");
  }

  @Test
  void readsAFormatByNameAsItIsTold() throws IOException {
    Path file = directory.resolve("visits.txt");
    String good = JsonLines.toLine(INES);
    Files.writeString(file, good + "\n" + good + "\n{\"text\": 5}\n");
    ReadOptions lenient = ReadOptions.builder().lenient().build();

    Dataset data = Dataset.read(file, Formats.named("jsonl"), lenient);

    assertThat(data.documents()).containsExactly(INES, INES.toBuilder().id("a#2").build());
    assertThat(data.schema().name()).isEqualTo("visits");
    assertThat(Dataset.read(file, Formats.named("jsonl"), lenient, SCHEMA).schema())
        .isEqualTo(SCHEMA);
    assertThatThrownBy(() -> Dataset.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("line 2: id 'a' is that of line 1 already")
        .hasMessageContaining("line 3: field 'text' must be a string");
    assertThatThrownBy(
            () -> Dataset.read(file, Formats.named("jsonl"), ReadOptions.defaults(), SCHEMA))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("2 problems");
  }

  @Test
  void refusesAFileOfNoKnownFormat() throws IOException {
    Path file = Files.writeString(directory.resolve("visits.txt"), "Ines is in Porto");

    assertThatThrownBy(() -> Dataset.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(file + "' is of no format that is known; name one of ");
  }

  @Test
  void countsMentionsOfEveryDeclaredType() {
    Map<String, Integer> mentions = Dataset.of(SCHEMA, List.of(INES, NOBODY)).mentions();

    assertThat(mentions)
        .containsExactly(Map.entry("Site", 1), Map.entry("Person", 1), Map.entry("Date", 0));
  }

  @Test
  void listsEveryUndeclaredType() {
    List<AnnotatedDocument> documents =
        List.of(
            INES,
            AnnotatedDocument.builder("c", "xxxx")
                .span(0, 1, "Persn")
                .span(1, 2, "Persn")
                .rejectedSpan(new EntitySpan(0, 1, "Sight"))
                .build(),
            AnnotatedDocument.builder("d", "xxxx")
                .span(0, 1, "Persn")
                .reviewedTypes(List.of("person"))
                .build());

    assertThatThrownBy(() -> Dataset.of(SCHEMA, documents))
        .isExactlyInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            """
            Schema 'visits' does not declare 3 entity types that the documents use:
              'Persn': 3 times, first in document 'c'
              'Sight': 1 time, first in document 'c'
              'person': 1 time, first in document 'd'
            declared are Site, Person, Date; declare the types or correct the tags\
            """);
  }

  @Test
  void refusesAnIdThatOccursTwice() {
    assertThatThrownBy(() -> Dataset.of(SCHEMA, List.of(INES, INES)))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("Id 'a' occurs twice; give each document its own");
  }

  @Test
  void cannotInferASchemaWithoutTags() throws IOException {
    Path untagged = Files.writeString(directory.resolve("raw.jsonl"), "{\"text\": \"a\"}\n");
    Path empty = Files.createFile(directory.resolve("empty.jsonl"));

    assertThatThrownBy(() -> Dataset.read(untagged))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage(
            untagged
                + ": no entity type can be inferred, since none of 1 documents carries a tag; tag"
                + " mentions or give a schema");
    assertThatThrownBy(() -> Dataset.read(empty))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("none of 0 documents carries a tag");
  }

  @Test
  void saysWhichTagsCannotBeTypes() {
    List<AnnotatedDocument> documents =
        List.of(AnnotatedDocument.builder("a", "xx").span(0, 1, "Site ").build());

    assertThatThrownBy(() -> Dataset.inferSchema("s", documents))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("'Site '")
        .hasMessageEndingWith("correct the tags of this type");
  }

  @Test
  void canBeEmptyWithASchema() {
    Dataset empty = Dataset.of(SCHEMA, List.of());

    assertThat(empty.size()).isZero();
    assertThat(empty.mentions()).containsEntry("Site", 0);
    assertThat(empty.sha256())
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void hasAFingerprintOfItsDocuments() {
    Dataset data = Dataset.of(SCHEMA, List.of(INES, NOBODY));

    assertThat(data.sha256())
        .isEqualTo(Dataset.of(SCHEMA, List.of(INES, NOBODY)).sha256())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(Dataset.of(SCHEMA, List.of(NOBODY, INES)).sha256())
        .isNotEqualTo(
            Dataset.of(SCHEMA, List.of(INES, NOBODY.toBuilder().language("en").build())).sha256());
  }

  @Test
  void doesNotChangeWithTheListItWasMadeOf() {
    List<AnnotatedDocument> documents = new ArrayList<>(List.of(INES));
    Dataset data = Dataset.of(SCHEMA, documents);
    documents.add(NOBODY);

    assertThat(data.documents()).containsExactly(INES);
    assertThatThrownBy(() -> data.documents().add(NOBODY))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
