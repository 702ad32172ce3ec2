package io.nerine.internal.format.labelstudio;

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

class LabelStudioFormatTest extends JsonFormatContract {

  @Override
  protected DocumentFormat format() {
    return new LabelStudioFormat();
  }

  @Override
  protected String targetName() {
    return "project.json";
  }

  @Test
  void readsTasksInUtf16Units() {
    Imported imported =
        lenient(
            """
            [{"id": 87, "data": {"text": "%s Ada in Oslo", "shift": 2}, "meta": {"lot": "b"},
              "created_at": "2024-05-01", "inner_id": 3, "drafts": [{"id": 1, "result": []}],
              "predictions": [{"result": []}],
              "annotations": [{"id": 22, "completed_by": {"id": 4, "email": "bo@example.org"},
                "was_cancelled": false, "ground_truth": false, "lead_time": 8.6, "result": [
                {"id": "q1", "type": "labels", "from_name": "label", "to_name": "text",
                 "origin": "manual", "score": 0.75, "meta": {"text": ["sure", "?"], "lot": 7},
                 "value": {"start": 3, "end": 6, "text": "Ada", "labels": ["PER", "Boss"]}},
                {"type": "relation", "from_id": "q1", "to_id": "q2", "direction": "right"},
                {"type": "choices", "value": {"choices": ["travel"]}},
                {"type": "labels", "to_name": "text",
                 "value": {"start": 10, "end": 14, "text": "Oslo", "labels": ["City"]}}]}]}]
            """
                .formatted(TRUCK));
    AnnotatedDocument document = imported.documents().get(0);
    assertThat(document.id()).isEqualTo("87");
    Map<String, String> attributes =
        Map.of(
            "id", "q1",
            "annotator", "bo@example.org",
            "origin", "manual",
            "score", "0.75",
            "note", "sure\n?",
            "lot", "7");
    assertThat(document.spans())
        .containsExactly(
            new EntitySpan(3, 6, "Boss", attributes),
            new EntitySpan(3, 6, "PER", attributes),
            new EntitySpan(10, 14, "City", Map.of("annotator", "bo@example.org")));
    assertThat(document.metadata()).isEqualTo(Map.of("shift", 2, "meta", Map.of("lot", "b")));
    assertThat(imported.report().errors() + imported.report().warnings()).isZero();
    assertThat(imported.report().toString())
        .contains(
            "line 1, /0/drafts: drafts; left out",
            "/0/predictions: predictions; left out",
            "/0/annotations/0/result/1: results of type 'relation'; left out",
            "/0/annotations/0/result/2: results of type 'choices'; left out",
            "what Label Studio notes of tasks and annotations, such as times (2 times");
  }

  private static final String SEVERAL =
      """
      [{"id": 1, "data": {"text": "Ada in Oslo"}, "annotations": [
         {"id": 10, "completed_by": 1, "was_cancelled": true, "result": []},
         {"id": 11, "completed_by": 2, "result": [{"type": "labels", "value":
           {"start": 0, "end": 3, "labels": ["PER"]}}]},
         {"id": 12, "completed_by": 3, "ground_truth": true, "result": [{"type": "labels", "value":
           {"start": 7, "end": 11, "labels": ["City"]}}]}]},
       {"id": 2, "data": {"text": "Bo in Rome"}, "annotations": [
         {"id": 20, "completed_by": 2, "result": []},
         {"id": 21, "completed_by": 3, "result": [{"type": "labels", "value":
           {"start": 0, "end": 2, "labels": ["PER"]}}]}]},
       {"id": 3, "data": {"text": "Cy in Bonn"}, "annotations": []},
       {"id": 4, "data": {"text": "Di in Bari"}, "annotations": [{"was_cancelled": true}]}]
      """;

