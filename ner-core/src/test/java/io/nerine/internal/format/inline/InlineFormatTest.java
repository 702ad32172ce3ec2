package io.nerine.internal.format.inline;

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

class InlineFormatTest extends FormatContract {

  private static final ReadOptions STRICT = ReadOptions.defaults();
  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new InlineFormat();
  }

  @Override
  protected String targetName() {
    return "news.txt";
  }

  /** The file says where tags are by standing around them. */
  @Override
  protected boolean statesOffsets() {
    return false;
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("a.txt"), content);
  }

  private AnnotatedDocument only(String content, ReadOptions options) throws IOException {
    List<AnnotatedDocument> documents = Formats.read(file(content), format(), options).documents();
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  @Test
  void readsADocumentALine() throws IOException {
    Path file =
        file(
            """
            <PER>Ana Ruiz</PER> runs <ORG>Bank of <LOC>Chile</LOC></ORG> &amp; sons, 1 < 2 &c.

            R&D has no <!-- not yet --> tag
            """);

    assertThat(Formats.read(file).documents())
        .containsExactly(
            AnnotatedDocument.builder("line-1", "Ana Ruiz runs Bank of Chile & sons, 1 < 2 &c.")
                .span(0, 8, "PER")
                .span(14, 27, "ORG")
                .span(22, 27, "LOC")
                .build(),
            AnnotatedDocument.of("line-3", "R&D has no  tag"));
  }

  @Test
  void takesTheTypeFromAnAttribute() throws IOException {
    assertThat(
            only(
                "<ENAMEX TYPE=\"PERSON\" STATUS='OPT'>Li</ENAMEX> <NE type=\"a &lt; b\">x</NE>"
                    + " <entity label=\"\">y</entity>",
                STRICT))
        .isEqualTo(
            AnnotatedDocument.builder("line-1", "Li x y")
                .span(new EntitySpan(0, 2, "PERSON", Map.of("STATUS", "OPT")))
                .span(3, 4, "a < b")
                .span(new EntitySpan(5, 6, "entity", Map.of("label", "")))
                .build());
  }

  private static final String SGML =
      """
      <DOC>
      <DOCID> 17 </DOCID>
      <TEXT>
      <p>The <ENAMEX TYPE="ORGANIZATION">Port
      Authority</ENAMEX> closed.</p>

      <p>So did <ENAMEX TYPE="LOCATION">Pier
      9</ENAMEX>.</p>
      </TEXT>
      </DOC>
      """;

  @Test
  void readsAFileAsOneDocumentWhereTagsReachOverLines() throws IOException {
    Imported imported = Formats.read(file(SGML), format(), STRICT);

    assertThat(imported.documents()).hasSize(1);
    AnnotatedDocument document = imported.documents().get(0);
    assertThat(document.id()).isEqualTo("a");
    assertThat(document.spans())
        .extracting(span -> span.type() + ":" + document.textOf(span))
        .containsExactly("ORGANIZATION:Port\nAuthority", "LOCATION:Pier\n9");
    assertThat(document.text()).doesNotContain("<").contains(" 17 ");
    assertThat(imported.report().toString())
        .contains("tags reach over lines; the file read as one document")
        .contains("line 4, column 1: a tag <p>, which is structure (2 times, first here)");
  }

  @Test
  void readsBlocksBetweenBlankLines() throws IOException {
    String blocks = "<A>one\r\ntwo</A> x\r\n\r\n \r\ny <B>three\r\nfour</B>\r\n";

    for (ReadOptions options :
        List.of(STRICT, ReadOptions.builder().option("documents", "blank-lines").build())) {
      assertThat(Formats.read(file(blocks), format(), options).documents())
          .containsExactly(
              AnnotatedDocument.builder("line-1", "one\ntwo x").span(0, 7, "A").build(),
              AnnotatedDocument.builder("line-5", "y three\nfour").span(2, 12, "B").build());
    }
    assertThat(only(blocks, ReadOptions.builder().option("documents", "file").build()).spans())
        .hasSize(2);
    assertThatThrownBy(
            () -> only(blocks, ReadOptions.builder().option("documents", "page").build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line, blank-lines or file, found 'page'");
  }

  @Test
  void readsTheTagsThatAreAskedFor() throws IOException {
    Imported imported =
        Formats.read(
            file("<b>in <LOC>Rome</LOC> by <TOOL>saw</TOOL> <unk> <p>x</p>"),
            format(),
            ReadOptions.builder().option("tags", "p, LOC").build());

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("line-1", "<b>in Rome by saw <unk> x")
                .span(6, 10, "LOC")
                .span(24, 25, "p")
                .build());
  }

  @Test
  void saysWhereTagsDoNotMatch() throws IOException {
    Path file = file("fine <A>x</A>\nso <A>y <unk>\nand z</B> end <A></A>\nfine <A>x</A>\n");

    Imported imported =
        Formats.read(
            file, format(), ReadOptions.builder().lenient().option("documents", "line").build());

    assertThat(imported.documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("fine x", "so <A>y <unk>", "and z</B> end ", "fine x");
    assertThat(imported.report().toString())
        .contains("ERROR " + file + ", line 2, column 4: '<A>' is not closed; read as text")
        .contains("line 2, column 9: '<unk>' is not closed")
        .contains("line 3, column 6: '</B>' closes nothing")
        .contains("line 3, column 15: a tag around no text; left out");
    assertThatThrownBy(() -> Formats.read(file, format(), STRICT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("3 problems");
  }

  @Test
  void readsTagsThatCross() throws IOException {
    Imported imported = Formats.read(file("<A>a <B>b</A> c</B> <A>d</A>"), format(), STRICT);

    assertThat(imported.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(0, 3, "A"), new EntitySpan(2, 5, "B"), new EntitySpan(6, 7, "A"));
    assertThat(imported.report().toString())
        .contains("line 1, column 10: '</A>' stands within '<B>', which began later");
    assertThat(imported.report().warnings()).isEqualTo(1);
  }

  @Test
  void leavesReferencesAloneIfAsked() throws IOException {
    ReadOptions raw = ReadOptions.builder().option("references", "no").build();

    assertThat(only("<A>R&amp;D</A> &#10;", raw))
        .isEqualTo(AnnotatedDocument.builder("line-1", "R&amp;D &#10;").span(0, 7, "A").build());
    assertThat(only("&#x1F600;&#xD83D;&#xDE00;&#1114112;&#;&#x;&nbsp;&lt", STRICT).text())
        .isEqualTo("\uD83D\uDE00\uD83D\uDE00&#1114112;&#;&#x;&nbsp;&lt");
  }

  @Test
  void readsEachFileOfADirectory() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/b.sgml"), SGML);
    Files.writeString(folder.resolve("c.txt"), "<A>x</A>\ny\n");

    assertThat(Formats.read(folder, format(), STRICT).documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("c.txt#line-1", "c.txt#line-2", "sub/b");
  }

  @Test
  void writesWhatLooksLikeMarkupAsText() throws IOException {
    Path target = folder.resolve("out.txt");
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.builder("line-1", "<A>1</A> & &lt;\r\n\"q\"")
                .span(
                    new EntitySpan(
                        3, 4, "Part no", Map.of("note", "\"<\n", "type", "t", "k l", "v")))
                .span(3, 4, "p")
                .span(3, 4, "ENTITY")
                .build(),
            AnnotatedDocument.of("line-2", ""),
            AnnotatedDocument.of("line-3", " "),
            AnnotatedDocument.of("line-4", "\uFEFF"),
            AnnotatedDocument.builder("line-5", "\uD83D\uDE00\uD800").span(1, 2, "X").build());

    FormatReport report = Formats.write(target, format(), documents, WriteOptions.defaults());

    assertThat(report.problems()).isEmpty();
    assertThat(Files.readString(target))
        .startsWith("&lt;A><ENTITY type=\"ENTITY\"><ENTITY type=\"Part no\"")
        .contains("<ENTITY type=\"p\">1</ENTITY>", "\n<!---->\n&#32;\n&#65279;\n");
    assertThat(Formats.read(target, format(), STRICT).documents()).isEqualTo(documents);
  }

  @Test
  void keepsOfCrossingTagsTheFirst() throws IOException {
    Path target = folder.resolve("out.txt");
    FormatReport report =
        Formats.write(
            target,
            format(),
            List.of(
                AnnotatedDocument.builder("line-1", "abcd")
                    .span(0, 2, "X")
                    .span(1, 3, "Y")
                    .span(2, 4, "Z")
                    .build()),
            WriteOptions.defaults());

    assertThat(Files.readString(target)).isEqualTo("<X>ab</X><Z>cd</Z>\n");
    assertThat(report.toString()).contains("a tag that crosses another, which markup cannot");
    assertThat(report.spans()).isEqualTo(2);
  }

  @Test
  void isRecognisedByPairsOfTags() throws IOException {
    assertThat(match("<PER>Ida</PER> ran\nnothing\n")).isEqualTo(FormatMatch.LIKELY);
    assertThat(match(SGML)).isEqualTo(FormatMatch.POSSIBLE);
    for (String other :
        List.of(
            "",
            "plain, 1 < 2",
            "<p>only structure</p>",
            "<?xml version=\"1.0\"?><PER>x</PER>",
            "<html><PER>x</PER></html>",
            "{\"text\": \"<PER>x</PER>\"}",
            "<START:PER> x <END>")) {
      assertThat(match(other)).as(other).isEqualTo(FormatMatch.NONE);
    }
  }

  private FormatMatch match(String content) throws IOException {
    return format().match(FormatProbe.of(file(content)));
  }

  @Test
  void manyHalfTagsTakeLinearTime() throws IOException {
    for (String unit :
        List.of("<!--", "<a b=\"", "<a b='", "<a ", "</a", "<a b=\"\">", "&#", "<x>")) {
      String content = unit.repeat(400_000 / unit.length());
      assertThat(only(content, LENIENT).text()).as(unit).isEqualTo(content);
    }
  }
}
