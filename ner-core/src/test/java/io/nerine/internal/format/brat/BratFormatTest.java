package io.nerine.internal.format.brat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BratFormatTest extends FormatContract {

  private static final ReadOptions STRICT = ReadOptions.defaults();
  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new BratFormat();
  }

  @Override
  protected String targetName() {
    return "notes";
  }

  private void pair(String name, String text, String tags) throws IOException {
    Path place = folder.resolve(name + ".txt");
    Files.createDirectories(place.getParent());
    Files.writeString(place, text);
    Files.writeString(folder.resolve(name + ".ann"), tags);
  }

  private Imported read(ReadOptions options) {
    return Formats.read(folder, format(), options);
  }

  private AnnotatedDocument only(ReadOptions options) {
    List<AnnotatedDocument> documents = read(options).documents();
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  @Test
  void readsPairsInFoldersByTheirPaths() throws IOException {
    pair("b", "Pump 7 leaks.", "T1\tPart 0 6\tPump 7\n");
    pair("a/2024/x", "Call Ines.", "T1\tPerson 5 9\tInes\n");
    pair("a/y", "Nothing.", "");

    assertThat(read(STRICT).documents())
        .containsExactly(
            AnnotatedDocument.builder("a/2024/x", "Call Ines.").span(5, 9, "Person").build(),
            AnnotatedDocument.of("a/y", "Nothing."),
            AnnotatedDocument.builder("b", "Pump 7 leaks.").span(0, 6, "Part").build());
    assertThat(Formats.detect(folder).name()).isEqualTo("brat");
  }

  @Test
  void readsOneDocumentByEitherOfItsFiles() throws IOException {
    pair("shift", "Ola came.", "T1\tPerson 0 3\tOla\n");

    for (String file : List.of("shift.txt", "shift.ann")) {
      Path input = folder.resolve(file);
      assertThat(Formats.detect(input).name()).isEqualTo("brat");
      assertThat(Formats.read(input).documents())
          .containsExactly(
              AnnotatedDocument.builder("shift", "Ola came.").span(0, 3, "Person").build());
    }
  }

  @Test
  void readsTheFilesOfSharedTasks() throws IOException {
    Files.writeString(folder.resolve("9.txt"), "p53 binds MDM2");
    Files.writeString(folder.resolve("9.a1"), "T1\tProtein 0 3\tp53\nT2\tProtein 10 14\tMDM2\n");
    Files.writeString(folder.resolve("9.a2"), "T3\tBinding 4 9\tbinds\nE1\tBinding:T3 Theme:T1\n");

    Imported imported = read(STRICT);

    assertThat(imported.documents().get(0).spans())
        .extracting(EntitySpan::type)
        .containsExactly("Protein", "Binding", "Protein");
    assertThat(imported.report().toString()).contains("9.a2, line 2: an event; left out");
  }

  @Test
  void keepsWhatStandsBesideTags() throws IOException {
    pair(
        "n",
        "Dr Okoro saw no fever.",
        """
        A1\tNegated T2
        T1\tPerson 0 8\tDr Okoro
        T2\tSign 16 21\tfever
        M2\tCertainty T2 high
        A3\tStage E1 late
        #1\tAnnotatorNotes T1\tseen twice,\tsee below
        #2\tAnnotatorNotes T1\tand again
        #3\tAnnotatorNotes R1\tno tag
        N1\tReference T2 UMLS:C0015967\tFever
        N2\tReference T2 SNOMED:386661006\tFever
        """);

    Imported imported = read(STRICT);

    assertThat(imported.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(0, 8, "Person", Map.of("note", "seen twice,\tsee below\nand again")),
            new EntitySpan(
                16,
                21,
                "Sign",
                Map.of(
                    "Negated",
                    "true",
                    "Certainty",
                    "high",
                    "reference",
                    "UMLS:C0015967|SNOMED:386661006")));
    assertThat(imported.report().notes()).isEqualTo(2);
  }

  @Test
  void writesAttributesAsBratShowsThem() throws IOException {
    Path target = folder.resolve("out");
    AnnotatedDocument document =
        AnnotatedDocument.builder("n", "Dr Okoro saw no fever.")
            .span(
                new EntitySpan(
                    16,
                    21,
                    "Sign",
                    Map.of(
                        "Negated", "true",
                        "Certainty", "high",
                        "reference", "UMLS:C0015967|SNOMED:386661006",
                        "note", "seen twice",
                        "confidence", "0.93",
                        "fragments", "not of this tag",
                        "annotator", "two words")))
            .build();

    Formats.write(target, format(), List.of(document), WriteOptions.defaults());

    assertThat(Files.readString(target.resolve("n.ann")))
        .isEqualTo(
            """
            T1\tSign 16 21\tfever
            A1\tCertainty T1 high
            A2\tNegated T1
            N1\tReference T1 UMLS:C0015967\tfever
            N2\tReference T1 SNOMED:386661006\tfever
            #1\tAnnotatorNotes T1\tseen twice
            #2\tNerineAttributes T1\t{"annotator":"two words","confidence":"0.93",\
            "fragments":"not of this tag"}
            """);
    assertThat(Files.readString(target.resolve("annotation.conf")))
        .contains("[entities]\nSign\n")
        .contains("[attributes]\nCertainty\tArg:<ENTITY>, Value:high\nNegated\tArg:<ENTITY>\n");
    assertThat(Formats.read(target, format(), STRICT).documents()).containsExactly(document);
  }

  @Test
  void countsWhatIsNoTagOncePerFile() throws IOException {
    pair(
        "n",
        "a b",
        """
        T1\tX 0 1\ta
        R1\tRel Arg1:T1 Arg2:T1
        R2\tRel Arg1:T1 Arg2:T1
        *\tEquiv T1 T1
        E1\tX:T1
        ?\twhat
        """);

    assertThat(read(STRICT).report().toString())
        .contains("line 2: a relation (2 times, first here); left out")
        .contains(
            "line 4: an equivalence", "line 5: an event", "line 6: a line of an unknown kind");
  }

  @Test
  void coversTheFragmentsOfATag() throws IOException {
    pair("n", "aspirin larger dose", "T1\tDrug 0 7;15 19\taspirin dose\n");

    Imported imported = read(STRICT);

    AnnotatedDocument document = imported.documents().get(0);
    assertThat(document.spans())
        .containsExactly(new EntitySpan(0, 19, "Drug", Map.of("fragments", "0-7;15-19")));
    assertThat(imported.report().toString())
        .contains("n.ann, line 1: a tag in 2 fragments within 'aspirin larger dose'")
        .contains("tagged from the first fragment to the last");
    Path copy = folder.resolve("copy");
    Formats.write(copy, format(), List.of(document), WriteOptions.defaults());
    assertThat(Files.readString(copy.resolve("n.ann")))
        .isEqualTo("T1\tDrug 0 7;15 19\taspirin dose\n");
  }

  @Test
  void partsOrDropsFragmentsIfAsked() throws IOException {
    pair("n", "aspirin larger dose", "T1\tDrug 0 7;15 19\taspirin dose\n");

    assertThat(only(discontinuous("parts")).spans())
        .containsExactly(new EntitySpan(0, 7, "Drug"), new EntitySpan(15, 19, "Drug"));
    assertThat(only(discontinuous("drop")).spans()).isEmpty();
    assertThatThrownBy(() -> read(discontinuous("join")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cover, parts or drop, found 'join'");
  }

  private static ReadOptions discontinuous(String choice) {
    return ReadOptions.builder().option("discontinuous", choice).build();
  }

  @Test
  void takesFragmentsWithABreakBetweenThemAsOne() throws IOException {
    pair("n", "Port of\nRotterdam, \uD83D\uDEA2", "T1\tSite 0 7;8 17\tPort of Rotterdam\n");

    Imported imported = read(STRICT);

    assertThat(imported.documents().get(0).spans()).containsExactly(new EntitySpan(0, 17, "Site"));
    assertThat(imported.report().warnings()).isZero();
    Path copy = folder.resolve("copy");
    Formats.write(copy, format(), imported.documents(), WriteOptions.defaults());
    assertThat(Files.readString(copy.resolve("n.ann")))
        .isEqualTo("T1\tSite 0 7;8 17\tPort of Rotterdam\n");
  }

  @Test
  void takesTheTextsOfTagsAsBratDoes() throws IOException {
    pair(
        "n",
        "aspirin larger dose",
        "T1\tDrug 0 7;15 19\taspirindose\nT2\tDrug 0 7\taspirin\tchecked\nT3\tSize 8 14\tlarger \n");

    assertThat(only(STRICT).spans())
        .containsExactly(
            new EntitySpan(0, 7, "Drug"),
            new EntitySpan(0, 19, "Drug", Map.of("fragments", "0-7;15-19")),
            new EntitySpan(8, 14, "Size"));
  }

  @Test
  void cutsTagsWherePythonSeesLineBreaks() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("n", "a\u2028b\u0085c\u001Dd\r\ne f\n")
            .span(new EntitySpan(0, 10, "X", Map.of("note", "p\u0085q")))
            .span(10, 13, "Y")
            .build();
    Path target = folder.resolve("out");

    FormatReport report =
        Formats.write(target, format(), List.of(document), WriteOptions.defaults());

    assertThat(Files.readString(target.resolve("n.ann")))
        .isEqualTo(
            """
            T1\tX 0 1;2 3;4 5;6 7;9 10\ta b c d e
            #1\tNerineAttributes T1\t{"note":"p\\u0085q"}
            T2\tY 10 13\t f\s
            """);
    assertThat(report.toString())
        .contains("a tag with a line break at its edge; written, though brat refuses it");
    assertThat(Formats.read(target, format(), STRICT).documents()).containsExactly(document);
  }

  @Test
  void countsCarriageReturnsAndMarksAsTheFileDoes() throws IOException {
    String text = "First line\r\nRiga\r\nto Oslo";
    AnnotatedDocument expected =
        AnnotatedDocument.builder("n", text).span(12, 16, "Site").span(21, 25, "Site").build();
    for (int mark = 0; mark < 2; mark++) {
      for (int carriageReturns = 0; carriageReturns < 2; carriageReturns++) {
        int riga = 11 + mark + carriageReturns;
        int oslo = 19 + mark + 2 * carriageReturns;
        pair(
            "n",
            "\uFEFF" + text,
            "T1\tSite %d %d\tRiga\nT2\tSite %d %d\tOslo\n"
                .formatted(riga, riga + 4, oslo, oslo + 4));
        assertThat(only(STRICT)).as("mark %d, CR %d", mark, carriageReturns).isEqualTo(expected);
      }
    }
  }

  @Test
  void saysWhatIsWrongWithEachLineInOnePass() throws IOException {
    pair(
        "n",
        "Lena met Omar in Lagos.",
        """
        T1 Person 0 4 Lena
        T2\tPerson 9 x\tOmar
        T3\tPerson 17 22\tOmar
        T4\tSite 17 99\tLagos
        T5\tSite 17 17\t
        T6\tSite 17 22
        T6\tSite 17 22\tLagos
        T7\tSite 9 13;0 4\tOmar Lena
        """);

    Imported lenient = read(LENIENT);

    assertThat(lenient.documents().get(0).spans())
        .containsExactly(
            new EntitySpan(9, 13, "Person"),
            new EntitySpan(17, 22, "Site"),
            new EntitySpan(17, 22, "Site"),
            new EntitySpan(17, 22, "Site"));
    assertThat(lenient.report().toString())
        .contains("line 1: 'T1 Person 0 4 Lena' is no tag; left out; write T1<TAB>Type")
        .contains("line 2: 'T2\tPerson 9 x\tOmar' is no tag")
        .contains("line 3: span 17..22 'Person' covers 'Lagos', not 'Omar'; moved")
        .contains("line 4: span 17..99 'Site' reaches outside the text", "moved")
        .contains("line 5: span 17..17 'Site' is empty")
        .contains("line 5: a tag without its text (2 times, first here)")
        .contains("line 7: the number of a tag before it")
        .contains("line 8: 'T7");
    assertThatThrownBy(() -> read(STRICT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("6 problems");
  }

  @Test
  void refusesFragmentsThatDoNotFit() throws IOException {
    pair("n", "aspirin larger dose", "T1\tDrug 0 7;15 19\taspirin rate\nT2\tDrug 0 7;8 9\tx\n");

    assertThat(only(LENIENT).spans()).isEmpty();
    assertThat(read(LENIENT).report().errors()).isEqualTo(2);
  }

  @Test
  void saysWhichHalfOfAPairIsMissing() throws IOException {
    Files.writeString(folder.resolve("lost.ann"), "T1\tX 0 1\ta\n");
    Files.writeString(folder.resolve("new.txt"), "Not yet read.");

    Imported lenient = read(LENIENT);

    assertThat(lenient.documents()).containsExactly(AnnotatedDocument.of("new", "Not yet read."));
    assertThat(lenient.report().toString())
        .contains("ERROR " + folder.resolve("lost.ann") + ": tags without a text; left out")
        .contains("WARNING " + folder.resolve("new.txt") + ": a text without an .ann file");
    assertThatThrownBy(() -> Formats.read(folder.resolve("lost.ann"), format(), LENIENT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("put 'lost.txt' there");
  }

  @Test
  void goesOnBehindAFileThatIsNoText() throws IOException {
    pair("good", "Ida", "T1\tPerson 0 3\tIda\n");
    pair("latin", "Jos?", "");
    Files.write(folder.resolve("latin.txt"), new byte[] {'J', 'o', 's', (byte) 0xE9});

    Imported lenient = read(LENIENT);

    assertThat(lenient.documents()).extracting(AnnotatedDocument::id).containsExactly("good");
    assertThat(lenient.report().toString())
        .contains("latin.txt: not UTF-8: byte 0xE9 behind 3 characters");
  }

  @Test
  void keepsIdsAndOrderThatNamesCannot() throws IOException {
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.of("z", "1"),
            AnnotatedDocument.of("../../etc/passwd", "2"),
            AnnotatedDocument.of("\u0442\u0435\u0441\u0442", "3"),
            AnnotatedDocument.of("\u043A\u043E\u0434\u0430", "4"),
            AnnotatedDocument.of("", "5"),
            AnnotatedDocument.of("Z", "6"),
            AnnotatedDocument.of("x".repeat(5000), "7"),
            AnnotatedDocument.of("nul", "8"));
    Path target = folder.resolve("out");

    Formats.write(target, format(), documents, WriteOptions.defaults());

    assertThat(Formats.read(target, format(), STRICT).documents()).isEqualTo(documents);
    assertThat(folder.getParent().resolve("etc")).doesNotExist();
    Files.delete(target.resolve("z.txt"));
    Files.delete(target.resolve("z.ann"));
    assertThat(Formats.read(target, format(), STRICT).documents())
        .isEqualTo(documents.subList(1, documents.size()));
  }

  @Test
  void needsNoIndexWhereNamesTellAll() throws IOException {
    Path target = folder.resolve("out");
    Formats.write(
        target,
        format(),
        List.of(AnnotatedDocument.of("a/1", "x"), AnnotatedDocument.of("b", "y")),
        WriteOptions.defaults());

    try (var files = Files.walk(target)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> target.relativize(file).toString()))
          .containsExactlyInAnyOrder("a/1.txt", "a/1.ann", "b.txt", "b.ann", "annotation.conf");
    }
  }

  @Test
  void renamesTypesForBratAndBack() throws IOException {
    Path target = folder.resolve("out");
    AnnotatedDocument document =
        AnnotatedDocument.builder("n", "abcd")
            .span(0, 1, "Part Number")
            .span(1, 2, "Part_Number")
            .span(2, 3, "--")
            .span(3, 4, "\u0414\u0430\u0442\u0430")
            .build();

    FormatReport report =
        Formats.write(target, format(), List.of(document), WriteOptions.defaults());

    assertThat(report.toString())
        .contains("the type 'Part Number', whose name brat cannot hold; written as 'Part_Number'");
    assertThat(Files.readString(target.resolve("n.ann")))
        .contains("T1\tPart_Number 0 1", "T2\tPart_Number_2 1 2", "T3\t_-- 2 3", "T4\t____ 3 4");
    assertThat(Formats.read(target, format(), STRICT).documents()).containsExactly(document);
    assertThat(Formats.read(target.resolve("n.ann"), format(), STRICT).documents())
        .containsExactly(document);
  }

  @Test
  void replacesNoDirectoryOfOtherFiles() throws IOException {
    Files.writeString(folder.resolve("thesis.docx"), "years of work");

    assertThatThrownBy(
            () ->
                Formats.write(
                    folder,
                    format(),
                    List.of(AnnotatedDocument.of("a", "b")),
                    WriteOptions.defaults()))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("thesis.docx", "give a new directory");
    assertThat(folder.resolve("thesis.docx")).hasContent("years of work");
  }

  @Test
  void followsNoLinkOutOfTheDirectory() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path outside = Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(data.resolve("a.txt"), "Ida");
    Files.writeString(data.resolve("a.ann"), "T1\tPerson 0 3\tIda\n");
    Files.createSymbolicLink(data.resolve("b.txt"), outside);
    Files.createSymbolicLink(data.resolve("loop"), data);
    Files.createSymbolicLink(data.resolve("c.txt"), data.resolve("a.txt"));

    Imported lenient = Formats.read(data, format(), LENIENT);

    assertThat(lenient.documents())
        .extracting(AnnotatedDocument::id, AnnotatedDocument::text)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", "Ida"),
            org.assertj.core.groups.Tuple.tuple("c", "Ida"));
    assertThat(lenient.report().toString())
        .contains("b.txt: a link that leads nowhere or out; left out");
  }

  @Test
  void readsATagOfVeryManyFragmentsInLinearTime() throws IOException {
    int count = 20_000;
    StringBuilder tag = new StringBuilder("T1\tX ");
    for (int i = 0; i < count; i++) {
      tag.append(i == 0 ? "" : ";").append(4 * i).append(' ').append(4 * i + 1);
    }
    pair("n", "a bc".repeat(count), tag.append('\t').append("a ".repeat(count).strip()) + "\n");

    assertThat(only(STRICT).spans()).hasSize(1);
  }
}
