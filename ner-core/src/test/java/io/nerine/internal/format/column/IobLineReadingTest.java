package io.nerine.internal.format.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatProblem;
import io.nerine.format.FormatReport;
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

class IobLineReadingTest {

  private static final IobLineFormat FORMAT = new IobLineFormat();

  @TempDir Path directory;

  private Imported read(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("a.iob"), content);
    return Formats.read(file, FORMAT, ReadOptions.builder().lenient().build());
  }

  @Test
  void eachLineIsADocument() throws IOException {
    String content = "Ada|NNP|B-PER Quill|NNP|I-PER a|b|NN|O\n\n  in|O Riga|B-LOC \n";
    Imported imported = read(content);

    assertThat(imported.report().problems()).isEmpty();
    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("line-1", "Ada Quill a|b").span(0, 9, "PER").build(),
            AnnotatedDocument.builder("line-3", "in Riga").span(3, 7, "LOC").build());
    assertThat(FORMAT.match(FormatProbe.of(directory.resolve("a.iob"))))
        .isEqualTo(FormatMatch.CERTAIN);
  }

  @Test
  void whatIsNoTokenWithATagIsAnError() throws IOException {
    Imported imported = read("Ada|B-PER left |O Riga|I-LOC Bo|B-PER\n");

    assertThat(imported.documents().get(0).text()).isEqualTo("Ada Riga Bo");
    assertThat(imported.report().problems())
        .extracting(FormatProblem::place)
        .containsExactly("line 1, column 11", "line 1, column 16", "line 1, token 2");
  }

  @Test
  void textThatIsNoTokensIsReported() {
    Path file = directory.resolve("out.iob");
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.builder("a", "Ada, left").span(0, 3, "Job title").build(),
            AnnotatedDocument.of("b", ""));
    FormatReport report = Formats.write(file, FORMAT, documents, WriteOptions.defaults());

    assertThat(file).hasContent("Ada|-|B-Job_title ,|-|O left|-|O\n\n");
    assertThat(report.problems())
        .extracting(FormatProblem::found)
        .containsExactly(
            "a document with an id, which the format cannot hold (2 times, first here)",
            "a type whose name has white space or a bar",
            "a text that is not its tokens with one space between them",
            "a document without a token");
  }

  @Test
  void aByteOrderMarkThatIsTextIsReadBack() {
    Path file = directory.resolve("mark.iob");
    AnnotatedDocument document =
        AnnotatedDocument.builder("line-1", "\uFEFF went to Riga").span(0, 1, "MARK").build();
    Formats.write(file, FORMAT, List.of(document), WriteOptions.defaults());

    assertThat(Formats.read(file, FORMAT, ReadOptions.defaults()).documents())
        .containsExactly(document);
  }

  @Test
  void spacesBetweenChineseCharactersAreNotLostSilently() {
    Path file = directory.resolve("spaced.iob");
    AnnotatedDocument document =
        AnnotatedDocument.builder("line-1", "\u6211 \u4F4F \u5728 \u5317 \u4EAC")
            .span(6, 9, "LOC")
            .build();
    FormatReport report = Formats.write(file, FORMAT, List.of(document), WriteOptions.defaults());

    assertThat(report.problems())
        .extracting(FormatProblem::fix)
        .contains("read with option 'join' as 'space'");
    ReadOptions spaced = ReadOptions.builder().option("join", "space").build();
    assertThat(Formats.read(file, FORMAT, spaced).documents()).containsExactly(document);
  }

  @Test
  void aBlankTypeForTagsWithoutOneIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("bare.iob"), "Ada|B left|O\n");
    ReadOptions blank = ReadOptions.builder().option("type", " ").build();

    assertThatThrownBy(() -> Formats.read(file, FORMAT, blank))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'type'");
  }
}