  @Test
  void readsOneAnnotationOfATask() {
    Imported imported = lenient(SEVERAL);
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("1", "2");
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Oslo'");
    assertThat(tags(imported.documents().get(1))).isEmpty();
    assertThat(imported.report().toString())
        .contains(
            "/0/annotations/0: an annotation that was cancelled (2 times",
            "another annotation of the same task (2 times, first here); left out, see the options",
            "/2: a task without annotation (2 times");
  }

  @Test
  void readsAllAnnotationsWhereAsked() {
    Imported imported = read(SEVERAL, "annotations", "all");
    assertThat(imported.documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("1/11", "1/12", "2/20", "2/21");
    assertThat(imported.documents().get(1).spans().get(0).attributes())
        .containsEntry("annotator", "3");
    assertThat(imported.report().toString()).doesNotContain("another annotation");
  }

  @Test
  void readsNothingButGroundTruthWhereAsked() {
    Imported imported = read(SEVERAL, "annotations", "ground-truth");
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("1");
    assertThat(imported.report().toString()).contains("a task without annotation (3 times");
    assertThatThrownBy(() -> read(SEVERAL, "annotations", "best"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Option 'annotations' is 'best'; it takes first, all, ground-truth");
  }

  @Test
  void readsPredictionsWhereAsked() {
    Imported imported =
        read(
            """
            [{"id": 1, "data": {"text": "Ada in Oslo"}, "annotations": [{"result": []}],
              "predictions": [{"id": 5, "model_version": "v3", "score": 0.5, "result": [
                {"type": "labels", "score": 0.25, "value": {"start": 0, "end": 3,
                  "labels": ["PER"]}},
                {"type": "labels", "value": {"start": 7, "end": 11, "labels": ["City"]}}]}]},
             {"id": 2, "data": {"text": "Bo"}, "predictions": [11]},
             {"id": 3, "data": {"text": "Cy"}, "annotations": [{"result": []}]}]
            """,
            "predictions",
            "true");
    assertThat(imported.documents()).hasSize(1);
    assertThat(imported.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(
                0, 3, "PER", Map.of("annotator", "v3", "status", "predicted", "score", "0.25")),
            new EntitySpan(
                7, 11, "City", Map.of("annotator", "v3", "status", "predicted", "score", "0.5")));
    assertThat(imported.report().errors()).isOne();
    assertThat(imported.report().toString())
        .contains(
            "/1/predictions/0: an annotation that is the number 11",
            "a task without prediction (2 times");
  }

  @Test
  void readsExportsOfOldVersions() {
    assertThat(
            tags(
                one(
                    """
                    [{"id": 1, "data": {"text": "Ada"}, "completions": [{"result": [
                      {"type": "labels", "value": {"start": 0, "end": 3, "labels": ["PER"]}}]}]}]
                    """)))
        .containsExactly("PER 'Ada'");
  }

  private static String region(String data, String value) {
    return """
        [{"id": 1, "data": %s, "annotations": [{"result": [{"type": "labels", "to_name": "txt",
          "value": %s}]}]}]
        """
        .formatted(data, value);
  }

  @Test
  void takesMentionsAsTheToolChangesThem() {
    String data = "{\"text\": \"to New  York\\n\\u00A0City\"}";
    for (String mention :
        List.of("New York\\\\n City", "New  York\\n\\u00A0City", "New YorkCity")) {
      assertThat(
              tags(
                  one(
                      region(
                          data,
                          "{\"start\": 3, \"end\": 18, \"text\": \"%s\", \"labels\": [\"City\"]}"
                              .formatted(mention)))))
          .containsExactly("City 'New  York\n\u00A0City'");
    }
  }

  @Test
  void verifiesMentions() {
    String shifted =
        region(
            "{\"text\": \"%s to Riga\"}".formatted(TRUCK),
            "{\"start\": 5, \"end\": 9, \"text\": \"Riga\", \"labels\": [\"City\"]}");
    Imported imported = lenient(shifted);
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Riga'");
    assertThat(imported.report().warnings()).isOne();
    assertThatThrownBy(() -> Formats.read(file(shifted), format(), STRICT))
        .hasMessageContaining("/0/annotations/0/result/0")
        .hasMessageContaining("covers ' Rig', not 'Riga'")
        .hasMessageContaining("it fits if offsets count code points");
  }

  @Test
  void readsHypertextByItsGlobalOffsets() {
    String value =
        """
        {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 3, "endOffset": 7,
         %s "text": "Riga", "hypertextlabels": ["City"]}
        """;
    String plain = "{\"text\": \"to Riga\"}";
    assertThat(
            tags(
                one(
                    region(
                        plain, value.formatted("\"globalOffsets\": {\"start\": 3, \"end\": 7},")))))
        .containsExactly("City 'Riga'");
    Imported without = lenient(region(plain, value.formatted("")));
    assertThat(without.report().errors()).isOne();
    assertThat(without.report().toString()).contains("a region of a hypertext or dialogue");
    String marked = "{\"text\": \"<b>to</b> Riga and Riga\"}";
    Imported wrong =
        lenient(region(marked, value.formatted("\"globalOffsets\": {\"start\": 3, \"end\": 7},")));
    assertThat(wrong.report().toString()).contains("covers 'to</', not 'Riga'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"txt\": \"Riga\", \"text\": \"Oslo\", \"title\": \"Bonn\"}",
        "{\"text\": \"Riga\", \"title\": \"Bonn\"}",
        "{\"body\": \"Riga\", \"page\": 3}"
      })
  void findsTheText(String data) {
    String value = "{\"start\": 0, \"end\": 4, \"text\": \"Riga\", \"labels\": [\"City\"]}";
    assertThat(tags(one(region(data, value)))).containsExactly("City 'Riga'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"body\": \"Riga\", \"title\": \"Bonn\"}",
        "{\"page\": 3}",
        "{\"text\": \"https://example.org/riga.txt\"}",
        "{\"body\": \"s3://bucket/riga.txt\"}",
        "{\"text\": \"/data/upload/1/riga.txt\"}"
      })
  void saysWhereItFindsNoText(String data) {
    String value = "{\"start\": 0, \"end\": 4, \"text\": \"Riga\", \"labels\": [\"City\"]}";
    Imported imported = lenient(region(data, value));
    assertThat(imported.documents()).isEmpty();
    assertThat(imported.report().errors()).isOne();
    assertThat(imported.report().toString()).containsAnyOf("text-key", "the address of one");
  }

  @Test
  void readsTheTextThatTheOptionNames() {
    String content =
        """
        [{"id": 1, "data": {"title": "To Riga", "text": "Ada"}, "annotations": [{"result": [
          {"type": "labels", "to_name": "text",
           "value": {"start": 0, "end": 3, "labels": ["PER"]}},
          {"type": "labels", "to_name": "title",
           "value": {"start": 3, "end": 7, "labels": ["City"]}}]}]}]
        """;
    Imported text = lenient(content);
    assertThat(tags(text.documents().get(0))).containsExactly("PER 'Ada'");
    assertThat(text.report().warnings()).isOne();
    assertThat(text.report().toString()).contains("a region of the text 'title', not 'text'");
  }

  @Test
  void readsMinimalExports() {
    Imported imported =
        lenient(
            """
            [{"id": 1, "text": "Ada in Oslo", "shift": 2, "mood": "calm", "ner": [
               {"start": 0, "end": 3, "text": "Ada", "labels": ["PER", "Boss"]}],
              "places": [{"start": 7, "end": 11, "text": "Oslo", "labels": ["City"]}],
              "annotator": 4, "annotation_id": 9, "created_at": "x", "lead_time": 8.6},
             {"id": 1, "text": "Ada in Oslo", "annotator": 5, "annotation_id": 10},
             {"id": 2, "text": "Nobody", "annotator": 5, "annotation_id": 11}]
            """);
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("1", "2");
    assertThat(tags(imported.documents().get(0)))
        .containsExactly("Boss 'Ada'", "PER 'Ada'", "City 'Oslo'");
    assertThat(imported.documents().get(0).metadata())
        .isEqualTo(Map.of("shift", 2, "mood", "calm"));
    assertThat(imported.documents().get(0).spans().get(0).attributes())
        .isEqualTo(Map.of("annotator", "4"));
    assertThat(imported.report().errors()).isZero();
    assertThat(imported.report().toString()).contains("/1: another annotation of the same task");
  }

  @Test
  void readsAllAnnotationsOfAMinimalExportWhereAsked() {
    String content =
        """
        [{"id": 1, "text": "Ada", "annotator": 4, "annotation_id": 9},
         {"id": 1, "text": "Ada", "annotator": 5, "annotation_id": 10}]
        """;
    assertThat(read(content, "annotations", "all").documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("1/9", "1/10");
    Imported refused = read(content, "annotations", "ground-truth");
    assertThat(refused.documents()).isEmpty();
    assertThat(refused.report().errors()).isOne();
    assertThat(refused.report().toString()).contains("export the project as JSON");
    assertThat(read(content, "predictions", "true").report().errors()).isOne();
  }

  @Test
  void namesAllThatIsWrongInOnePass() {
    Imported imported =
        lenient(
            """
            [{"id": 1, "data": {"text": "Riga"}, "annotations": [{"result": [
                {"type": "labels", "value": {"start": 0, "end": 9, "labels": ["City"]}},
                {"type": "labels", "value": {"start": 0, "end": 4, "labels": []}},
                {"type": "labels", "value": {"start": 0, "end": 4}},
                {"type": "labels", "value": {"start": 0, "end": 4, "labels": [5]}},
                {"type": "labels", "value": {"start": "0", "end": "4", "labels": ["City"]}},
                {"type": "labels", "value": {"start": 0, "labels": ["City"]}},
                {"type": "labels"},
                {"type": "labels", "value": {"start": 0, "end": 4, "labels": ["City"]}}]}]},
             {"id": 2, "data": {"text": "Riga"}, "annotations": [{"result": {"a": 1}}]},
             {"id": 3, "data": {"text": "Riga"}, "annotations": [17]},
             [4],
             {"id": 5, "data": 6},
             {"id": 7, "data": {"text": 8}, "annotations": [{"result": []}]}]
            """);
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("1", "2");
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Riga'");
    assertThat(imported.report().errors()).isEqualTo(12);
    assertThat(imported.report().toString())
        .contains(
            "/0/annotations/0/result/1: a region without labels",
            "/0/annotations/0/result/3: a label that is the number 5",
            "/0/annotations/0/result/4: a region of a hypertext or dialogue",
            "/1/annotations/0: results that are an object",
            "/2/annotations/0: an annotation that is the number 17",
            "/3: a record that is an array",
            "/5: no text under the key text; strings stand under none");
  }

  @Test
  void tellsItsOwnFiles() {
    assertThat(match("[{\"data\": {\"text\": \"Riga\"}, \"annotations\": []}]"))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(match("[{\"ner\": [{\"start\": 0, \"end\": 4, \"labels\": [\"City\"]}]}]"))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(match("[{\"text\": \"Riga\", \"annotation_id\": 4, \"lead_time\": 1.5}]"))
        .isEqualTo(FormatMatch.LIKELY);
    assertThat(match("[{\"data\": {\"text\": \"Riga\"}}]")).isEqualTo(FormatMatch.POSSIBLE);
    assertThat(
            match(
                "{\"text\": \"Riga\", \"spans\": [{\"start\": 0, \"end\": 4, \"label\": \"C\"}]}"))
        .isEqualTo(FormatMatch.NONE);
    assertThat(Formats.named("LabelStudio")).isInstanceOf(LabelStudioFormat.class);
  }

  private static final AnnotatedDocument FULL =
      AnnotatedDocument.builder("12", TRUCK + " Ada in Oslo")
          .span(
              new EntitySpan(
                  3,
                  6,
                  "PER",
                  Map.of("id", "q1", "note", "sure", "score", "0.5", "annotator", "bo")))
          .span(new EntitySpan(10, 14, "City", Map.of("score", "0.50", "origin", "manual")))
          .metadata("text", "of old")
          .metadata("shift", 2)
          .build();

  @Test
  void writesTasksThatLabelStudioImports() {
    assertThat(written(WriteOptions.defaults(), FULL))
        .isEqualTo(
            """
            [
            {"id":12,"data":{"text":"%s Ada in Oslo","shift":2,"nerine":{"id":"12",\
            "metadata":{"text":"of old"}}},"annotations":[{"result":[\
            {"id":"q1","from_name":"label","to_name":"text","type":"labels",\
            "value":{"start":3,"end":6,"text":"Ada","labels":["PER"]},"score":0.5,\
            "meta":{"text":["sure"],"nerine":{"annotator":"bo"}}},\
            {"from_name":"label","to_name":"text","type":"labels",\
            "value":{"start":10,"end":14,"text":"Oslo","labels":["City"]},"origin":"manual",\
            "meta":{"nerine":{"score":"0.50"}}}]}]}
            ]
            """
                .formatted(TRUCK));
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents())
        .containsExactly(FULL);
  }

  @Test
  void writesTheNamesOfAnotherInterface() {
    WriteOptions options =
        WriteOptions.builder()
            .option("from-name", "ner")
            .option("to-name", "shift")
            .option("text-key", "body")
            .build();
    AnnotatedDocument document = FULL.toBuilder().id("a 1").metadata("shift", "late").build();
    assertThat(written(options, document))
        .startsWith("[\n{\"data\":{\"body\":")
        .contains("\"from_name\":\"ner\",\"to_name\":\"shift\"", "\"textKey\":\"body\"");
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents())
        .containsExactly(document);
  }

  @Test
  void writesPredictionsWhereAsked() {
    String tasks =
        written(
            WriteOptions.builder().option("predictions", "true").build(),
            FULL,
            AnnotatedDocument.of("u", "Nobody"));
    assertThat(tasks)
        .contains("\"predictions\":[{\"model_version\":\"nerine\",\"result\":[{\"id\":\"q1\"")
        .contains("\"data\":{\"text\":\"Nobody\",\"nerine\":{\"id\":\"u\"}},\"predictions\":[]}");
    assertThat(read(tasks, "predictions", "true").documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("12");
  }

  @Test
  void writesTheMinimalFormWhereAsked() {
    WriteOptions options = WriteOptions.builder().option("min", "true").build();
    AnnotatedDocument document =
        AnnotatedDocument.builder("x", "Ada")
            .span(0, 3, "PER")
            .metadata("label", "a")
            .metadata("list", List.of(Map.of("start", 1, "labels", List.of())))
            .metadata("page", 3)
            .build();
    assertThat(written(options, document, FULL))
        .startsWith(
            """
            [
            {"text":"Ada","label":[{"start":0,"end":3,"text":"Ada","labels":["PER"]}],"page":3,\
            "nerine":{"id":"x","metadata":{"label":"a","list":[{""");
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents().get(0))
        .isEqualTo(document);
    assertThatThrownBy(
            () ->
                written(
                    WriteOptions.builder()
                        .option("min", "true")
                        .option("predictions", "true")
                        .build(),
                    document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exclude each other");
  }

  @Test
  void keepsWhatNobodyReviewedWithoutAnnotation() {
    AnnotatedDocument open =
        AnnotatedDocument.builder("o", "Ada").reviewedRegions(List.<CharSpan>of()).build();
    assertThat(written(WriteOptions.defaults(), open)).contains("\"annotations\":[]");
    assertThat(Formats.read(folder.resolve("written.json"), format(), STRICT).documents())
        .containsExactly(open);
  }
}
