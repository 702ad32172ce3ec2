package io.nerine.internal.format.prodigy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatMatch;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonFormatContract;
import io.nerine.text.CharSpan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProdigyFormatTest extends JsonFormatContract {

  @Override
  protected DocumentFormat format() {
    return new ProdigyFormat();
  }

  @Override
  protected String targetName() {
    return "tasks.jsonl";
  }

  @Test
  void readsTasksInCodePoints() {
    AnnotatedDocument document =
        one(
            """
            {"text": "%s from Riga", "meta": {"page": 3}, "_input_hash": -9, "spans": [\
            {"start": 7, "end": 11, "label": "City", "token_start": 2, "token_end": 2, \
            "source": "m1", "score": 0.25}], "_session_id": "ner-ada", "_view_id": "ner_manual", \
            "answer": "accept"}
            """
                .formatted(TRUCK));
    assertThat(document.id()).isEqualTo("line-1");
    assertThat(document.spans())
        .containsExactly(
            new EntitySpan(
                8, 12, "City", Map.of("annotator", "ner-ada", "source", "m1", "score", "0.25")));
    assertThat(document.reviewedRegions()).isEmpty();
    assertThat(document.metadata())
        .isEqualTo(
            Map.of(
                "meta",
                Map.of("page", 3),
                "_input_hash",
                -9,
                "_session_id",
                "ner-ada",
                "_view_id",
                "ner_manual"));
  }

  @Test
  void takesTheAnnotatorBeforeTheSession() {
    AnnotatedDocument document =
        one(
            """
            {"text": "Riga", "spans": [{"start": 0, "end": 4, "label": "City"}], \
            "_annotator_id": "ada", "_session_id": "ner-ada"}
            """);
    assertThat(document.spans().get(0).attributes()).containsEntry("annotator", "ada");
  }

  @Test
  void readsInputThatHasNoAnswerYet() {
    assertThat(tags(one("{\"text\": \"Riga\"}"))).isEmpty();
    assertThat(one("{\"text\": \"Riga\", \"spans\": null}").reviewedRegions()).isEmpty();
    assertThat(
            tags(one("{\"text\":\"Riga\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"City\"}]}")))
        .containsExactly("City 'Riga'");
  }

  @Test
  void knowsOfABinaryAnswerNothingBetweenItsTags() {
    AnnotatedDocument document =
        one(
            """
            {"text": "Ada in Riga", "spans": [{"start": 7, "end": 11, "label": "City"}], \
            "_view_id": "ner", "answer": "accept"}
            """);
    assertThat(tags(document)).containsExactly("City 'Riga'");
    assertThat(document.reviewedRegions()).contains(List.of(new CharSpan(7, 11)));
  }

  @Test
  void readsARejectedTagAsNegativeKnowledge() {
    AnnotatedDocument document =
        one(
            """
            {"text": "Ada in Riga", "spans": [{"start": 7, "end": 11, "label": "PER"}], \
            "_view_id": "ner", "answer": "reject"}
            """);
    assertThat(document.spans()).isEmpty();
    assertThat(document.rejectedSpans()).containsExactly(new EntitySpan(7, 11, "PER"));
    assertThat(document.reviewedRegions()).contains(List.of());
  }

  private static final String UNANSWERED =
      """
      {"text": "Ada in Riga", "spans": [{"start": 7, "end": 11, "label": "PER"}, \
      {"start": 0, "end": 3, "label": "PER"}], "answer": "reject"}
      {"text": "Bo in Oslo", "spans": [], "answer": "reject"}
      {"text": "Cy in Oslo", "spans": [{"start": 0, "end": 2, "label": "PER"}], "answer": "ignore"}
      {"text": "Di in Oslo", "spans": [{"start": 0, "end": 2, "label": "PER"}], "answer": "accept"}
      """;

  @Test
  void leavesOutWhatSaysNothing() {
    Imported imported = lenient(UNANSWERED);
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("line-4");
    assertThat(imported.report().notes()).isEqualTo(3);
    assertThat(imported.report().toString())
        .contains(
            "line 1: a task that was rejected, with several tags; left out",
            "line 2: a task that was rejected, with no tags",
            "line 3: a task that was ignored");
  }

  @Test
  void keepsItsTextsWhereAsked() {
    Imported imported = read(UNANSWERED, "unanswered", "keep");
    assertThat(imported.documents()).hasSize(4);
    assertThat(imported.documents().subList(0, 3))
        .allSatisfy(
            document -> {
              assertThat(document.spans()).isEmpty();
              assertThat(document.rejectedSpans()).isEmpty();
              assertThat(document.reviewedRegions()).contains(List.of());
            });
    assertThat(imported.documents().get(2).metadata()).containsEntry("answer", "ignore");
    assertThatThrownBy(() -> read(UNANSWERED, "unanswered", "all"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it takes skip, keep");
  }

  private static final String TOKENS =
      """
      "tokens": [{"text": "%s", "start": 0, "end": 1, "id": 0}, \
      {"text": "New", "start": 2, "end": 5, "id": 1}, \
      {"text": "York", "start": 7, "end": 11, "id": 2}, \
      {"text": ".", "start": 11, "end": 12, "id": 3}]
      """
          .formatted(TRUCK)
          .strip();

  @Test
  void verifiesTagsByTheirTokens() {
    String task =
        """
        {"text": "%s New\\n\\nYork.", "spans": [{"start": %d, "end": %d, "token_start": 1, \
        "token_end": 2, "label": "City"}], %s}
        """;
    Imported right = lenient(task.formatted(TRUCK, 2, 11, TOKENS));
    assertThat(tags(right.documents().get(0))).containsExactly("City 'New\n\nYork'");
    assertThat(right.report().errors() + right.report().warnings()).isZero();
    assertThat(right.report().toString()).contains("/tokens: the tokens of a task; left out");

    Imported shifted = lenient(task.formatted(TRUCK, 3, 12, TOKENS));
    assertThat(tags(shifted.documents().get(0))).containsExactly("City 'New\n\nYork'");
    assertThat(shifted.report().warnings()).isOne();
    assertThat(shifted.report().toString()).contains("it fits if offsets count UTF-16 units");
    assertThatThrownBy(
            () -> Formats.read(file(task.formatted(TRUCK, 3, 12, TOKENS)), format(), STRICT))
        .hasMessageContaining("/spans/0")
        .hasMessageContaining("covers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"token_start\": 0, \"token_end\": 9",
        "\"token_start\": -1, \"token_end\": 1",
        "\"token_start\": 2, \"token_end\": 1",
        "\"token_start\": \"a\"",
        "\"token_start\": 9999999999"
      })
  void passesOverTokenNumbersThatSayNothing(String numbers) {
    Imported imported =
        lenient(
            "{\"text\": \"%s New\", \"spans\": [{\"start\": 2, \"end\": 5, \"label\": \"X\", %s}], %s}"
                .formatted(TRUCK, numbers, TOKENS));
    assertThat(tags(imported.documents().get(0))).containsExactly("X 'New'");
    assertThat(imported.report().errors()).isZero();
  }

  @Test
  void namesAllThatIsWrongInOnePass() {
    Imported imported =
        lenient(
            """
            {"text": "Riga", "spans": [{"start": 0, "end": 4}, {"start": 0, "end": 9, \
            "label": "City"}, {"start": 0, "label": "City"}, 7, {"start": 0, "end": 4, \
            "label": "City", "text": "Oslo"}, {"start": 0, "end": 4, "label": 5}]}
            {"text": "Riga", "spans": {"a": 1}}
            {"image": "a.png", "answer": "accept"}
            [3]
            {"text": "Oslo", "answer": "maybe"}
            {"text": "Oslo", "answer": "accept"}
            """);
    assertThat(imported.documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("line-1", "line-2", "line-6");
    assertThat(imported.report().errors()).isEqualTo(11);
    assertThat(imported.report().toString())
        .contains(
            "line 1, /spans/0: a tag whose 'label' is nothing",
            "line 1, /spans/4: span 0..4 'City' covers 'Riga', not 'Oslo'",
            "line 2, /spans: spans that are an object",
            "line 3: a task without a 'text'",
            "line 4: a record that is an array",
            "line 5, /answer: answer 'maybe'");
  }

  @Test
  void tellsItsOwnFiles() {
    assertThat(match("{\"text\": \"Riga\", \"spans\": [], \"answer\": \"accept\"}"))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(match("{\"text\": \"Riga\", \"_input_hash\": 7}")).isEqualTo(FormatMatch.LIKELY);
    assertThat(match("{\"id\": 1, \"text\": \"Riga\", \"spans\": [], \"answer\": \"accept\"}"))
        .isEqualTo(FormatMatch.NONE);
    assertThat(match("{\"text\":\"Riga\",\"spans\":[{\"start\":0,\"end\":4,\"label\":\"City\"}]}"))
        .isEqualTo(FormatMatch.POSSIBLE);
    assertThat(match("{\"text\": \"Riga\", \"label\": []}")).isEqualTo(FormatMatch.NONE);
    assertThat(match("{\"image\": \"a.png\", \"answer\": \"accept\"}")).isEqualTo(FormatMatch.NONE);
  }

  @Test
  void writesRejectedTagsAsTasksOfTheirOwn() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("t-1", TRUCK + " Ada in Riga")
            .span(new EntitySpan(3, 6, "PER", Map.of("annotator", "bo", "token_end", "x")))
            .rejectedSpan(new EntitySpan(10, 14, "PER"))
            .rejectedSpan(new EntitySpan(10, 14, "Team"))
            .metadata("_view_id", "blocks")
            .metadata("answer", "yes")
            .metadata("page", 3)
            .build();
    assertThat(written(WriteOptions.defaults(), document))
        .isEqualTo(
            """
            {"text":"%1$s Ada in Riga","spans":[{"start":2,"end":5,"label":"PER","text":"Ada",\
            "annotator":"bo","nerine":{"token_end":"x"}}],"answer":"accept","_view_id":"blocks",\
            "page":3,"nerine":{"id":"t-1","metadata":{"_view_id":"blocks","answer":"yes"}}}
            {"text":"%1$s Ada in Riga","spans":[{"start":9,"end":13,"label":"PER","text":"Riga"}],\
            "answer":"reject","_view_id":"ner","nerine":{"of":"t-1"}}
            {"text":"%1$s Ada in Riga","spans":[{"start":9,"end":13,"label":"Team","text":"Riga"}],\
            "answer":"reject","_view_id":"ner","nerine":{"of":"t-1"}}
            """
                .formatted(TRUCK));
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents())
        .containsExactly(document);
  }

  @Test
  void writesWhatIsPartlyReviewedAsBinary() {
    AnnotatedDocument partly =
        AnnotatedDocument.builder("a", "Ada in Riga")
            .span(7, 11, "City")
            .reviewedRegions(List.of(new CharSpan(7, 11)))
            .build();
    AnnotatedDocument rejected =
        AnnotatedDocument.builder("b", "Ada in Riga")
            .rejectedSpan(new EntitySpan(7, 11, "PER"))
            .reviewedRegions(List.<CharSpan>of())
            .build();
    AnnotatedDocument open =
        AnnotatedDocument.builder("c", "Ada").reviewedRegions(List.<CharSpan>of()).build();
    List<String> lines = written(WriteOptions.defaults(), partly, rejected, open).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).contains("\"answer\":\"accept\",\"_view_id\":\"ner\"");
    assertThat(lines.get(1)).contains("\"answer\":\"reject\",\"_view_id\":\"ner\"");
    assertThat(lines.get(2)).doesNotContain("answer");
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents())
        .containsExactly(partly, rejected, open);
  }
}
