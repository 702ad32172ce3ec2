package io.nerine.internal.format.spacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatProblem;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.text.CharSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpacyRecordsTest {

  private static final SpacyFormat FORMAT = new SpacyFormat();

  @TempDir Path directory;

  private Imported read(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("train.json"), content);
    assertThat(Formats.detect(file).name()).isEqualTo("spacy2");
    return Formats.read(file, FORMAT, ReadOptions.builder().lenient().build());
  }

  private static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }

  private static String token(String orth, String ner) {
    return "{\"orth\": \"%s\", \"tag\": \"-\", \"ner\": %s}".formatted(orth, ner);
  }

  @Test
  void sentencesAreLinesAndParagraphsArePartedByAnEmptyLine() throws IOException {
    String sentence = "{\"tokens\": [%s, %s]}";
    String first = sentence.formatted(token("Ada", "\"B-PER\""), token("Quill", "\"L-PER\""));
    String second = sentence.formatted(token("slept", "\"O\""), token(".", "\"O\""));
    Imported imported =
        read(
            "[{\"id\": 3, \"paragraphs\": [{\"sentences\": [%s, %s]}, {\"sentences\": [%s]}]}]"
                .formatted(first, second, first));

    assertThat(imported.report().problems()).isEmpty();
    AnnotatedDocument document = imported.documents().get(0);
    assertThat(document.id()).isEqualTo("3");
    assertThat(document.text()).isEqualTo("Ada Quill\nslept .\n\nAda Quill");
    assertThat(tags(document)).containsExactly("PER 'Ada Quill'", "PER 'Ada Quill'");
    assertThat(document.reviewedRegions()).isEmpty();
  }

  @Test
  void rawTextAndSpacesAreHonoured() throws IOException {
    String tokens = "%s, %s".formatted(token("Ada", "\"U-PER\""), token(",", "\"O\""));
    String paragraphs = "[{\"paragraphs\": [{%s\"sentences\": [{\"tokens\": [%s]}]}]}]";
    assertThat(read(paragraphs.formatted("\"raw\": \"Ada, \", ", tokens)).documents().get(0).text())
        .isEqualTo("Ada, ");

    Imported other = read(paragraphs.formatted("\"raw\": \"Eva,\", ", tokens));
    assertThat(other.documents().get(0).text()).isEqualTo("Ada ,");
    assertThat(other.report().problems())
        .extracting(FormatProblem::place)
        .containsExactly("line 1, /0/paragraphs/0/raw");

    String spaced =
        "{\"orth\": \"Ada\", \"space\": \"\", \"ner\": \"O\"}, {\"orth\": \",\", \"space\": \" \"}";
    assertThat(read(paragraphs.formatted("", spaced)).documents().get(0).text()).isEqualTo("Ada, ");
  }

  @Test
  void tokensOfWhichNothingIsKnownAreNotReviewed() throws IOException {
    Imported imported =
        read(
            "[{\"paragraphs\": [{\"sentences\": [{\"tokens\": [%s, %s, %s, %s]}]}]}]"
                .formatted(
                    token("Ada", "\"U-PER\""),
                    token("met", "\"O\""),
                    token("Bo", "\"-\""),
                    token("again", "null")));

    AnnotatedDocument document = imported.documents().get(0);
    assertThat(document.reviewedRegions()).contains(List.of(new CharSpan(0, 7)));
    assertThat(tags(document)).containsExactly("PER 'Ada'");
  }

  @Test
  void whatWasNotReviewedIsWrittenAsUnknown() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "Ada met Bo again")
            .span(0, 3, "PER")
            .reviewedRegions(List.of(new CharSpan(0, 7)))
            .build();
    Path file = directory.resolve("out.json");
    Formats.write(file, FORMAT, List.of(document), WriteOptions.defaults());

    assertThat(file).content().contains("\"orth\":\"met\",\"tag\":\"-\",\"ner\":\"O\"");
    assertThat(file).content().contains("\"orth\":\"Bo\",\"tag\":\"-\",\"ner\":\"-\"");
    assertThat(Formats.read(file).documents()).containsExactly(document);
  }

  @Test
  void whatIsWrongIsReportedWithItsPointer() throws IOException {
    Imported imported =
        read(
            """
            [{"paragraphs": [{"sentences": [{"tokens": [{"orth": 7, "ner": "O"}]}]}]},
             {"paragraphs": [{"sentences": [{"tokens": [{"orth": "a", "ner": ["O"]}]}]}]},
             {"sentences": []},
             {"paragraphs": [{"sentences": [{"tokens": [{"orth": "a", "ner": "PER"}]}]}]}]
            """);

    assertThat(imported.report().problems())
        .extracting(FormatProblem::place)
        .containsExactly(
            "line 1, /0/paragraphs/0/sentences/0/tokens/0",
            "line 2, /1/paragraphs/0/sentences/0/tokens/0",
            "line 3, /2",
            "line 4, /3/paragraphs/0/sentences/0/tokens/0/ner");
    assertThat(imported.documents()).hasSize(1);
  }
}
