package io.nerine.internal.format.spacysimple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonFormatContract;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacySimpleFormatTest extends JsonFormatContract {

  @Override
  protected DocumentFormat format() {
    return new SpacySimpleFormat();
  }

  @Override
  protected String targetName() {
    return "train.json";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[[\"to Riga\", {\"entities\": [[3, 7, \"City\"]]}], [\"Oslo\", {\"entities\": []}]]",
        """
        ["to Riga", {"entities": [[3, 7, "City"]]}]
        ["Oslo", {"entities": []}]
        """,
        """
        {"text": "to Riga", "entities": [[3, 7, "City"]]}
        {"text": "Oslo", "entities": []}
        """,
        """
        [{"text": "to Riga", "ents": [{"start": 3, "end": 7, "label": "City"}]},
         {"text": "Oslo", "ents": []}]
        """,
        """
        {"classes": ["City"], "annotations": [
          ["to Riga", {"entities": [[3, 7, "City"]]}], ["Oslo", {"entities": []}]]}
        """,
        """
        {"annotations": [["to Riga", {"entities": [[3, 7, "City"]]}],
          ["Oslo", {"entities": []}]], "classes": []}
        """,
        """
        [("to Riga", {"entities": [(3, 7, "City")]}), ("Oslo", {"entities": []})]
        """,
        """
        # My training data
        TRAIN_DATA = [
          ("to Riga", {"entities": [(3, 7, "City"),]}),  # one city
          (u'Oslo', {'entities': ()},),
        ]
        """,
        """
        [['to Riga', {'entities': [[3, 7, 'City']]}], ["Oslo", {'entities': []}]]
        """,
        """
        ("to Riga", {"entities": [(3, 7, "City")]}),
        ("Oslo", {"entities": []})
        """,
        """
        ("to Riga", {"entities": [(3, 7, "City")]})
        ("Oslo", {"entities": []})
        """
      })
  void readsAllFormsThatArePassedOn(String content) {
    List<AnnotatedDocument> documents = read(content);
    assertThat(documents).extracting(AnnotatedDocument::text).containsExactly("to Riga", "Oslo");
    assertThat(tags(documents.get(0))).containsExactly("City 'Riga'");
    assertThat(Formats.detect(file(content)).name()).isEqualTo("spacy");
  }

  @Test
  void countsCodePointsUnlessToldOtherwise() {
    String content = "[[\"%s to Riga\", {\"entities\": [[%d, %d, \"City\"]]}]]";
    assertThat(tags(one(content.formatted(TRUCK, 5, 9)))).containsExactly("City 'Riga'");
    ReadOptions utf16 = ReadOptions.builder().offsets(OffsetEncoding.UTF16).build();
    Imported imported = Formats.read(file(content.formatted(TRUCK, 6, 10)), format(), utf16);
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Riga'");
  }

  @Test
  void readsThePartsThatTagsMayHave() {
    assertThat(
            one("""
                    [["Ada in Oslo", {"entities": [[0, 3, "PER", "Q7259"], [7, 11, "City", null],
                      {"start": 7, "end": 11, "label": "Place", "text": "Oslo", "kb_id": "Q585"}]}]]
                    """)
                .spans())
        .containsExactly(
            new EntitySpan(0, 3, "PER", Map.of("kb_id", "Q7259")),
            new EntitySpan(7, 11, "City"),
            new EntitySpan(7, 11, "Place", Map.of("kb_id", "Q585")));
    assertThat(one("[[\"Ada\", {\"spans\": {\"sc\": [[0, 3, \"PER\"]]}}]]").spans())
        .containsExactly(new EntitySpan(0, 3, "PER", Map.of("group", "sc")));
    assertThat(tags(one("[[\"Ada\", [[0, 3, \"PER\"]]]]"))).containsExactly("PER 'Ada'");
    assertThat(one("{\"text\": \"Ada\", \"ents\": [], \"title\": null}").metadata())
        .containsEntry("title", null);
  }

  @Test
  void notesWhatItLeavesOut() {
    Imported imported =
        lenient(
            """
            {"classes": ["PER"], "annotations": [null,
              ["Ada", {"entities": [[0, 3, "PER"]], "cats": {"x": 1.0}, "links": {}}], null]}
            """);
    assertThat(tags(imported.documents().get(0))).containsExactly("PER 'Ada'");
    assertThat(imported.report().notes()).isEqualTo(3);
    assertThat(imported.report().toString())
        .contains(
            "line 1, /annotations/0: a text that was not annotated (2 times, first here)",
            "line 2, /annotations/1/1: annotations other than entities: cats; left out");
  }

  @Test
  void namesAllThatIsWrongInOnePass() {
    Imported imported =
        lenient(
            """
            [["Riga", {"entities": [[0, 9, "City"], [0, 4], "x", {"start": 0}]}],
             ["Riga", {"entities": ["U-City"]}],
             ["Riga", {"entities": 3, "spans": {"sc": 4}}],
             ["Riga"],
             ["Riga", "City"],
             [5, {"entities": []}],
             {"label": "x"},
             7,
             {"text": "Riga", "spans": [{"start_token": 0, "end_token": 1, "label": "City"}]},
             {"text": "Riga", "ents": [{"start": 0, "end": 4}]},
             ["Oslo", {"entities": [[0, 4, "City"]]}]]
            """);
    assertThat(imported.documents()).hasSize(8);
    assertThat(tags(imported.documents().get(7))).containsExactly("City 'Oslo'");
    assertThat(imported.documents().get(7).id()).isEqualTo("record-11");
    assertThat(imported.report().errors()).isEqualTo(14);
    assertThat(imported.report().problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.place()).startsWith("line ");
              assertThat(problem.found()).isNotBlank();
              assertThat(problem.fix()).isNotBlank();
            });
    assertThat(imported.report().toString())
        .contains(
            "line 1, /0/1/entities/0: span 0..9 'City' reaches outside",
            "line 2, /1/1/entities: tags of tokens in place of offsets",
            "line 3, /2/1/entities: tags that are the number 3",
            "line 3, /2/1/spans/sc: tags that are the number 4",
            "line 4, /3/1: annotations that are nothing",
            "line 6, /5: a record that is an array",
            "line 9, /8/spans/0: a tag that counts tokens");
  }

  @Test
  void readsPythonStrings() {
    AnnotatedDocument document =
        one(
            """
            [('''Ada's "caf\\xe9"
            in\\tOslo\\U0001F69A \\u0041\\101\\d \\\\ \\'x\\' ''', {"entities": [(0, 3, r"P\\R")]}),]
            """);
    assertThat(document.text())
        .isEqualTo("Ada's \"caf\u00E9\"\nin\tOslo" + TRUCK + " AA\\d \\ 'x' ");
    assertThat(tags(document)).containsExactly("P\\R 'Ada'");
    assertThat(one("[('a\\\nb', {'entities': [], })]").text()).isEqualTo("ab");
    assertThat(one("[('', {'entities': []})]").text()).isEmpty();
    assertThat(one("[(\"\"\"a\"\"b\"\"\", {'entities': None})]").text()).isEqualTo("a\"\"b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[('Ada' 'Bo', {'entities': []})]",
        "[('Ada', {'entities': [(0, 3, LABEL)]})]",
        "[('Ada', {'entities': [(0, 3, 'PER')]}",
        "[('Ada\nBo', {'entities': []})]",
        "[('\\xzz', {'entities': []})]",
        "[('\\UFFFFFFFF', {'entities': []})]",
        "[('Ada', {'entities': []})]\nnlp = 3",
        "[('Ada', {'entities': []",
        "[('''Ada, {'entities': []"
      })
  void saysHowToWriteJsonWherePythonIsNoLiteral(String content) {
    Imported imported = lenient(content);
    assertThat(imported.report().errors()).isOne();
    assertThat(imported.report().problems().get(0).toString())
        .containsAnyOf("json.dump(TRAIN_DATA, file)", "there is more behind the JSON value");
  }

  @Test
  void refusesBinaryFiles() throws IOException {
    Path file = Files.write(folder.resolve("train.spacy"), new byte[] {0x78, (byte) 0x9C, 0, 1});
    assertThat(Formats.detect(file).name()).isEqualTo("spacy");
    assertThatThrownBy(() -> Formats.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("train.spacy' is a binary file of spaCy")
        .hasMessageContaining("DocBin().from_disk(path)");
    assertThat(format().match(FormatProbe.of(folder))).isEqualTo(FormatMatch.NONE);
  }

  @Test
  void tellsItsOwnFiles() {
    assertThat(match("[[\"Riga\", {\"entities\": []}]]")).isEqualTo(FormatMatch.CERTAIN);
    assertThat(match("{\"text\": \"Riga\", \"entities\": [[0, 4, \"City\"]]}"))
        .isEqualTo(FormatMatch.LIKELY);
    assertThat(match("{\"text\": \"Riga\", \"entities\": []}")).isEqualTo(FormatMatch.POSSIBLE);
    assertThat(match("(\"Riga\", {\"entities\": []})")).isEqualTo(FormatMatch.LIKELY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\": \"Riga\", \"label\": []}",
        "{\"annotations\": [{\"result\": []}], \"data\": {\"text\": \"Riga\"}}",
        "[{\"id\": 0, \"paragraphs\": []}]",
        "(\"Riga\" is a city)",
        "[\"Riga\"]",
        ""
      })
  void tellsTheFilesOfOthers(String content) {
    assertThat(match(content)).isEqualTo(FormatMatch.NONE);
  }

  @Test
  void writesAllStyles() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("t-1", TRUCK + " to Riga").span(6, 10, "City").build();
    assertThat(written(WriteOptions.defaults(), document))
        .isEqualTo("[\n[\"%s to Riga\",{\"entities\":[[5,9,\"City\"]]}]\n]\n".formatted(TRUCK));
    assertThat(
            written(
                WriteOptions.builder().option("layout", "lines").option("style", "object").build(),
                document,
                document))
        .isEqualTo(
            "{\"text\":\"%s to Riga\",\"entities\":[[5,9,\"City\"]]}\n".formatted(TRUCK).repeat(2));
    assertThat(written(WriteOptions.builder().option("style", "displacy").build(), document))
        .contains("\"ents\":[{\"start\":5,\"end\":9,\"label\":\"City\"}]");
  }

  @Test
  void notesIdsThatItCannotHold() {
    AnnotatedDocument own = AnnotatedDocument.of("t-1", "Ada");
    assertThat(
            Formats.write(folder.resolve("a.json"), format(), List.of(own), WriteOptions.defaults())
                .toString())
        .contains("1 note", "document 't-1': a document with an id, which the format cannot hold");
  }
}
