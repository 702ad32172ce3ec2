package io.nerine.internal.format.gliner;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlinerRecordsTest {

  private static final GlinerFormat FORMAT = new GlinerFormat();

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("train.json"), content);
  }

  private Imported read(String content) throws IOException {
    return Formats.read(file(content), FORMAT, ReadOptions.builder().lenient().build());
  }

  private static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }

  @Test
  void endsAreTheLastTokens() throws IOException {
    String record =
        "{\"tokenized_text\": [\"Ada\", \"Quill\", \"of\", \"West\", \"Riga\"],"
            + " \"ner\": [[0, 1, \"person\"], [3, 4, \"place\"], [4, 4, \"city\"]],"
            + " \"negatives\": [\"animal\"]}";
    for (String content : List.of("[" + record + "]", record + "\n")) {
      Imported imported = read(content);

      assertThat(imported.report().problems()).isEmpty();
      AnnotatedDocument document = imported.documents().get(0);
      assertThat(document.text()).isEqualTo("Ada Quill of West Riga");
      assertThat(tags(document))
          .containsExactly("person 'Ada Quill'", "place 'West Riga'", "city 'Riga'");
      assertThat(document.metadata()).containsEntry("negatives", List.of("animal"));
      assertThat(FORMAT.match(FormatProbe.of(file(content)))).isEqualTo(FormatMatch.CERTAIN);
    }
  }

  @Test
  void whatIsWrongIsReportedWithItsPointer() throws IOException {
    Imported imported =
        read(
            """
            [{"tokenized_text": ["a", "b", ""],
              "ner": [[0, 3, "X"], [1, 0, "X"], [-1, 0, "X"], [0, 0, " "], [0, "X"], [0.5, 1, "X"],
                      {"start": 0}, [2, 2, "X"], [0, 99999999999, "X"], [0, 1, "Y"]]},
             {"tokenized_text": ["a", null], "ner": []},
             {"ner": []},
             {"tokenized_text": ["a"], "ner": "none"}]
            """);

    assertThat(imported.report().problems())
        .extracting(FormatProblem::place)
        .containsExactly(
            "line 1, /0/ner/0",
            "line 1, /0/ner/1",
            "line 1, /0/ner/2",
            "line 1, /0/ner/3",
            "line 1, /0/ner/4",
            "line 1, /0/ner/5",
            "line 1, /0/ner/6",
            "line 1, /0/ner/7",
            "line 1, /0/ner/8",
            "line 4, /1/tokenized_text/1",
            "line 5, /2",
            "line 6, /3/ner");
    assertThat(imported.documents()).hasSize(2);
    assertThat(tags(imported.documents().get(0))).containsExactly("Y 'a b'");
  }

  @Test
  void wordsAreThoseOfGliner() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "state-of-the-art pumps, Riga").span(0, 5, "X").build();
    Path file = directory.resolve("out.json");
    Formats.write(file, FORMAT, List.of(document), WriteOptions.defaults());

    assertThat(file)
        .content()
        .contains(
            "\"tokenized_text\":[\"state\",\"-of-the-art\",\"pumps\",\",\",\"Riga\"],"
                + "\"ner\":[[0,0,\"X\"]]");
    assertThat(Formats.read(file).documents()).containsExactly(document);
  }
}
