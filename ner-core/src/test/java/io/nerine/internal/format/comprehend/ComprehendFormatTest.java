package io.nerine.internal.format.comprehend;

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

class ComprehendFormatTest extends FormatContract {

  private static final ReadOptions STRICT = ReadOptions.defaults();
  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path folder;

  @Override
  protected DocumentFormat format() {
    return new ComprehendFormat();
  }

  @Override
  protected String targetName() {
    return "corpus";
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void readsADocumentAFile() throws IOException {
    file("mail 1.txt", "\uD83D\uDCE6 for Ines\r\nat dock 9");
    file("b.txt", "Nobody.");
    Path csv =
        file(
            "labels.csv",
            """
            Type, End Offset, "Begin Offset", FILE
            DOCK, 21, 15, mail 1.txt
            "PER, F", "10", 6, "mail 1.txt"
            """);

    for (Path input : List.of(csv, folder)) {
      assertThat(Formats.detect(input).name()).isEqualTo("comprehend");
      assertThat(Formats.read(input).documents())
          .containsExactly(
              AnnotatedDocument.of("b", "Nobody."),
              AnnotatedDocument.builder("mail 1", "\uD83D\uDCE6 for Ines\r\nat dock 9")
                  .span(7, 11, "PER, F")
                  .span(16, 22, "DOCK")
                  .build());
    }
  }

  @Test
  void readsADocumentALine() throws IOException {
    file("texts/all.txt", "Ines came\r\n\nOla left\nIda\n");
    Path csv =
        file(
            "labels.csv",
            """
            File,Line,Begin Offset,End Offset,Type
            all.txt,2,0,3,PER
            all.txt,0,0,4,PER
            all.txt,2,4,8,VERB
            all.txt,9,0,1,PER
            """);
    ReadOptions.Builder options =
        ReadOptions.builder().option("documents", folder.resolve("texts").toString());

    Imported imported = Formats.read(csv, format(), options.lenient().build());

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("all.txt:0", "Ines came").span(0, 4, "PER").build(),
            AnnotatedDocument.builder("all.txt:2", "Ola left")
                .span(0, 3, "PER")
                .span(4, 8, "VERB")
                .build(),
            AnnotatedDocument.of("all.txt:3", "Ida"));
    assertThat(imported.report().toString())
        .contains("labels.csv, line 5: line 9, which 'all.txt' has not; left out");
  }

  @Test
  void saysWhatIsWrongWithEachRow() throws IOException {
    file("a.txt", "Ines");
    Files.writeString(folder.getParent().resolve("outside.txt"), "secret");
    Path csv =
        file(
            "labels.csv",
            """
            File,Begin Offset,End Offset,Type
            a.txt,0,99,PER
            a.txt,0,x,PER
            a.txt,0
            "a.txt"b,0,4,PER
            ../outside.txt,0,4,PER
            /etc/hostname,0,4,PER
            gone.txt,0,4,PER
            gone.txt,0,2,PER
            a.txt,0,4,
            a.txt,0,4,PER
            "a.txt,0,4,PER
            """);

    Imported imported = Formats.read(csv, format(), LENIENT);

    assertThat(imported.documents())
        .containsExactly(AnnotatedDocument.builder("a", "Ines").span(0, 4, "PER").build());
    assertThat(imported.report().toString())
        .contains("line 2: span 0..99 'PER' reaches outside the text of 4 code points; left out")
        .contains("line 3: 'a.txt,0,x,PER'; left out; write File,Line,Begin Offset")
        .contains("line 4: 'a.txt,0'; left out")
        .contains("line 5: a quotation mark within a field; left out")
        .contains("line 6: '../outside.txt' is no file in or below", "1 annotations left out")
        .contains("line 7: '/etc/hostname' is no file in or below")
        .contains("line 8: 'gone.txt' is no file in or below", "2 annotations left out")
        .contains("line 10: span 0..4 '' has no type")
        .contains("line 12: a quotation mark that is not closed");
    assertThatThrownBy(() -> Formats.read(csv, format(), STRICT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("9 problems");
  }

  @Test
  void pointsFromAListOfEntitiesToAnnotations() throws IOException {
    Path list = file("list.csv", "Text,Type\nInes,PER\n");

    assertThatThrownBy(() -> Formats.read(list))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a list of entities, which is no tagged text");
    Path other = file("other.csv", "name;age\n");
    assertThatThrownBy(() -> Formats.read(other, format(), STRICT))
        .hasMessageContaining("no header with the columns File", "found 'name;age'");
    Path empty = file("empty.csv", "");
    assertThatThrownBy(() -> Formats.read(empty, format(), STRICT))
        .hasMessageContaining("no header with the columns File");
  }

  @Test
  void asksForOneOfSeveralTables() throws IOException {
    file("dev.csv", "File,Begin Offset,End Offset,Type\n");
    file("list.csv", "Text,Type\n");
    assertThat(Formats.read(folder).documents()).isEmpty();
    file("test.csv", "File,Begin Offset,End Offset,Type\n");

    assertThatThrownBy(() -> Formats.read(folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("dev.csv", "test.csv; give one of them".substring(0, 8));
    assertThatThrownBy(
            () ->
                Formats.read(
                    folder.resolve("dev.csv"),
                    format(),
                    ReadOptions.builder().option("documents", "/no/such/folder").build()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("is no directory");
  }

  @Test
  void writesATableBesideTexts() throws IOException {
    Path target = folder.resolve("out");
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.builder("b", "\uD83D\uDCE6 Ines")
                .span(3, 7, "PER")
                .span(0, 2, "a \"b\",\nc")
                .build(),
            AnnotatedDocument.of("a/1", "\uFEFFx"));

    FormatReport report = Formats.write(target, format(), documents, WriteOptions.defaults());

    assertThat(Files.readString(target.resolve("annotations.csv")))
        .isEqualTo(
            """
            File,Begin Offset,End Offset,Type
            b.txt,0,1,"a ""b"",
            c"
            b.txt,2,6,PER
            """);
    assertThat(report.warnings()).isZero();
    assertThat(report.toString())
        .contains("Comprehend takes upper-case letters and underscores; written as it is");
    assertThat(Formats.read(target).documents()).isEqualTo(documents);
  }

  @Test
  void countsTypesBeyondWhatComprehendTakes() {
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("a", "x");
    for (int i = 0; i < 26; i++) {
      document.span(new EntitySpan(0, 1, "TYPE_" + i));
    }

    FormatReport report =
        Formats.write(
            folder.resolve("out"), format(), List.of(document.build()), WriteOptions.defaults());

    assertThat(report.toString()).contains("26 types, of which Comprehend takes 25");
  }
}
