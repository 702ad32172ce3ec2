package io.nerine.internal.format.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.format.FormatProblem;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnWritingTest {

  private static final AnnotatedDocument MEMO =
      AnnotatedDocument.builder("memo 4", "Ada Quill met Bo-Chen.\n\nIn Riga!")
          .span(0, 9, "PER")
          .span(14, 21, "PER")
          .span(27, 31, "LOC")
          .language("en")
          .part(DatasetPart.TEST)
          .build();

  @TempDir Path directory;

  private FormatReport report = new FormatReport(0, 0, 0, 0, 0, List.of());

  private String written(List<AnnotatedDocument> documents, String... options) throws IOException {
    WriteOptions.Builder writing = WriteOptions.builder();
    for (int i = 0; i < options.length; i += 2) {
      writing.option(options[i], options[i + 1]);
    }
    Path file = directory.resolve("out.conll");
    report = Formats.write(file, new ColumnFormat(), documents, writing.build());
    return Files.readString(file);
  }

  private List<AnnotatedDocument> readBack() {
    return Formats.read(directory.resolve("out.conll"), new ColumnFormat(), ReadOptions.defaults())
        .documents();
  }

  @Test
  void idsAndTextsStandInComments() throws IOException {
    assertThat(written(List.of(MEMO)))
        .isEqualTo(
            """
            # global.columns = FORM NERINE:NER
            # newdoc id = memo 4
            # language = en
            # split = test
            # text = Ada Quill met Bo-Chen.
            Ada\tB-PER
            Quill\tI-PER
            met\tO
            Bo\tB-PER
            -\tI-PER
            Chen\tI-PER
            .\tO

            # text =

            # text = In Riga!
            In\tO
            Riga\tB-LOC
            !\tO

            """);
    assertThat(report.problems()).isEmpty();
    assertThat(readBack()).containsExactly(MEMO);
  }

  @Test
  void aPlainFileHasTokensAndTagsAlone() throws IOException {
    String plain =
        written(
            List.of(MEMO),
            "comments",
            "false",
            "columns",
            "conll2003",
            "separator",
            "space",
            "scheme",
            "bioes");

    assertThat(plain)
        .isEqualTo(
            """
            -DOCSTART- -X- _ O

            Ada -X- _ B-PER
            Quill -X- _ E-PER
            met -X- _ O
            Bo -X- _ B-PER
            - -X- _ I-PER
            Chen -X- _ E-PER
            . -X- _ O

            In -X- _ O
            Riga -X- _ S-LOC
            ! -X- _ O

            """);
    assertThat(report.problems())
        .extracting(FormatProblem::found)
        .contains(
            "a text that is not its tokens with one space between them",
            "a document with an id, which the format cannot hold");
    assertThat(readBack().get(0).text()).isEqualTo("Ada Quill met Bo - Chen .\nIn Riga !");
  }

  @Test
  void textsOfTokensStayAsTheyAreWithoutComments() throws IOException {
    AnnotatedDocument cut =
        AnnotatedDocument.builder("line-1", "Mr. O'Hara left U.S. soil .")
            .span(4, 10, "PER")
            .build();

    assertThat(written(List.of(cut), "comments", "false", "tokens", "spaces", "documents", "none"))
        .isEqualTo("Mr.\tO\nO'Hara\tB-PER\nleft\tO\nU.S.\tO\nsoil\tO\n.\tO\n\n");
    assertThat(report.warnings()).isZero();
    assertThat(readBack()).containsExactly(cut);
  }

  @Test
  void tagsThatCutWordsAreKept() throws IOException {
    AnnotatedDocument parts =
        AnnotatedDocument.builder("d", "Donaudampfschiff anti-EU")
            .span(0, 5, "LOC")
            .span(22, 24, "ORG")
            .build();
    assertThat(written(List.of(parts))).contains("Donau\tB-LOC\ndampfschiff\tO\n");
    assertThat(readBack()).containsExactly(parts);
  }

  @Test
  void theLongestOfOverlappingTagsIsKeptAndColumnsMayHoldMore() throws IOException {
    AnnotatedDocument nested =
        AnnotatedDocument.builder("d", "Bank of West Ulm")
            .span(8, 12, "DIR")
            .span(0, 16, "ORG")
            .span(8, 16, "LOC")
            .build();
    assertThat(written(List.of(nested))).contains("West\tI-ORG\n").doesNotContain("LOC");
    assertThat(report.warnings()).isEqualTo(1);
    assertThat(report.problems().get(0).found())
        .isEqualTo("a tag that overlaps a longer one (2 times, first here)");
    assertThat(report.spans()).isEqualTo(1);

    assertThat(written(List.of(nested), "nested", "3"))
        .contains("# global.columns = FORM NERINE:NER NERINE:NER2 NERINE:NER3\n")
        .contains("West\tI-ORG\tB-LOC\tB-DIR\n");
    assertThat(report.warnings()).isZero();
    assertThat(readBack()).containsExactly(nested);
  }

  @Test
  void eachSchemeIsReadBack() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "a b c d e f")
            .span(0, 3, "X")
            .span(4, 5, "X")
            .span(6, 7, "Y")
            .span(10, 11, "X")
            .build();
    for (String scheme : List.of("iob1", "iob2", "bioes", "bilou", "bmes")) {
      written(List.of(document), "scheme", scheme);
      assertThat(report.warnings()).as(scheme).isZero();
      assertThat(readBack()).as(scheme).containsExactly(document);
    }
    assertThat(written(List.of(document), "scheme", "io")).contains("c\tI-X\n");
    assertThat(report.problems())
        .extracting(FormatProblem::action)
        .containsExactly("written as one with it, since the scheme IO cannot part them");
  }

  @Test
  void whatAColumnCannotHoldIsReported() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "Ann \uD83D \uDE00 Bo")
            .span(new EntitySpan(0, 3, "Job\ttitle", Map.of("note", "x")))
            .span(3, 4, "SPACE")
            .span(7, 10, "PER")
            .build();
    assertThat(written(List.of(document)))
        .contains("Ann\tB-Job_title\n", "\uFFFD\tO\n", "Bo\tB-PER");
    assertThat(report.problems())
        .extracting(FormatProblem::found)
        .containsExactlyInAnyOrder(
            "a document with attributes of tags, which the format cannot hold",
            "a tag of white space alone",
            "a tag with white space at its edges",
            "a type whose name a column cannot hold");
    assertThat(readBack().get(0).text()).isEqualTo(document.text());
  }

  @Test
  void aTagOverALineBreakKeepsItsSentenceWhole() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "seen in New\nYork today\nand then")
            .span(8, 16, "LOC")
            .build();

    assertThat(written(List.of(document)))
        .contains("# text-json = \"seen in New\\nYork today\"\n")
        .contains("New\tB-LOC\nYork\tI-LOC\n");
    assertThat(readBack()).containsExactly(document);
  }

  @Test
  void tokensThatLookLikeMarksDoNoHarm() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder(
                "# newdoc", "-DOCSTART- # text = x\n# newdoc id = y\n#end document")
            .span(2, 5, "X")
            .build();
    written(List.of(document));
    assertThat(readBack()).containsExactly(document);

    written(List.of(document), "tokens", "spaces");
    assertThat(readBack()).containsExactly(document);
  }

  @Test
  void newdocNeedsComments() {
    assertThatThrownBy(() -> written(List.of(), "comments", "false", "documents", "newdoc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("documents");
  }
}
