package io.nerine.internal.format.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;
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

class OpenNlpFormatTest extends FormatContract {

  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new OpenNlpFormat();
  }

  @Override
  protected String targetName() {
    return "names.train";
  }

  /** The file says where tags are by standing around them. */
  @Override
  protected boolean statesOffsets() {
    return false;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("names.train"), content);
  }

  private static final String TWO =
      """

      <START:person> Ada  Obi <END> met <START> Kim <END> .
      They left <START:place> Oslo <END>\t.\s

      \s
      <START:place> Lima <END> <START:place> Cusco <END>
      """;

  @Test
  void readsDocumentsBetweenBlankLines() throws IOException {
    assertThat(Formats.read(file(TWO)).documents())
        .containsExactly(
            AnnotatedDocument.builder("line-2", "Ada  Obi met Kim .\nThey left Oslo\t.")
                .span(0, 8, "person")
                .span(13, 16, "default")
                .span(29, 33, "place")
                .build(),
            AnnotatedDocument.builder("line-6", "Lima Cusco")
                .span(0, 4, "place")
                .span(5, 10, "place")
                .build());
  }

  @Test
  void readsSentencesIfAsked() throws IOException {
    ReadOptions sentences = ReadOptions.builder().option("documents", "sentence").build();

    assertThat(Formats.read(file(TWO), format(), sentences).documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("line-2", "line-3", "line-6");
    assertThatThrownBy(
            () ->
                Formats.read(
                    file(TWO), format(), ReadOptions.builder().option("documents", "page").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("document or sentence, found 'page'");
  }

  @Test
  void saysWhatOpenNlpWouldRefuse() throws IOException {
    Path file =
        file(
            """
            a <START:x> b <START:y> c <END> d <END>
            <START:x> <END> e
            """);

    Imported imported = Formats.read(file, format(), LENIENT);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("line-1", "a b c d\n e").span(4, 5, "y").build());
    assertThat(imported.report().toString())
        .contains("line 1, column 3: a tag 'x' that is open where another begins; left out")
        .contains("line 1, column 35: <END> without a tag to end; left out")
        .contains("line 2, column 1: a tag 'x' without a token; left out");
    assertThatThrownBy(() -> Formats.read(file, format(), ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("3 problems");
  }

  @Test
  void readsTagsThatTouchTheirNeighbours() throws IOException {
    Path file = file("He is <START:person>Yusuf Demir<END>.\nWas <START:person> Ole\n");

    Imported imported = Formats.read(file);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("line-1", "He is Yusuf Demir.\nWas Ole")
                .span(6, 17, "person")
                .build());
    assertThat(imported.report().toString())
        .contains("line 1, column 7: a tag with no white space beside it")
        .contains("line 2, column 5: a tag 'person' without <END>; left out");
  }

  @Test
  void setsSpacesAroundTagsAndSaysSo() throws IOException {
    Path target = folder.resolve("out.train");
    AnnotatedDocument document =
        AnnotatedDocument.builder("7", "Met (Yusuf), then\n\nleft. <END>")
            .span(5, 10, "Full name")
            .span(5, 10, "x")
            .span(8, 17, "y")
            .span(10, 11, "z")
            .build();

    FormatReport report =
        Formats.write(
            target,
            format(),
            List.of(document, AnnotatedDocument.of("blank", " \n ")),
            WriteOptions.defaults());

    assertThat(Files.readString(target))
        .isEqualTo("Met ( <START:Full_name> Yusuf <END> <START:z> ) <END> , then\nleft. < END>\n");
    assertThat(report.documents()).isEqualTo(1);
    assertThat(report.spans()).isEqualTo(2);
    assertThat(report.toString())
        .contains("document '7': tags that overlap others; left out; the longest stay")
        .contains("the type 'Full name', whose name the format cannot hold; written as 'Full_name'")
        .contains("document '7': a text that lines of tokens cannot hold")
        .contains("document 'blank': a document without a token; left out");
  }

  @Test
  void cutsTextsIntoWordsIfAsked() throws IOException {
    Path target = folder.resolve("out.train");
    AnnotatedDocument document =
        AnnotatedDocument.builder("7", "Met (Yusuf), then left.").span(5, 10, "p").build();

    Formats.write(
        target,
        format(),
        List.of(document),
        WriteOptions.builder().option("tokens", "words").build());

    assertThat(Files.readString(target)).isEqualTo("Met ( <START:p> Yusuf <END> ) , then left .\n");
    assertThatThrownBy(
            () ->
                Formats.write(
                    target,
                    format(),
                    List.of(document),
                    WriteOptions.builder().option("tokens", "all").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keep or words, found 'all'");
  }

  @Test
  void trimsTagsOfWhiteSpaceAndSaysSo() {
    Path target = folder.resolve("out.train");
    AnnotatedDocument document =
        AnnotatedDocument.builder("7", "to Lima now").span(2, 7, "p").build();

    FormatReport report =
        Formats.write(target, format(), List.of(document), WriteOptions.defaults());

    assertThat(report.toString()).contains("tags that begin or end with white space");
    assertThat(Formats.read(target).documents().get(0).spans())
        .containsExactly(new EntitySpan(3, 7, "p"));
  }

  @Test
  void cutsAFileWithoutBlankLines() throws IOException {
    Imported imported =
        Formats.read(file("<START:x> word <END> ".repeat(1000).concat("\n").repeat(300)));

    assertThat(imported.documents()).hasSizeBetween(2, 4);
    assertThat(imported.report().spans()).isEqualTo(300_000);
    assertThat(imported.report().toString()).contains("a document of more than 1000000 characters");
  }
}
