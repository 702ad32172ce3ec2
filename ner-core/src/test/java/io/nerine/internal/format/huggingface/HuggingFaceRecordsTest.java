package io.nerine.internal.format.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatProblem;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceRecordsTest {

  private static final HuggingFaceFormat FORMAT = new HuggingFaceFormat();

  private static final String NAMES = "{\"names\": [\"O\", \"B-PER\", \"I-PER\", \"B-LOC\"]}";

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    Files.createDirectories(directory.resolve("data"));
    return Files.writeString(directory.resolve("data").resolve("rows.json"), content);
  }

  private Imported read(String content, String... options) throws IOException {
    ReadOptions.Builder reading = ReadOptions.builder().lenient();
    for (int i = 0; i < options.length; i += 2) {
      reading.option(options[i], options[i + 1]);
    }
    return Formats.read(file(content), FORMAT, reading.build());
  }

  private static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }

  @Test
  void tagsAreStringsInLinesOrInAnArray() throws IOException {
    String first =
        "{\"id\": 7, \"tokens\": [\"Ada\", \"Quill\", \"left\"], \"ner_tags\": [\"B-PER\", \"I-PER\", \"O\"]}";
    String second = "{\"tokens\": [\"Riga\"], \"ner_tags\": [\"B-LOC\"], \"source\": \"memo\"}";
    for (String content :
        List.of(first + "\n" + second + "\n", "[" + first + ",\n" + second + "]")) {
      Imported imported = read(content);

      assertThat(imported.report().problems()).isEmpty();
      assertThat(imported.documents())
          .extracting(AnnotatedDocument::text)
          .containsExactly("Ada Quill left", "Riga");
      assertThat(imported.documents().get(0).id()).isEqualTo("7");
      assertThat(tags(imported.documents().get(0))).containsExactly("PER 'Ada Quill'");
      assertThat(tags(imported.documents().get(1))).containsExactly("LOC 'Riga'");
      assertThat(imported.documents().get(1).metadata()).isEqualTo(Map.of("source", "memo"));
      assertThat(FORMAT.match(FormatProbe.of(file(content)))).isEqualTo(FormatMatch.CERTAIN);
    }
  }

  @Test
  void numbersNeedNames() throws IOException {
    String content = "{\"tokens\": [\"Ada\", \"Quill\", \"x\"], \"ner_tags\": [1, 2, 0]}\n";
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("line 1, /ner_tags/0")
        .hasMessageContaining("option 'labels'")
        .hasMessageContaining("dataset_info.json");

    assertThat(tags(read(content, "labels", "O, B-PER, I-PER").documents().get(0)))
        .containsExactly("PER 'Ada Quill'");
  }

  @Test
  void namesStandInTheDescriptionOfTheDataSet() throws IOException {
    String content = "{\"tokens\": [\"Ada\", \"x\"], \"ner_tags\": [1, 0]}\n";
    Path info = directory.resolve("dataset_info.json");
    Files.writeString(
        info,
        "{\"features\": {\"ner_tags\": {\"feature\": %s, \"_type\": \"Sequence\"}}}"
            .formatted(NAMES));
    assertThat(tags(read(content).documents().get(0))).containsExactly("PER 'Ada'");

    Files.delete(info);
    Files.writeString(
        directory.resolve("data").resolve("dataset_infos.json"),
        "{\"default\": {\"features\": {\"ner_tags\": {\"feature\": {\"names\": {\"1\": \"B-LOC\", \"0\": \"O\"}}}}}}");
    assertThat(tags(read(content).documents().get(0))).containsExactly("LOC 'Ada'");

    Files.writeString(directory.resolve("data").resolve("dataset_infos.json"), "{");
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("dataset_infos.json")
        .hasMessageContaining("broken JSON");
  }

  @Test
  void anAnswerOfTheServerForDataSetsIsRead() throws IOException {
    String content =
        """
        {"features": [{"feature_idx": 0, "name": "tokens", "type": {"_type": "Sequence"}},
          {"feature_idx": 1, "name": "ner_tags", "type": {"feature": %s, "_type": "Sequence"}}],
         "rows": [{"row_idx": 0, "row": {"id": "r0", "tokens": ["In", "Riga"], "ner_tags": [0, 3]},
           "truncated_cells": []}], "num_rows_total": 1}
        """
            .formatted(NAMES);
    Imported imported = read(content);

    assertThat(imported.report().problems()).isEmpty();
    assertThat(imported.documents()).hasSize(1);
    assertThat(imported.documents().get(0).id()).isEqualTo("r0");
    assertThat(tags(imported.documents().get(0))).containsExactly("LOC 'Riga'");
    assertThat(FORMAT.match(FormatProbe.of(file(content)))).isEqualTo(FormatMatch.CERTAIN);
  }

  @Test
  void aTextBesideTheTokensIsTheText() throws IOException {
    String row =
        "{\"text\": \"%s\", \"tokens\": [\"Ada\", \",\", \"left\"], \"ner_tags\": [\"B-PER\", \"O\", \"O\"]}\n";
    assertThat(read(row.formatted("Ada,  left")).documents().get(0).text()).isEqualTo("Ada,  left");

    Imported other = read(row.formatted("Eva, left"));
    assertThat(other.documents().get(0).text()).isEqualTo("Ada , left");
    assertThat(other.report().warnings()).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsReportedWithItsPointer() throws IOException {
    Imported imported =
        read(
            """
            [{"tokens": ["a", "b"], "ner_tags": ["O"]},
             {"tokens": ["a", 7], "ner_tags": ["O", "O"]},
             {"tokens": ["a"], "ner_tags": [true]},
             {"tokens": "a", "ner_tags": ["O"]},
             "text",
             {"tokens": ["a", "", "b"], "ner_tags": [9, "B-X", "B-X"]}]
            """,
            "labels",
            "O,B-X");

    assertThat(imported.report().problems())
        .extracting(FormatProblem::place)
        .containsExactly(
            "line 1, /0/ner_tags",
            "line 2, /1/tokens/1",
            "line 3, /2/ner_tags/0",
            "line 4, /3",
            "line 5, /4",
            "line 6, /5/ner_tags/0",
            "line 6, /5/ner_tags/1");
    assertThat(imported.documents()).hasSize(1);
    assertThat(imported.documents().get(0).text()).isEqualTo("a b");
    assertThat(tags(imported.documents().get(0))).containsExactly("X 'b'");
  }

  @Test
  void fieldsCanBeNamed() throws IOException {
    String content = "{\"pieces\": [\"Ada\"], \"marks\": [\"PERSON\"]}\n";
    Imported imported = read(content, "tokens-field", "pieces", "tags-field", "marks");

    assertThat(tags(imported.documents().get(0))).containsExactly("PERSON 'Ada'");
  }

  @Test
  void numbersCanBeWritten() throws IOException {
    Path file = directory.resolve("out.jsonl");
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "Ada left").span(0, 3, "PER").build();
    WriteOptions.Builder options =
        WriteOptions.builder().option("labels", "O,B-PER,I-PER").option("text", "false");
    Formats.write(file, FORMAT, List.of(document), options.build());

    assertThat(file).hasContent("{\"id\":\"d\",\"tokens\":[\"Ada\",\"left\"],\"ner_tags\":[1,0]}");
    AnnotatedDocument other = AnnotatedDocument.builder("e", "in Riga").span(3, 7, "LOC").build();
    assertThatThrownBy(() -> Formats.write(file, FORMAT, List.of(other), options.build()))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("'B-LOC'")
        .hasMessageContaining("'labels'");
    assertThat(file).content().contains("\"id\":\"d\"");
  }

  @Test
  void aTextThatIsLeftOutIsReported() {
    Path file = directory.resolve("out.jsonl");
    WriteOptions options = WriteOptions.builder().option("text", "false").build();
    AnnotatedDocument spaced = AnnotatedDocument.of("d", "a b");
    AnnotatedDocument closed = AnnotatedDocument.of("e", "a b.");

    assertThat(Formats.write(file, FORMAT, List.of(spaced), options).warnings()).isZero();
    assertThat(Formats.write(file, FORMAT, List.of(closed), options).warnings()).isEqualTo(1);
  }
}
