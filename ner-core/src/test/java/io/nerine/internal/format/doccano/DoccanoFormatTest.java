package io.nerine.internal.format.doccano;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatMatch;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonFormatContract;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoccanoFormatTest extends JsonFormatContract {

  @Override
  protected DocumentFormat format() {
    return new DoccanoFormat();
  }

  @Override
  protected String targetName() {
    return "project.jsonl";
  }

  @Test
  void readsTriplesInCodePoints() {
    AnnotatedDocument document =
        one(
            "{\"id\": 7, \"text\": \"%s from Riga\", \"label\": [[7, 11, \"City\"]]}"
                .formatted(TRUCK));
    assertThat(document.id()).isEqualTo("7");
    assertThat(document.spans()).containsExactly(new EntitySpan(8, 12, "City"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"data": "to Riga", "labels": [[3, 7, "City"]]}
        """,
        """
        {"column_data": "to Riga", "column_label": [[3, 7, "City"]]}
        """,
        """
        [{"text": "to Riga", "label": [[3, 7, "City"]]}]
        """,
        """
        {"text": "to Riga", "label": "travel", "entities": [[3, 7, "City"]]}
        """,
        """
        {
          "text": "to Riga", "entities": [
          {"start": 3, "end": 7, "label": "City"}
        ]}
        """,
        """
        {"text": "to Riga", "annotations": [{"start_offset": 3, "end_offset": 7, "label": "City"}]}
        """
      })
  void readsTheNamesThatColumnsHave(String record) {
    assertThat(tags(one(record))).containsExactly("City 'Riga'");
  }

  @Test
  void readsColumnsThatTheOptionsName() {
    ReadOptions options =
        ReadOptions.builder().option("text-field", "body").option("label-field", "ner").build();
    String record =
        """
        {"body": "to Riga", "text": "x", "ner": [[3, 7, "City"]], "label": []}
        """;
    AnnotatedDocument document = Formats.read(file(record), format(), options).documents().get(0);
    assertThat(tags(document)).containsExactly("City 'Riga'");
    assertThat(document.metadata()).containsEntry("text", "x").containsEntry("label", List.of());
  }

  @Test
  void readsObjectsAndLeavesRelationsOut() {
    Imported imported =
        lenient(
            """
            {"id": "t-1", "text": "Ada in Oslo", "entities": [
              {"id": 40, "label": "PER", "start_offset": 0, "end_offset": 3, "user": 2},
              {"id": 41, "label": "City", "start_offset": 7, "end_offset": 11, "prob": 0.5}],
             "relations": [{"id": 0, "from_id": 40, "to_id": 41, "type": "in"}],
             "cats": ["travel"], "Comments": ["sure?"]}
            """);
    assertThat(imported.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(0, 3, "PER", Map.of("id", "40", "annotator", "2")),
            new EntitySpan(7, 11, "City", Map.of("id", "41", "prob", "0.5")));
    assertThat(imported.documents().get(0).metadata())
        .isEqualTo(Map.of("Comments", List.of("sure?")));
    assertThat(imported.report().notes()).isEqualTo(2);
    assertThat(imported.report().toString())
        .contains("line 1, /relations: relations between tags; left out", "/cats: categories");
  }

  @Test
  void keepsWhoApprovedAndWhatIsMeta() {
    AnnotatedDocument document =
        one(
            """
            {"id": 1, "text": "Oslo", "meta": {"page": 3}, "annotation_approver": "ada",
             "source": null, "labels": []}
            """);
    assertThat(document.metadata())
        .containsEntry("meta", Map.of("page", 3))
        .containsEntry("annotation_approver", "ada")
        .containsEntry("source", null);
  }

  @Test
  void readsOverlappingNestedAndRepeatedTags() {
    AnnotatedDocument document =
        one(
            """
            {"text": "Port of Riga", "label": [[8, 12, "City"], [0, 12, "Site"], [0, 7, "X"],
             [5, 12, "Y"], [0, 12, "Site"]]}
            """);
    assertThat(tags(document))
        .containsExactly(
            "X 'Port of'",
            "Site 'Port of Riga'",
            "Site 'Port of Riga'",
            "Y 'of Riga'",
            "City 'Riga'");
  }

  @Test
  void namesAllThatIsWrongInOnePass() {
    Imported imported =
        lenient(
            """
            {"id": 1, "text": "to Riga", "label": [[3,7,"City"], [3,9,"City"], [4,4,"City"], \
            [5,3,"City"], [-1,3,"City"], [3,7], [3,"7","City"], [3,7,5], "City", [3,7," "], \
            {"start_offset":3,"end_offset":7,"label":12}, {"start_offset":3,"label":"City"}, \
            [3,99999999999999999999,"City"], [2.5,7,"City"]]}
            {"id": 2, "label": []}
            [1]
            {broken
            {"id": 5, "text": "Riga"}
            """);
    assertThat(imported.documents()).extracting(AnnotatedDocument::id).containsExactly("1", "5");
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Riga'");
    assertThat(imported.report().errors()).isEqualTo(16);
    assertThat(imported.report().problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.place()).startsWith("line ");
              assertThat(problem.found()).isNotBlank();
              assertThat(problem.action()).isEqualTo("left out");
              assertThat(problem.fix()).isNotBlank();
            });
    assertThat(imported.report().toString())
        .contains(
            "line 1, /label/1: span 3..9 'City' reaches outside the text of 7 code points",
            "line 1, /label/5: a tag that is [3,7]",
            "line 1, /label/10: a tag whose label is the number 12",
            "line 2: no text in the fields text, data, column_data",
            "line 3: a record that is an array",
            "line 4: broken JSON at column 2");
    assertThatThrownBy(() -> Formats.read(file("{\"id\":1}"), format(), STRICT))
        .hasMessageContaining("no text in the fields");
  }

  @Test
  void tellsItsOwnFiles() {
    assertThat(match("{\"text\": \"Riga\", \"label\": [[0, 4, \"City\"]]}"))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(
            match(
                """
                {"text": "", "label": []}
                {"text": "Riga", "labels": [[0, 4, "City"]]}
                """))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(
            match("{\"text\": \"Riga\", \"entities\": [{\"start_offset\": 0, \"end_offset\": 4}]}"))
        .isEqualTo(FormatMatch.CERTAIN);
    assertThat(match("{\"text\": \"Riga\", \"label\": []}")).isEqualTo(FormatMatch.LIKELY);
    assertThat(match("{\"text\": \"Riga\", \"entities\": [[0, 4, \"City\"]]}"))
        .isEqualTo(FormatMatch.POSSIBLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"Riga\", \"label\": [\"travel\"]}",
        "{\"text\": \"Riga\", \"label\": [{\"start\": 0, \"end\": 4, \"labels\": [\"C\"]}]}",
        "{\"text\": \"Riga\", \"spans\": []}",
        "{\"text\": 5, \"label\": [[0, 4, \"City\"]]}",
        "Riga B-City",
        ""
      })
  void tellsTheFilesOfOthers(String content) {
    assertThat(match(content)).isEqualTo(FormatMatch.NONE);
  }

  private static final AnnotatedDocument FULL =
      AnnotatedDocument.builder("t-9", TRUCK + " Ada in Oslo")
          .span(new EntitySpan(3, 6, "PER", Map.of("id", "a1", "note", "sure")))
          .span(10, 14, "City")
          .rejectedSpan(new EntitySpan(7, 9, "City", Map.of("note", "no")))
          .reviewedTypes(List.of("PER"))
          .reviewedRegions(List.of(new CharSpan(0, 9)))
          .language("no")
          .part(DatasetPart.TEST)
          .metadata("label", "shift 2")
          .metadata("page", 4)
          .build();

  @Test
  void writesWhatDoccanoImports() {
    assertThat(written(WriteOptions.defaults(), FULL))
        .isEqualTo(
            """
            {"id":"t-9","text":"%s Ada in Oslo","label":[[2,5,"PER"],[9,13,"City"]],"page":4,\
            "nerine":{"language":"no","split":"test","reviewedTypes":["PER"],\
            "reviewedRegions":[{"start":0,"end":9}],"rejectedSpans":[{"start":7,"end":9,\
            "label":"City","text":"in","nerine":{"note":"no"}}],"metadata":{"label":"shift 2"}}}
            """
                .formatted(TRUCK));
    assertThat(written(WriteOptions.builder().offsets(OffsetEncoding.UTF8).build(), FULL))
        .contains("[[5,8,\"PER\"],[12,16,\"City\"]]");
  }

  @Test
  void writesObjectsInAnArrayWhereAsked() {
    WriteOptions options =
        WriteOptions.builder().option("layout", "array").option("entities", "true").build();
    AnnotatedDocument plain = AnnotatedDocument.builder("t", "Ada").span(0, 3, "PER").build();
    assertThat(written(options, FULL, plain, AnnotatedDocument.of("u", "")))
        .startsWith("[\n{\"id\":\"t-9\"")
        .contains("[{\"id\":\"a1\",\"start_offset\":2,\"end_offset\":5,\"label\":\"PER\"},")
        .endsWith(
            """
            {"id":"t","text":"Ada","entities":[{"id":0,"start_offset":0,"end_offset":3,\
            "label":"PER"}],"relations":[]},
            {"id":"u","text":"","entities":[],"relations":[]}
            ]
            """);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(
            () -> written(WriteOptions.builder().option("layout", "table").build(), FULL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Option 'layout' is 'table'; it takes lines, array");
    assertThatThrownBy(
            () -> written(WriteOptions.builder().option("entities", "yes").build(), FULL))
        .hasMessageContaining("it takes false, true");
  }

  @Test
  void saysWhatIsWrongInWhatNerineAdded() {
    Imported imported =
        lenient(
            """
            {"text": "Riga", "label": [], "nerine": {"id": "t-1", "split": "all", "language": 3, \
            "reviewedTypes": [1, "City"], "reviewedRegions": [{"start": 0, "end": 9}, 4, \
            {"start": 0, "end": 2}], "rejectedSpans": [{"start": 0, "end": 4, "label": "PER", \
            "text": "Oslo"}, {"start": 0}]}}
            {"text": "Oslo", "label": [], "nerine": [1]}
            """);
    assertThat(imported.documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("t-1", "line-2");
    assertThat(imported.documents().get(0).reviewedRegions()).contains(List.of(new CharSpan(0, 2)));
    assertThat(imported.report().errors()).isEqualTo(8);
    assertThat(imported.report().toString())
        .contains("line 1, /nerine: split 'all'", "line 2, /nerine: field 'nerine' is an array");
  }

  @Test
  void leavesOutWhatJsonCannotHold() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("t-1", "Riga")
            .span(new EntitySpan(0, 4, "City", Map.of("\uD83D", "x")))
            .metadata("ratio", Double.NaN)
            .metadata("deep", List.of(Map.of("\uDE00", 1)))
            .metadata("page", 4)
            .build();
    assertThat(written(WriteOptions.defaults(), document))
        .isEqualTo("{\"id\":\"t-1\",\"text\":\"Riga\",\"label\":[[0,4,\"City\"]],\"page\":4}\n");
  }
}
