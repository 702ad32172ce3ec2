package io.nerine.internal.format.pubtator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
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

class PubtatorFormatTest extends FormatContract {

  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new PubtatorFormat();
  }

  @Override
  protected String targetName() {
    return "abstracts.PubTator.txt";
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("a.txt"), content);
  }

  @Test
  void joinsTitleAndAbstractAsPubTatorCounts() throws IOException {
    Path file =
        file(
            """
            101|t|\uD83D\uDC8A Zolrin and rash.
            101|a|Zolrin gave two rashes | both mild.
            101\t2\t8\tZolrin\tChemical\tD1
            101\t13\t17\trash\tDisease\t-
            101\t19\t25\tZolrin\tChemical\tD1|D2\tZolrin A|Zolrin B
            101\t35\t41\trashes\tDisease
            101\tCID\tD1\tD9
            101\tPositive_Correlation\tD1\tD9\tNovel
            101\tCID\tD2\tD9

            PMC7|t|No abstract here
            PMC7|a|

            x-9|t|T
            x-9|a|A
            x-9|r|R
            x-9\t4\t5\tR\tX\t
            """);

    Imported imported = Formats.read(file);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder(
                    "101", "\uD83D\uDC8A Zolrin and rash.\nZolrin gave two rashes | both mild.")
                .span(new EntitySpan(3, 9, "Chemical", Map.of("concept", "D1")))
                .span(14, 18, "Disease")
                .span(
                    new EntitySpan(
                        20,
                        26,
                        "Chemical",
                        Map.of("concept", "D1|D2", "mentions", "Zolrin A|Zolrin B")))
                .span(36, 42, "Disease")
                .build(),
            AnnotatedDocument.of("PMC7", "No abstract here"),
            AnnotatedDocument.builder("x-9", "T\nA\nR").span(4, 5, "X").build());
    assertThat(imported.report().toString())
        .contains("line 7: a relation of kind 'CID' (2 times, first here); left out")
        .contains("line 8: a relation of kind 'Positive_Correlation'; left out");
  }

  @Test
  void documentsMayStandWithoutABlankLineBetweenThem() throws IOException {
    Path file = file("1|t|A\n1|a|B\n1\t0\t1\tA\tX\tc\n2|t|C\n\n2\t0\t1\tC\tX\tc\n1|t|again");

    assertThat(Formats.read(file, format(), LENIENT).documents())
        .extracting(document -> document.text() + document.spans().size())
        .containsExactly("A\nB1", "C1", "again0");
  }

  @Test
  void saysWhatIsWrongInOnePass() throws IOException {
    Path file =
        file(
            """
            5\t0\t1\tA\tX\tc
            1|t|Lagos and Lima
            1|a|Lima
            2\t0\t5\tLagos\tSite\tc
            1\t0\t5\tLima\tSite\tc
            1\t0\t5\tLagos
            1\t0\tx\tLagos\tSite\tc
            stray words
            1\t-3\t5\tLagos\tSite\tc
            1\t6\t10\tLagos\tSite\tc
            1\t0\t5\tQuito\tSite\tc
            """);

    Imported imported = Formats.read(file, format(), LENIENT);

    assertThat(imported.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(0, 5, "Site", Map.of("concept", "c")),
            new EntitySpan(10, 14, "Site", Map.of("concept", "c")));
    assertThat(imported.report().toString())
        .contains("line 1: a line of document '5', which is not the one above; left out")
        .contains("line 4: a line of document '2'")
        .contains("line 5: span 0..5 'Site' covers 'Lagos', not 'Lima'; moved")
        .contains("line 6: '1\t0\t5\tLagos' is no mention")
        .contains("line 7: '1\t0\tx\tLagos\tSite\tc' is no mention")
        .contains("line 8: 'stray words' is neither a section nor a mention")
        .contains("line 9: span -3..5 'Site' is reversed or begins before the text")
        .contains("line 10: span 6..10 'Site' covers 'and ', not 'Lagos'; moved")
        .contains("line 11: span 0..5 'Site' covers 'Lagos', not 'Quito'; left out");
    assertThatThrownBy(() -> Formats.read(file, format(), ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("9 problems");
  }

  @Test
  void writesTheFirstLineBreakAndNoOther() throws IOException {
    Path target = folder.resolve("out.txt");
    AnnotatedDocument document =
        AnnotatedDocument.builder("7", "Title\nTwo\r\nlines")
            .span(new EntitySpan(6, 9, "X", Map.of("concept", "C1", "mentions", "a|b")))
            .span(new EntitySpan(8, 16, "t\tu", Map.of("note", "n")))
            .build();

    FormatReport report =
        Formats.write(
            target,
            format(),
            List.of(document, AnnotatedDocument.of("a|b", "x\n")),
            WriteOptions.defaults());

    assertThat(Files.readString(target))
        .isEqualTo(
            """
            7|t|Title
            7|a|Two  lines
            7\t6\t9\tTwo\tX\tC1\ta|b
            7\t8\t16\to  lines\tt u\t-

            a b|t|x\s
            a b|a|

            """);
    assertThat(report.toString())
        .contains("document '7': line breaks beyond the one", "written as spaces")
        .contains("document '7': attributes of tags, which the format cannot hold")
        .contains("document '7': a 'type' that a column cannot hold")
        .contains("document 'a|b': an id that the format cannot hold");
    assertThat(Formats.read(target).documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("Title\nTwo  lines", "x ");
  }

  @Test
  void isNotRecognisedInTables() throws IOException {
    assertThat(format().match(FormatProbe.of(file("| a | t | b |\n|---|---|---|\n"))))
        .isEqualTo(FormatMatch.NONE);
    assertThat(format().match(FormatProbe.of(file("1|t|Alone")))).isEqualTo(FormatMatch.LIKELY);
    assertThat(format().match(FormatProbe.of(folder))).isEqualTo(FormatMatch.NONE);
  }

  @Test
  void manyDocumentsOfOneIdAreNamedInLinearTime() throws IOException {
    Path target = folder.resolve("out.txt");
    AnnotatedDocument same = AnnotatedDocument.of("", "x");

    Formats.write(
        target, format(), java.util.Collections.nCopies(20_000, same), WriteOptions.defaults());

    assertThat(Formats.read(target).documents()).hasSize(20_000);
  }
}
