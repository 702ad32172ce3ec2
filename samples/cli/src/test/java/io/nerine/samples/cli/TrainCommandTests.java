package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before any training. */
class TrainCommandTests {

  private static final String TAGGED =
      "{\"id\": \"1\", \"text\": \"Anna\", \"spans\": [{\"start\": 0, \"end\": 4, \"label\": \"Person\"}]}\n";

  @TempDir private Path folder;
  private Path train;
  private Path dev;
  private Path schema;
  private Path model;

  @BeforeEach
  void writeData() throws IOException {
    train = Files.writeString(folder.resolve("train.jsonl"), TAGGED);
    dev = Files.writeString(folder.resolve("dev.jsonl"), TAGGED);
    schema =
        Files.writeString(
            folder.resolve("schema.json"),
            "{\"name\": \"s\", \"types\": [{\"name\": \"Person\"}]}");
    model = folder.resolve("m.nerine");
  }

  private void assertRefused(Run run, String... parts) {
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("nerine: ").contains(parts).doesNotContain("\tat ");
  }

  private Run run() {
    return Run.nerine("train", "--train", train, "--dev", dev, "--model", model, "--quiet");
  }

  @Test
  void modelThatWouldReplaceSomethingElseIsRefusedFirst() throws IOException {
    Files.writeString(model, "my diary");
    Files.delete(train);
    assertRefused(run(), "m.nerine");
    assertThat(model).hasContent("my diary");
  }

  @Test
  void modelBelowAFileIsRefusedFirst() throws IOException {
    model = dev.resolve("deep/m.nerine");
    Files.delete(train);
    assertRefused(run(), "m.nerine", "dev.jsonl");
  }

  @Test
  void missingDataAreNamed() throws IOException {
    Files.delete(train);
    assertRefused(run(), "train.jsonl");
  }

  @Test
  void brokenDataAreNamedByLine() throws IOException {
    Files.writeString(train, TAGGED + "[]\n");
    assertRefused(run(), "train.jsonl, line 2");
  }

  @Test
  void dataWithoutTagsAreRefused() throws IOException {
    Files.writeString(train, "{\"text\": \"Anna\"}\n");
    assertRefused(run(), "train.jsonl", "schema");
  }

  @Test
  void emptyDataAreRefusedEvenWithASchema() throws IOException {
    Files.writeString(train, "");
    assertRefused(
        Run.nerine("train", "--train", train, "--schema", schema, "--model", model), "document");
  }

  @Test
  void devLabelThatTrainingDoesNotHaveIsNamedAndExplained() throws IOException {
    Files.writeString(dev, TAGGED.replace("Person", "Persona"));
    assertRefused(run(), "dev.jsonl", "'Persona'", "train.jsonl", "--schema");
  }

  @Test
  void labelThatTheSchemaDoesNotDeclareIsNamed() throws IOException {
    Files.writeString(train, TAGGED.replace("Person", "Persona"));
    assertRefused(
        Run.nerine("train", "--train", train, "--schema", schema, "--model", model),
        "train.jsonl",
        "'Persona'");
  }

  @Test
  void brokenSchemaIsNamed() throws IOException {
    Files.writeString(schema, "{\"name\": ");
    assertRefused(
        Run.nerine("train", "--train", train, "--schema", schema, "--model", model), "schema.json");
  }

  @Test
  void encoderThatIsNotThereIsRefused() {
    assertRefused(
        Run.nerine(
            "train", "--train", train, "--dev", dev, "--model", model, "--encoder", "no-such"),
        "'no-such'");
    assertThat(model).doesNotExist();
  }
}
