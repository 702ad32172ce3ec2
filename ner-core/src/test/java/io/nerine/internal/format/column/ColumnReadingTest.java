package io.nerine.internal.format.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatProblem;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnReadingTest {

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("invented.txt"), content);
  }

  private Imported read(String content, String... options) throws IOException {
    ReadOptions.Builder reading = ReadOptions.builder().lenient();
    for (int i = 0; i < options.length; i += 2) {
      reading.option(options[i], options[i + 1]);
    }
    return Formats.read(file(content), new ColumnFormat(), reading.build());
  }

  private FormatMatch match(String content) throws IOException {
    return new ColumnFormat().match(FormatProbe.of(file(content)));
  }

  private static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }

  private static AnnotatedDocument only(Imported imported) {
    assertThat(imported.documents()).hasSize(1);
    return imported.documents().get(0);
  }

  private static List<String> places(Imported imported, FormatProblem.Severity severity) {
    return imported.report().problems().stream()
        .filter(problem -> problem.severity() == severity)
        .map(FormatProblem::place)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // IOB1, IOB2, BIOES, BILOU, BMES, IO with types, brackets, underscores, lower case.
        "Ida I-PER\nBerg I-PER\nund O\nOlaf I-PER\nin O\nUlm I-LOC\n",
        "Ida B-PER\nBerg I-PER\nund O\nOlaf B-PER\nin O\nUlm B-LOC\n",
        "Ida B-PER\nBerg E-PER\nund O\nOlaf S-PER\nin O\nUlm S-LOC\n",
        "Ida B-PER\nBerg L-PER\nund O\nOlaf U-PER\nin O\nUlm U-LOC\n",
        "Ida B-PER\nBerg E-PER\nund O\nOlaf S-PER\nin O\nUlm S-LOC\nje O\n",
        "Ida PER\nBerg PER\nund O\nOlaf PER\nin O\nUlm LOC\n",
        "Ida (PER*\nBerg *)\nund *\nOlaf (PER)\nin *\nUlm (LOC)\n",
        "Ida B_PER\nBerg I_PER\nund O\nOlaf B_PER\nin O\nUlm B_LOC\n",
        "Ida b-PER\nBerg i-PER\nund o\nOlaf b-PER\nin o\nUlm b-LOC\n",
      })
  void anySchemeAndSpellingIsReadAlike(String content) throws IOException {
    Imported imported = read(content);

    assertThat(imported.report().problems()).isEmpty();
    assertThat(tags(only(imported))).containsExactly("PER 'Ida Berg'", "PER 'Olaf'", "LOC 'Ulm'");
    assertThat(match(content)).isGreaterThanOrEqualTo(FormatMatch.POSSIBLE);
  }

  @Test
  void entitiesOfOneTypeThatTouchAreToldApartInEachScheme() throws IOException {
    for (String tags :
        List.of(
            "I-X I-X B-X I-X",
            "B-X I-X B-X I-X",
            "B-X E-X B-X E-X",
            "B-X L-X B-X L-X",
            "B-X I-X B-X I-X")) {
      String[] each = tags.split(" ", -1);
      String content = "a %s\nb %s\nc %s\nd %s\n".formatted(each[0], each[1], each[2], each[3]);
      assertThat(tags(only(read(content)))).as(tags).containsExactly("X 'a b'", "X 'c d'");
    }
  }

  @Test
  void iob1AndIob2AreToldApartByTheWholeFile() throws IOException {
    Imported iob1 = read("a I-X\nb O\nc I-X\nd B-X\ne O\nf I-Y\n");
    assertThat(iob1.report().warnings()).isZero();

    Imported iob2 = read("a I-X\nb O\nc B-X\nd B-X\ne O\nf B-Y\n");
    assertThat(places(iob2, FormatProblem.Severity.WARNING)).containsExactly("line 1");
    assertThat(tags(only(iob2))).containsExactly("X 'a'", "X 'c'", "X 'd'", "Y 'f'");

    Imported faulty = read("a I-X\nb O\nc I-X\nd O\ne B-Y\n");
    assertThat(places(faulty, FormatProblem.Severity.WARNING)).containsExactly("line 5");
  }

  @Test
  void illegalTagsAreReadAsConllevalDoesAndReported() throws IOException {
    Imported imported = read("a B-X\nb I-Y\nc O\nd E-Z\ne S-Z\nf B-X\ng O\n", "scheme", "bioes");

    assertThat(tags(only(imported))).containsExactly("X 'a'", "Y 'b'", "Z 'd'", "Z 'e'", "X 'f'");
    assertThat(places(imported, FormatProblem.Severity.WARNING))
        .containsExactly("line 2", "line 1", "line 2", "line 4", "line 6");
    assertThat(imported.report().problems().get(0).found())
        .isEqualTo("tag 'I-Y' follows 'B-X', so that its entity has no beginning");
  }

  @Test
  void aPrefixBeyondTheGivenSchemeIsReported() throws IOException {
    Imported imported = read("a B-X\nb S-X\n", "scheme", "bio");

    assertThat(tags(only(imported))).containsExactly("X 'a'", "X 'b'");
    assertThat(places(imported, FormatProblem.Severity.WARNING)).containsExactly("line 2");
  }

  @Test
  void whatIsNoTagIsAnError() throws IOException {
    Imported imported = read("a B-X\nb Q-X\nc PER\n" + "d O\n".repeat(20));

    assertThat(tags(only(imported))).containsExactly("X 'a'");
    assertThat(places(imported, FormatProblem.Severity.ERROR)).containsExactly("line 2", "line 3");
    assertThatThrownBy(() -> Formats.read(directory.resolve("invented.txt")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("2 problems")
        .hasMessageContaining("line 3: 'PER' is no tag; read as O; give tags such as O and B-PER");
  }

  @Test
  void tagsWithoutTypeHaveTheTypeThatIsGiven() throws IOException {
    String content = "the O\np53 B\ngene I\n\nRas B\n";
    Imported imported = read(content, "type", "Gene");
    assertThat(imported.documents().stream().flatMap(document -> tags(document).stream()))
        .containsExactly("Gene 'p53 gene'", "Gene 'Ras'");
    assertThat(places(imported, FormatProblem.Severity.WARNING)).containsExactly("line 2");

    assertThat(tags(read(content).documents().get(0))).containsExactly("ENTITY 'p53 gene'");
  }

  @Test
  void typesThatLookLikePrefixesCanBeSaidToBeTypes() throws IOException {
    Imported imported = read("some O\nT B-cell\ncells B-cell\n", "scheme", "types");

    assertThat(tags(only(imported))).containsExactly("B-cell 'T cells'");
  }

  @Test
  void documentsBeginAtDocstart() throws IOException {
    Imported imported =
        read(
            """
            -DOCSTART- -X- O O

            Riga NNP I-NP I-LOC
            . . O O

            Too RB O O

            -DOCSTART- -X- O O

            End NN O O
            """);

    assertThat(imported.documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("Riga .\nToo", "End");
    assertThat(imported.documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("line-1", "line-8");
    assertThat(tags(imported.documents().get(0))).containsExactly("LOC 'Riga'");
  }

  @Test
  void documentsCanBeSentencesOrPartedByBlankLines() throws IOException {
    String content = "-DOCSTART- O\n\na O\n\nb O\n\n\nc B-X\n";

    assertThat(read(content, "documents", "sentence").documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("a", "b", "c");
    assertThat(read(content.substring(14), "documents", "blank-lines").documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("a\nb", "c");
  }

  @Test
  void aMarkThatComesLateIsReported() throws IOException {
    String sentence = "word O\n".repeat(10) + "\n";
    Imported imported = read(sentence.repeat(3000) + "-DOCSTART- O\n\nRiga B-LOC\n");

    assertThat(imported.documents()).hasSize(3001);
    assertThat(places(imported, FormatProblem.Severity.WARNING)).containsExactly("line 33001");
  }

  @Test
  void conll2012IsKnownByItsDocumentLines() throws IOException {
    String row = "nw/in/00  0  %d  %s  NN  *  -  -  -  Speaker#1  %s%s\n";
    Imported imported =
        read(
            "#begin document (nw/in/00); part 000\n"
                + row.formatted(0, "Kofi", "(PERSON*", "  (ARG0*  (3")
                + row.formatted(1, "Mensah", "*)", "  *)  3)")
                + "\n"
                + row.formatted(0, "slept", "*", "  -")
                + "\n#end document\n");

    AnnotatedDocument document = only(imported);
    assertThat(document.text()).isEqualTo("Kofi Mensah\nslept");
    assertThat(tags(document)).containsExactly("PERSON 'Kofi Mensah'");
    assertThat(imported.report().problems()).isEmpty();
  }

  @Test
  void germEvalHasTwoLevels() throws IOException {
    Imported imported =
        read(
            """
            #\thttp://example.org/a\t[2010-01-01]\t
            1\tIn\tO\tO
            2\tFC\tB-ORG\tO
            3\tUlm\tI-ORG\tB-LOC

            #\thttp://example.org/b\t[2010-01-01]\t
            1\t#\tO\tO
            2\tUlm\tB-LOC\tO
            """);

    assertThat(imported.documents()).hasSize(2);
    assertThat(tags(imported.documents().get(0))).containsExactly("ORG 'FC Ulm'", "LOC 'Ulm'");
    assertThat(imported.documents().get(1).text()).isEqualTo("# Ulm");
    assertThat(imported.report().notes()).isEqualTo(1);
  }

  @Test
  void aTextThatIsStatedIsTheText() throws IOException {
    Imported imported =
        read(
            """
            # newdoc id = memo 4
            # language = pt-BR
            # split = dev
            # sent_id = 1
            # text =  «Olá», disse  Ana.
            «\tO
            Olá\tO
            »\tO
            ,\tO
            disse\tO
            Ana\tB-PER
            .\tO

            # text-json = "a\\r\\tb"
            a\tO
            b\tO
            """);

    AnnotatedDocument document = only(imported);
    assertThat(document.id()).isEqualTo("memo 4");
    assertThat(document.language()).contains("pt-BR");
    assertThat(document.part()).contains(DatasetPart.DEV);
    assertThat(document.text()).isEqualTo(" «Olá», disse  Ana.\na\r\tb");
    assertThat(tags(document)).containsExactly("PER 'Ana'");
    assertThat(imported.report().problems()).isEmpty();
  }

  @Test
  void tokensThatDoNotStandInTheStatedTextAreJoined() throws IOException {
    Imported imported = read("# text = Ana slept\nEva\tB-PER\nslept\tO\n");

    assertThat(only(imported).text()).isEqualTo("Eva slept");
    assertThat(places(imported, FormatProblem.Severity.WARNING)).containsExactly("line 2");
  }

  @Test
  void aTokenOfSeveralWordsIsOneToken() throws IOException {
    Imported imported =
        read(
            """
            # text = Jean du Puy vient
            1\tJean\tB-PER
            2-3\tdu\t_
            2\tde\tI-PER
            3\tle\tI-PER
            3.1\tqui\tO
            4\tPuy\tI-PER
            5\tvient\tO
            """);

    assertThat(only(imported).text()).isEqualTo("Jean du Puy vient");
    assertThat(tags(only(imported))).containsExactly("PER 'Jean du Puy'");
    assertThat(imported.report().problems()).isEmpty();
  }

  @Test
  void theTagColumnIsTheLastThatLooksLikeTags() throws IOException {
    String content = "1\tVera\tB-PER\t-\tann1\n2\tliest\tO\t-\tann1\n\n1\tUlm\tB-LOC\t-\tann1\n";
    assertThat(read(content).documents().stream().flatMap(document -> tags(document).stream()))
        .containsExactly("PER 'Vera'", "LOC 'Ulm'");

    String chunks = "Riga B-NP B-LOC\nlies B-VP O\n";
    assertThat(tags(only(read(chunks)))).containsExactly("LOC 'Riga'");
    assertThat(tags(only(read(chunks, "tag-column", "2"))))
        .containsExactly("NP 'Riga'", "VP 'lies'");
    assertThat(tags(only(read("B-LOC x Riga\nO y lies\n", "tag-column", "1", "token-column", "3"))))
        .containsExactly("LOC 'Riga'");
    assertThat(tags(only(read(chunks, "tag-column", "last")))).containsExactly("LOC 'Riga'");
  }

  @Test
  void severalTagColumnsGiveNestedTags() throws IOException {
    Imported imported =
        read("Bank B-ORG O O\nof I-ORG O O\nWest I-ORG B-LOC B-ADJ\n", "tag-column", "2,3,4");

    assertThat(tags(only(imported)))
        .containsExactly("ORG 'Bank of West'", "ADJ 'West'", "LOC 'West'");
  }

  @Test
  void aTokenMayBeANumberSign() throws IOException {
    Imported imported = read("#\tO\n#riga\tB-LOC\nis\tO\n# \tO\n\n# a note\nfun\tO\n#begin\tO\n");

    assertThat(imported.documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("# #riga is #", "fun #begin");
    assertThat(tags(imported.documents().get(0))).containsExactly("LOC '#riga'");
  }

  @Test
  void raggedLinesAreErrorsAndKeepTheirTokens() throws IOException {
    String good = "word\tNN\tO\n".repeat(20);
    Imported imported = read(good + "lonely\nNew York\tB-LOC\n\t\tO\na\tb\tNN\tB-X\n" + good);

    assertThat(places(imported, FormatProblem.Severity.ERROR))
        .containsExactly("line 21", "line 22", "line 23", "line 24");
    AnnotatedDocument document = only(imported);
    assertThat(document.text()).contains("word lonely New York a word");
    assertThat(tags(document)).containsExactly("X 'a'");
    assertThat(imported.report().problems().get(0))
        .hasToString(
            directory.resolve("invented.txt")
                + ", line 21: 1 columns where most lines have 3; its token was read as one of no"
                + " entity; part columns by one tab each");
  }

  @Test
  void charactersOfScriptsWithoutSpacesAreJoinedWithout() throws IOException {
    String content = "王 B-NAME\n芳 E-NAME\n住 O\n在 O\n上 B-LOC\n海 E-LOC\n。 O\n";
    assertThat(only(read(content)).text()).isEqualTo("王芳住在上海。");
    assertThat(tags(only(read(content)))).containsExactly("NAME '王芳'", "LOC '上海'");
    assertThat(only(read(content, "join", "space")).text()).isEqualTo("王 芳 住 在 上 海 。");
  }

  @Test
  void punctuationCanBeClosedUp() throws IOException {
    String content =
        "\" O\nIs O\nn't O\nAda B-PER\n's O\nhat O\n( O\nred O\n) O\nhere O\n? O\n\" O\n, O\nhe O\nsaid O\n. O\n";
    AnnotatedDocument document = only(read(content, "join", "closed"));

    assertThat(document.text()).isEqualTo("\"Isn't Ada's hat (red) here?\", he said.");
    assertThat(tags(document)).containsExactly("PER 'Ada'");
  }

  @Test
  void lineEndsAndBlanksAtLineEndsDoNotMatter() throws IOException {
    Imported imported = read("\uFEFFRiga B-LOC \r\nlies O\t\r\n \r\nfar O\r\n");

    assertThat(imported.documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("Riga lies", "far");
    assertThat(tags(imported.documents().get(0))).containsExactly("LOC 'Riga'");
  }

  @Test
  void anotherEncodingCanBeNamed() throws IOException {
    Path file = directory.resolve("latin.txt");
    Files.write(file, "Málaga B-LOC\nñ O\n".getBytes(StandardCharsets.ISO_8859_1));
    ReadOptions latin = ReadOptions.builder().option("encoding", "ISO-8859-1").build();
    assertThat(only(Formats.read(file, new ColumnFormat(), latin)).text()).isEqualTo("Málaga ñ");

    Imported utf8 = Formats.read(file, new ColumnFormat(), ReadOptions.builder().lenient().build());
    assertThat(utf8.documents()).isEmpty();
    assertThat(utf8.report().errors()).isEqualTo(2);
    assertThat(utf8.report().problems().get(0).fix()).contains("option 'encoding'");
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() throws IOException {
    Path file = file("a O\n");
    for (String[] option :
        new String[][] {
          {"scheme", "iob3"}, {"tag-column", "0"}, {"tag-column", "x"}, {"separator", "comma"},
          {"documents", "page"}, {"join", "glue"}, {"encoding", "no-such"}, {"token-column", "-1"}
        }) {
      ReadOptions options = ReadOptions.builder().option(option[0], option[1]).build();
      assertThatThrownBy(() -> Formats.read(file, new ColumnFormat(), options))
          .as("%s=%s", option[0], option[1])
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(option[1])
          .hasMessageContaining("'" + option[0] + "'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "just a line of text\nand another one that goes on\n",
        "3.0 (native)\n",
        "{\"text\": \"a\"}\n",
        "name,type\nAnna,PER\n",
        "a\tb\tc\n1\t2\t3\n",
        "#FORMAT=WebAnno TSV 3.3\n\n\n#Text=a\n1-1\t0-1\ta\tO\t\n"
      })
  void otherFilesAreNotTakenForColumns(String content) throws IOException {
    assertThat(match(content)).isEqualTo(FormatMatch.NONE);
  }

  @Test
  void thousandsOfDifferentTagsTakeNoMemoryForEver() throws IOException {
    StringBuilder content = new StringBuilder();
    for (int i = 0; i < 25_000; i++) {
      content.append("w B-T").append(i).append('\n');
    }
    assertThat(only(read(content.toString())).spans()).hasSize(25_000);
  }
}
