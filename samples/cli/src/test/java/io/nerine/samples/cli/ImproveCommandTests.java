package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.JsonLines;
import io.nerine.improve.LabelError;
import io.nerine.improve.LabelErrorSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImproveCommandTests {

  private static final String UNLABELLED =
      """
      {"id": "1", "text": "Anna went to Paris by train", "source": "mail"}
      {"id": "2", "text": "Bob met someone at noon"}
      {"id": "3", "text": "The office is closed today"}
      {"id": "4", "text": "the office is closed  today!"}
      {"id": "5", "text": "Anna likes tea"}
      """;

  @TempDir private Path folder;
  private Path model;
  private Path unlabelled;
  private Path tagged;
  private Path out;

  @BeforeEach
  void writeModelAndData() throws IOException {
    model = TinyBundle.write(folder.resolve("m"));
    unlabelled = Files.writeString(folder.resolve("new.jsonl"), UNLABELLED);
    tagged =
        Files.writeString(
            folder.resolve("tagged.jsonl"),
            "{\"text\": \"Anna likes tea\", \"spans\": [{\"start\": 0, \"end\": 4, \"label\":"
                + " \"Person\"}]}\n");
    out = folder.resolve("next.jsonl");
  }

  private Run choose(Object... more) {
    Object[] fixed = {"improve", "--model", model, "--unlabelled", unlabelled, "--out", out};
    return Run.nerine(Stream.of(fixed, more).flatMap(Arrays::stream).toArray());
  }

  @Test
  void chosenDocumentsAreTaggedByTheModelAndSayWhy() {
    Run run = choose("--tagged", tagged);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    List<AnnotatedDocument> chosen = JsonLines.read(out);
    assertThat(chosen)
        .extracting(AnnotatedDocument::id)
        .contains("1", "2")
        .doesNotContain("5")
        .hasSize(3);
    for (AnnotatedDocument document : chosen) {
      assertThat(document.metadata()).containsKeys("reason", "score", "explanation");
      for (EntitySpan span : document.spans()) {
        assertThat(Double.parseDouble(span.attributes().get(EntitySpan.CONFIDENCE)))
            .isBetween(0.0, 1.0);
      }
    }
    AnnotatedDocument first =
        chosen.stream().filter(document -> document.id().equals("1")).findFirst().orElseThrow();
    assertThat(first.metadata()).containsEntry("source", "mail");
    assertThat(first.spans())
        .extracting(span -> first.textOf(span) + " " + span.type())
        .containsExactly("Anna Person", "Paris Place");
    assertThat(run.out())
        .contains("reason", "uncertainty", "rare type", "diversity", "random")
        .contains("3 documents of 5 written to " + out + "; 1 have the text of a tagged one");
    assertThat(run.err()).contains("5 documents");
  }

  @Test
  void countAndSeedAreKeptTo() throws IOException {
    assertThat(choose("--count", 1, "--seed", 7, "--quiet").code()).isEqualTo(ExitCode.DONE);
    String once = Files.readString(out);
    assertThat(choose("--count", 1, "--seed", 7).code()).isEqualTo(ExitCode.DONE);
    assertThat(out).hasContent(once);
    assertThat(JsonLines.read(out))
        .singleElement()
        .satisfies(
            document -> {
              assertThat(document.id()).isEqualTo("2");
              assertThat(document.metadata()).containsEntry("reason", "UNCERTAINTY");
            });
  }

  @Test
  void documentThatTheModelFailsOnIsLeftOutAndTold() throws IOException {
    Files.writeString(unlabelled, UNLABELLED + "{\"id\": \"6\", \"text\": \"poison\"}\n");
    Run run = choose();
    assertThat(run.code()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(run.err()).contains("1 document failed", "'6'").doesNotContain("\tat ");
    assertThat(JsonLines.read(out)).hasSize(4).noneMatch(document -> document.id().equals("6"));
  }

  @Test
  void noDocumentsGiveAnEmptyFile() throws IOException {
    Files.writeString(unlabelled, "");
    Run run = choose();
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(out).isEmptyFile();
    assertThat(run.out()).contains("0 documents of 0");
  }

  @Test
  void brokenInputIsNamedAndLeavesNothing() throws IOException {
    Files.writeString(unlabelled, UNLABELLED + "{\"id\": \n");
    assertRefused(choose(), "new.jsonl, line 6");
    Files.delete(unlabelled);
    assertRefused(choose(), "new.jsonl");
  }

  @Test
  void taggedTypeThatTheModelDoesNotKnowIsNamed() throws IOException {
    Files.writeString(tagged, Files.readString(tagged).replace("Person", "Persn"));
    assertRefused(choose("--tagged", tagged), "tagged.jsonl", "'Persn'");
  }

  @Test
  void missingModelIsNamed() {
    model = folder.resolve("no-such.nerine");
    assertRefused(choose(), "no-such.nerine");
  }

  @Test
  void labelErrorsAreRefusedBeforeTrainingWhereTheyCannotBe() throws IOException {
    Path errors = folder.resolve("errors.jsonl");
    assertRefused(
        Run.nerine("improve", "--data", folder.resolve("none.jsonl"), "--label-errors", errors),
        "none.jsonl");
    assertRefused(
        Run.nerine("improve", "--data", tagged, "--label-errors", errors, "--encoder", "no-such"),
        "'no-such'");
    assertRefused(
        Run.nerine("improve", "--data", tagged, "--label-errors", tagged.resolve("below")),
        "below");
    assertThat(errors).doesNotExist();
  }

  @Test
  void labelErrorIsWrittenWithItsPlaceAndTags() throws IOException {
    String text = "\uD83D\uDE82 Anna went to Paris by train, and Bob stayed at home all day long.";
    AnnotatedDocument document =
        AnnotatedDocument.builder("x", text).span(text.indexOf("Anna"), 12, "Person").build();
    AnnotatedDocument predicted =
        AnnotatedDocument.builder("x", text)
            .span(new EntitySpan(3, 7, "Person", Map.of(EntitySpan.CONFIDENCE, "0.95")))
            .build();
    Dataset dataset = Dataset.of(TinyBundle.SCHEMA, List.of(document));
    List<LabelError> errors = LabelErrorSearch.find(List.of(document), List.of(predicted));
    try (PendingFile file = PendingFile.at(out)) {
      LabelErrorOutput.write(errors, dataset, file);
      file.commit();
    }
    JsonNode record = new ObjectMapper().readTree(out.toFile());
    assertThat(record.at("/id").asText()).isEqualTo("x");
    assertThat(record.at("/kind").asText()).isEqualTo("WRONG_BOUNDARY");
    assertThat(record.at("/score").asDouble()).isBetween(0.0, 1.0);
    assertThat(record.at("/start").asInt()).isEqualTo(3);
    assertThat(record.at("/end").asInt()).isEqualTo(12);
    assertThat(record.at("/context").asText()).startsWith("\uD83D\uDE82 Anna went to Paris");
    assertThat(record.at("/current/0/text").asText()).isEqualTo("Anna went");
    assertThat(record.at("/suggested/0/text").asText()).isEqualTo("Anna");
    assertThat(record.at("/suggested/0/label").asText()).isEqualTo("Person");
    assertThat(record.at("/suggested/0/confidence").asDouble()).isEqualTo(0.95);
  }

  private void assertRefused(Run run, String... parts) {
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("nerine: ").contains(parts).doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }
}
