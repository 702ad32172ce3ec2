package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.document.AnnotatedDocument;
import io.nerine.format.Formats;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractCommandTests {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path model;
  private Path input;
  private Path output;

  @BeforeEach
  void writeModel() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path data = Files.createDirectory(folder.resolve("data"));
    model = TinyBundle.write(models.resolve("m.nerine"));
    input = data.resolve("in.jsonl");
    output = data.resolve("out.jsonl");
  }

  private List<String> filesBesideOutput() throws IOException {
    try (Stream<Path> files = Files.list(output.getParent())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void recordsHaveTheFormThatIsPromised() {
    Run run =
        Run.withInput(
            "{\"id\": \"t-1\", \"text\": \"Anna saw Paris\", \"mood\": [1, 2]}\n",
            "extract",
            "--model",
            model,
            "--quiet");
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("{\"id\":\"t-1\",\"text\":\"Anna saw Paris\",\"entities\":[{\"start\":0,")
        .endsWith("}]}\n");
    JsonNode entities = json(run.out()).get("entities");
    assertThat(entities).hasSize(2);
    assertThat(entities.get(1).get("start").asInt()).isEqualTo(9);
    assertThat(entities.get(1).get("end").asInt()).isEqualTo(14);
    assertThat(entities.get(1).get("type").asText()).isEqualTo("Place");
    assertThat(entities.get(1).get("text").asText()).isEqualTo("Paris");
    assertThat(entities.get(1).get("confidence").asDouble()).isBetween(0.9, 1.0);
  }

  @Test
  void manyDocumentsKeepOrderAndIds() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 700; i++) {
      String id = i % 7 == 0 ? "" : "\"id\": \"doc-" + i + "\", ";
      String text = (i % 3 == 0 ? "Anna " : "") + "n".repeat(i % 50) + " Paris " + i;
      lines.append("{").append(id).append("\"text\": \"").append(text).append("\"}\n");
    }
    Files.writeString(input, lines);
    Run run = Run.nerine("extract", "--model", model, "--input", input, "--output", output);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
    List<String> records = Files.readAllLines(output);
    assertThat(records).hasSize(700);
    for (int i = 0; i < 700; i++) {
      JsonNode document = json(records.get(i));
      assertThat(document.get("id").asText())
          .isEqualTo(i % 7 == 0 ? "line-" + (i + 1) : "doc-" + i);
      assertThat(document.get("text").asText()).endsWith(" Paris " + i);
      assertThat(document.get("entities")).hasSize(i % 3 == 0 ? 2 : 1);
    }
    assertThat(filesBesideOutput()).containsExactly("in.jsonl", "out.jsonl");
    assertThat(run.errLines()).last().asString().contains("700 documents");
  }

  @Test
  void itsOwnOutputCanBeItsInput() throws IOException {
    Files.writeString(input, "{\"id\": \"a\", \"text\": \"Anna\"}\n");
    Run.nerine("extract", "--model", model, "--input", input, "--output", output);
    String first = Files.readString(output);
    Run run = Run.nerine("extract", "--model", model, "--input", output, "--output", output);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readString(output)).isEqualTo(first);
  }

  @Test
  void plainTextIsOneDocumentNamedAfterItsFile() throws IOException {
    Path note = folder.resolve("note.txt");
    Files.writeString(note, "\uFEFF  Über Paris.\r\nBest, Anna\n");
    Run run = Run.nerine("extract", "--model", model, "--input", note);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    JsonNode document = json(run.out());
    assertThat(document.get("id").asText()).isEqualTo("note.txt");
    assertThat(document.get("text").asText()).isEqualTo("  Über Paris.\r\nBest, Anna\n");
    assertThat(document.get("entities").get(0).get("start").asInt()).isEqualTo(7);
  }

  @Test
  void plainTextFromTheStandardInput() {
    Run run = Run.withInput("Paris", "extract", "--model", model, "--input", "-", "--output", "-");
    assertThat(json(run.out()).get("id").asText()).isEqualTo("stdin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \r\n\t\n"})
  void inputWithoutAnythingGivesNoRecord(String nothing) {
    Run run = Run.withInput(nothing, "extract", "--model", model);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void byteOrderMarkAndBlankLinesBeforeJsonLines() {
    Run run = Run.withInput("\uFEFF\r\n  {\"text\": \"Paris\"}\r\n", "extract", "--model", model);
    assertThat(json(run.out()).get("id").asText()).isEqualTo("line-2");
  }

  @Test
  void textsThatUtf8CannotCarryComeBackAsTheyWere() {
    Run run = Run.withInput("{\"text\": \"\\ud83d Anna\"}", "extract", "--model", model);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(json(run.out()).get("text").asText()).isEqualTo("\ud83d Anna");
    assertThat(run.out()).contains("UNPAIRED_SURROGATES");
  }

  @Test
  void unsureEntitiesCanBeLeftOut() {
    String in = "{\"text\": \"Anna Bob\"}";
    Run all = Run.withInput(in, "extract", "--model", model);
    Run sure = Run.withInput(in, "extract", "--model", model, "--min-confidence", "0.9");
    assertThat(json(all.out()).get("entities")).hasSize(2);
    assertThat(json(sure.out()).get("entities")).hasSize(1);
  }

  @Test
  void documentThatFailsGetsARecordThatSaysSo() {
    Run run =
        Run.withInput(
            """
            {"id": "1", "text": "Anna"}
            {"id": "2", "text": "\\udc00 poison é"}
            {"id": "3", "text": "Paris"}
            """,
            "extract",
            "--model",
            model);
    assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(run.outLines()).hasSize(3);
    JsonNode failed = json(run.outLines().get(1));
    assertThat(failed.get("id").asText()).isEqualTo("2");
    assertThat(failed.get("text").asText()).isEqualTo("\udc00 poison é");
    assertThat(failed.get("error").asText()).isNotBlank();
    assertThat(failed.has("entities")).isFalse();
    assertThat(json(run.outLines().get(2)).get("entities")).hasSize(1);
    assertThat(run.err()).contains("1 document");
  }

  @Test
  void brokenLineIsNamedAndTheOldOutputStays() throws IOException {
    Files.writeString(input, "{\"text\": \"Anna\"}\n{\"text\": \n");
    Files.writeString(output, "old");
    Run run = Run.nerine("extract", "--model", model, "--input", input, "--output", output);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("in.jsonl, line 2").doesNotContain("\tat ");
    assertThat(output).hasContent("old");
    assertThat(filesBesideOutput()).containsExactly("in.jsonl", "out.jsonl");
  }

  @Test
  void fileWhoseNameSaysJsonLinesIsNotTakenForAText() throws IOException {
    Files.writeString(input, "Anna\n");
    Run run = Run.nerine("extract", "--model", model, "--input", input);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("in.jsonl, line 1");
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path note = folder.resolve("note.txt");
    Files.write(note, "Über".getBytes(StandardCharsets.ISO_8859_1));
    Run run = Run.nerine("extract", "--model", model, "--input", note);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("note.txt").contains("UTF-8");
  }

  @Test
  void missingInputIsNamed() {
    Run run = Run.nerine("extract", "--model", model, "--input", folder.resolve("absent.jsonl"));
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.errLines()).singleElement().asString().contains("absent.jsonl");
  }

  @Test
  void directoryIsNoInputAndNoOutput() throws IOException {
    Run in = Run.nerine("extract", "--model", model, "--input", folder);
    assertThat(in.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(in.err()).contains("is a directory");
    Files.writeString(input, "{\"text\": \"Anna\"}\n");
    Run out = Run.nerine("extract", "--model", model, "--input", input, "--output", folder);
    assertThat(out.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(out.err()).contains("is a directory");
  }

  @Test
  void outputDirectoryIsMade() throws IOException {
    Path deep = folder.resolve("a/b/out.jsonl");
    Files.writeString(input, "{\"text\": \"Anna\"}\n");
    Run run = Run.nerine("extract", "--model", model, "--input", input, "--output", deep);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(deep).exists();
  }

  @Test
  void missingModelAndDamagedModelAreRefused() throws IOException {
    Run missing = Run.nerine("extract", "--model", folder.resolve("absent"));
    assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.errLines()).singleElement().asString().contains("absent");
    byte[] content = Files.readAllBytes(model);
    content[content.length / 2] ^= 1;
    Files.write(model, content);
    Run damaged = Run.nerine("extract", "--model", model);
    assertThat(damaged.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(damaged.errLines()).singleElement().asString().contains("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure", "brat", "doccano", "conll"})
  void whatIsFoundIsWrittenInTheFormatOfATool(String format) throws IOException {
    Files.writeString(
        input,
        """
        {"id": "d-1", "text": "Anna saw Paris"}
        {"id": "d-2", "text": "\\udc00 poison"}
        {"id": "d-3", "text": "n n n"}
        """);
    Path target = folder.resolve("for-" + format);
    Run run =
        Run.nerine(
            "extract", "--model", model, "--input", input, "--format", format, "--output", target);
    assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("1 document failed, left out");
    List<AnnotatedDocument> written =
        Formats.read(target, Formats.named(format), ReadOptions.defaults()).documents();
    assertThat(written).hasSize(2);
    AnnotatedDocument document = written.get(0);
    assertThat(document.spans())
        .extracting(span -> span.type() + " " + document.textOf(span))
        .containsExactly("Person Anna", "Place Paris");
    assertThat(written.get(1).spans()).isEmpty();
  }

  @Test
  void inputMayBeOfAnyFormatThatIsNamed() {
    Path corpus = folder.resolve("corpus");
    Formats.write(
        corpus,
        Formats.named("brat"),
        List.of(AnnotatedDocument.of("d-1", "Anna saw\nParis"), AnnotatedDocument.of("d-2", "n")),
        WriteOptions.defaults());
    Run run = Run.nerine("extract", "--model", model, "--from", "brat", "--input", corpus);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.outLines()).hasSize(2);
    assertThat(json(run.outLines().get(0)).get("entities")).hasSize(2);
    assertThat(json(run.outLines().get(1)).get("id").asText()).isEqualTo("d-2");
  }

  private static JsonNode json(String record) {
    try {
      return JSON.readTree(record);
    } catch (IOException e) {
      throw new AssertionError(record, e);
    }
  }
}
