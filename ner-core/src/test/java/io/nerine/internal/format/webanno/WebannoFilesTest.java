package io.nerine.internal.format.webanno;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.NerException;
import io.nerine.format.FormatProblem;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebannoFilesTest {

  private static final WebannoFormat FORMAT = new WebannoFormat();

  private static final String HEADER =
      """
          #FORMAT=WebAnno TSV 3.3
          #T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|identifier|value


          """;

  private static final String CUSTOM =
      "#FORMAT=WebAnno TSV 3.2\n#T_SP=webanno.custom.Tag|kind\n\n\n";

  @TempDir Path directory;

  private Imported read(String content, String... options) throws IOException {
    ReadOptions.Builder reading = ReadOptions.builder().lenient();
    for (int i = 0; i < options.length; i += 2) {
      reading.option(options[i], options[i + 1]);
    }
    Path file = Files.writeString(directory.resolve("memo.tsv"), content);
    assertThat(Formats.detect(file).name()).isEqualTo("webanno-tsv");
    return Formats.read(file, FORMAT, reading.build());
  }

  private static AnnotatedDocument only(Imported imported) {
    assertThat(imported.documents()).hasSize(1);
    return imported.documents().get(0);
  }

  private static List<String> tags(AnnotatedDocument document) {
    return document.spans().stream()
        .map(span -> "%s '%s'".formatted(span.type(), document.textOf(span)))
        .toList();
  }

  @Test
  void spansOverRowsStackedSpansAndPartsOfTokensAreRead() throws IOException {
    Imported imported =
        read(
            HEADER
                + "#Text=Ada Quill-Berg met Bo\n"
                + "1-1\t0-3\tAda\thttp://example.org/Q1[1]\tPER[1]\t\n"
                + "1-2\t4-14\tQuill-Berg\thttp://example.org/Q1[1]|*[2]\tPER[1]|NAME[2]\t\n"
                + "1-2.1\t4-9\tQuill\t*\tFAMILY\t\n"
                + "1-3\t15-18\tmet\t_\t_\t\n"
                + "1-4\t19-21\tBo\t*\tPER\t\n");

    AnnotatedDocument document = only(imported);
    assertThat(document.id()).isEqualTo("memo");
    assertThat(tags(document))
        .containsExactly("PER 'Ada Quill-Berg'", "FAMILY 'Quill'", "NAME 'Quill-Berg'", "PER 'Bo'");
    assertThat(document.spans().get(0).attributes())
        .isEqualTo(Map.of("identifier", "http://example.org/Q1"));
    assertThat(imported.report().problems()).isEmpty();
  }

  @Test
  void textBetweenSentencesIsFilledSoThatOffsetsStayRight() throws IOException {
    Imported imported =
        read(
            CUSTOM
                + "#Text=One .\n1-1\t2-5\tOne\tX\t\n1-2\t6-7\t.\t_\t\n\n"
                + "#Text=Two\n2-1\t7-10\tTwo\tX\t\n\n"
                + "#Sentence.id=third\n#Text=Three\n#Text=\\tlines\n3-1\t14-19\tThree\tX[4]\t\n"
                + "3-2\t21-26\tlines\tX[4]\t\n");

    AnnotatedDocument document = only(imported);
    assertThat(document.text()).isEqualTo("  One .Two\n   Three\n\tlines");
    assertThat(tags(document)).containsExactly("X 'One'", "X 'Two'", "X 'Three\n\tlines'");
    assertThat(imported.report().warnings()).isZero();
    assertThat(imported.report().problems())
        .extracting(FormatProblem::found)
        .containsExactlyInAnyOrder(
            "text before a sentence that the file does not state (2 times, first here)",
            "a line that begins with '#Sentence.id'");
  }

  @Test
  void offsetsThatDoNotFollowMoveTheSentence() throws IOException {
    Imported imported =
        read(
            CUSTOM
                + "#Text=One two\n1-1\t0-3\tOne\tX\t\n1-2\t4-7\ttwo\t_\t\n\n"
                + "#Text=Three\n2-1\t3-8\tThree\tX\t\n\n"
                + "#Text=Far\n3-1\t900000000-900000003\tFar\tX\t\n");

    assertThat(only(imported).text()).isEqualTo("One two\nThree\nFar");
    assertThat(tags(only(imported))).containsExactly("X 'One'", "X 'Three'", "X 'Far'");
    assertThat(imported.report().warnings()).isEqualTo(1);
  }

  @Test
  void escapesAreTakenBack() throws IOException {
    Imported imported =
        read(CUSTOM + "#Text=a\\\\b\\tc\n1-1\t0-3\ta\\b\tx\\|y\\[1\\]\\_\\->\\\\|\\*[2]\t\n");

    assertThat(only(imported).text()).isEqualTo("a\\b\tc");
    assertThat(only(imported).spans())
        .extracting(EntitySpan::type)
        .containsExactly("*", "x|y[1]_->\\");
  }

  @Test
  void aLayerAndAFeatureCanBeChosen() throws IOException {
    String content =
        """
          #FORMAT=WebAnno TSV 3.3
          #T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
          #T_SP=webanno.custom.Part|maker|model
          #T_SP=webanno.custom.Mark|
          #T_RL=webanno.custom.Link|kind|BT_webanno.custom.Part


          #Text=valve GX
          1-1\t0-5\tvalve\tNN\t_\t_\t*\t_\t_\t
          1-2\t6-8\tGX\tNE\tAcme\tGX-1\t_\tpart-of\t1-1\t
          """;
    Imported first = read(content);
    assertThat(tags(only(first))).containsExactly("Acme 'GX'");
    assertThat(only(first).spans().get(0).attributes()).isEqualTo(Map.of("model", "GX-1"));
    assertThat(first.report().problems())
        .extracting(FormatProblem::found)
        .containsExactly(
            "annotations of the span layer"
                + " 'de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS' (2 times, first here)",
            "annotations of the span layer 'webanno.custom.Mark'",
            "annotations of the relation layer 'webanno.custom.Link'");

    assertThat(tags(only(read(content, "layer", "Part", "feature", "model"))))
        .containsExactly("GX-1 'GX'");
    assertThat(tags(only(read(content, "layer", "webanno.custom.Mark"))))
        .containsExactly("Mark 'valve'");
    assertThat(tags(only(read(content, "layer", "POS")))).containsExactly("NN 'valve'", "NE 'GX'");
    assertThat(only(read(content, "layer", "Missing")).spans()).isEmpty();
  }

  @Test
  void linksBetweenAnnotationsAreLeftOut() throws IOException {
    Imported imported =
        read(
            """
          #FORMAT=WebAnno TSV 3.3
          #T_SP=webanno.custom.Host|kind|ROLE_webanno.custom.Host:links_webanno.custom.Type|webanno.custom.Simple


          #Text=a b c
          1-1\t0-1\ta\tX[1]\tr1;r2[1]\t1-2[7];1-3[8]\t
          1-2\t2-3\tb\tX[1]\t_\t_\t
          1-3\t4-5\tc\t_\t_\t_\t
          """);

    assertThat(tags(only(imported))).containsExactly("X 'a b'");
    assertThat(imported.report().problems())
        .extracting(FormatProblem::found)
        .containsExactly("a link between annotations");
  }

  @Test
  void annotationsWithoutValueHaveTheNameOfTheirLayer() throws IOException {
    String content = HEADER + "#Text=Ada\n1-1\t0-3\tAda\t*\t*\t\n";
    Imported imported = read(content);
    assertThat(tags(only(imported))).containsExactly("NamedEntity 'Ada'");
    assertThat(imported.report().warnings()).isEqualTo(1);

    Imported dropped = read(content, "untyped", "drop");
    assertThat(only(dropped).spans()).isEmpty();
    assertThat(dropped.report().warnings()).isEqualTo(1);
  }

  @Test
  void annotationsWithoutValueOnALayerWithoutNameAreLeftOut() throws IOException {
    String rows = "#Text=Ada left\n1-1\t0-3\tAda\t*\t\n1-2\t4-8\tleft\t_\t\n";
    for (String layer : List.of("webanno.custom.|kind", "|kind", "\u2003|", "webanno.custom.|")) {
      Imported imported = read("#FORMAT=WebAnno TSV 3.3\n#T_SP=" + layer + "\n\n\n" + rows);

      assertThat(only(imported).text()).isEqualTo("Ada left");
      assertThat(only(imported).spans()).isEmpty();
      if (layer.endsWith("kind")) {
        assertThat(imported.report().problems())
            .extracting(FormatProblem::place, FormatProblem::action)
            .containsExactly(tuple("line 6", "left out"));
        assertThat(imported.report().problems().get(0).fix()).contains("name the layer");
      }
    }
  }

  @Test
  void rowsThatDoNotFitTheirTextAreErrors() throws IOException {
    Imported imported =
        read(
            CUSTOM
                + "#Text=Ada met Bo\n1-1\t0-3\tAda\tX\t\n1-2\t5-8\tmet\tX\t\n1-3\t90-92\tBo\tX\t\n"
                + "1-4\tx-9\tBo\tX\t\n1-5\t8-10\n\n2-1\t11-12\tQ\tX\t\n");

    assertThat(imported.report().problems())
        .extracting(FormatProblem::severity)
        .containsExactly(
            FormatProblem.Severity.WARNING,
            FormatProblem.Severity.WARNING,
            FormatProblem.Severity.ERROR,
            FormatProblem.Severity.ERROR,
            FormatProblem.Severity.ERROR);
    assertThat(tags(only(imported))).containsExactly("X 'Ada'", "X 'met'", "X 'Bo'");
  }

  @Test
  void offsetsMayCountCodePoints() throws IOException {
    String content =
        CUSTOM + "#Text=\uD83D\uDE9A in Riga\n1-1\t0-1\t\uD83D\uDE9A\t_\t\n1-3\t5-9\tRiga\tX\t\n";
    Path file = Files.writeString(directory.resolve("memo.tsv"), content);
    ReadOptions points = ReadOptions.builder().offsets(OffsetEncoding.CODE_POINT).build();
    assertThat(tags(only(Formats.read(file, FORMAT, points)))).containsExactly("X 'Riga'");

    Imported repaired = read(content);
    assertThat(tags(only(repaired))).containsExactly("X 'Riga'");
    assertThat(repaired.report().warnings()).isEqualTo(1);
  }

  @Test
  void aFileOfAnotherKindIsAnError() throws IOException {
    Files.writeString(directory.resolve("a.tsv"), "name\ttype\n");
    Files.writeString(directory.resolve("b.tsv"), CUSTOM);
    Imported imported = Formats.read(directory, FORMAT, ReadOptions.builder().lenient().build());

    assertThat(imported.documents()).containsExactly(AnnotatedDocument.of("b", ""));
    assertThat(imported.report().errors()).isEqualTo(1);
    assertThat(imported.report().problems().get(0).found()).contains("'name\ttype'");
  }

  @Test
  void writesWhatInceptionWrites() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("memo", "Ada Quill-Berg met\n\n\tBo in Riga\n")
            .span(new EntitySpan(0, 14, "PER", Map.of("identifier", "Q_1")))
            .span(4, 9, "FAMILY")
            .span(4, 9, "NAME")
            .span(21, 23, "PER")
            .span(10, 14, "x|y")
            .build();
    Path file = directory.resolve("memo.tsv");
    FormatReport report = Formats.write(file, FORMAT, List.of(document), WriteOptions.defaults());

    assertThat(report.problems()).isEmpty();
    assertThat(Files.readString(file))
        .isEqualTo(
            HEADER
                + "#Text=Ada Quill-Berg met\n#Text=\n#Text=\\t\n"
                + "1-1\t0-3\tAda\tQ\\_1[1]\tPER[1]\t\n"
                + "1-2\t4-9\tQuill\tQ\\_1[1]|*[2]|*[3]\tPER[1]|FAMILY[2]|NAME[3]\t\n"
                + "1-3\t9-10\t-\tQ\\_1[1]\tPER[1]\t\n"
                + "1-4\t10-14\tBerg\tQ\\_1[1]|*[4]\tPER[1]|x\\|y[4]\t\n"
                + "1-5\t15-18\tmet\t_\t_\t\n"
                + "\n#Text=Bo in Riga\n#Text=\n"
                + "2-1\t21-23\tBo\t*\tPER\t\n"
                + "2-2\t24-26\tin\t_\t_\t\n"
                + "2-3\t27-31\tRiga\t_\t_\t\n");
    assertThat(Formats.read(file).documents()).containsExactly(document);
  }

  @Test
  void partsOfTokensHaveRowsOfTheirOwn() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("memo", "Donaudampfschiff fährt")
            .span(0, 5, "LOC")
            .span(5, 10, "X")
            .span(10, 22, "Y")
            .build();
    Path file = directory.resolve("memo.tsv");
    Formats.write(
        file, FORMAT, List.of(document), WriteOptions.builder().option("layer", "a.Tag").build());

    assertThat(Files.readString(file))
        .endsWith(
            """
          #T_SP=a.Tag|value


          #Text=Donaudampfschiff fährt
          1-1\t0-16\tDonaudampfschiff\t_\t
          1-1.1\t0-5\tDonau\tLOC\t
          1-1.2\t5-10\tdampf\tX\t
          1-1.3\t10-16\tschiff\tY[1]\t
          1-2\t17-22\tfährt\tY[1]\t
          """);
    assertThat(Formats.read(file).documents()).containsExactly(document);
  }

  @Test
  void aSingleFileHoldsOneDocument() {
    Path file = directory.resolve("memo.tsv");
    AnnotatedDocument document = AnnotatedDocument.of("memo", "a");
    for (List<AnnotatedDocument> documents :
        List.of(List.<AnnotatedDocument>of(), List.of(document, document))) {
      assertThatThrownBy(() -> Formats.write(file, FORMAT, documents, WriteOptions.defaults()))
          .isInstanceOf(NerException.class)
          .hasMessageContaining("holds one document")
          .hasMessageContaining("give a directory");
    }
    assertThat(file).doesNotExist();
  }
}
