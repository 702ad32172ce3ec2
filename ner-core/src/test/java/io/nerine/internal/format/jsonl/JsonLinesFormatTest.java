package io.nerine.internal.format.jsonl;

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
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesFormatTest extends FormatContract {

  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path own;

  @Override
  protected DocumentFormat format() {
    return new JsonLinesFormat();
  }

  @Override
  protected String targetName() {
    return "notes.jsonl";
  }

  private Path file(String... lines) throws IOException {
    return Files.write(own.resolve("shift.jsonl"), List.of(lines));
  }

  @Test
  void tagsUnderAnotherNameAreNotLostSilently() throws IOException {
    Path file =
        file(
            "{\"text\": \"Ask Ines.\", \"labels\": [{\"start\": 4, \"end\": 8, \"label\": \"PER\"}]}",
            "{\"text\": \"Ask Bo.\", \"labels\": [{\"start\": 4, \"end\": 6, \"label\": \"PER\"}]}",
            "{\"text\": \"Ask.\", \"labels\": [], \"shifts\": [{\"start\": 6}]}");

    Imported read = Formats.read(file, format(), ReadOptions.defaults());

    assertThat(read.report().spans()).isZero();
    assertThat(read.report().warnings()).isEqualTo(1);
    assertThat(read.report().toString())
        .contains("line 1: a field 'labels' that looks like tags (2 times", "name it 'spans'");
  }

  @Test
  void goesOnBehindWhatIsWrong() throws IOException {
    Path file =
        file(
            "{\"id\": \"a\", \"text\": \"Ask Ines.\", \"spans\": ["
                + "{\"start\": 4, \"end\": 8, \"label\": \"PER\"},"
                + "{\"start\": 4, \"end\": 80, \"label\": \"PER\"}, 7]}",
            "{\"id\": \"b\", \"text\":",
            "{\"id\": [], \"text\": \"Third shift.\", \"split\": \"spring\", \"language\": 5}",
            "{\"id\": \"d\"}",
            "",
            "{\"id\": \"f\", \"text\": \"\"}");

    Imported imported = Formats.read(file, format(), LENIENT);

    assertThat(imported.documents())
        .containsExactly(
            AnnotatedDocument.builder("a", "Ask Ines.").span(4, 8, "PER").build(),
            AnnotatedDocument.of("line-3", "Third shift."),
            AnnotatedDocument.of("f", ""));
    FormatReport report = imported.report();
    assertThat(report.errors()).isEqualTo(7);
    assertThat(report.toString())
        .contains("shift.jsonl, line 1, span 2: span 4..80 'PER' reaches outside the text of 9")
        .contains("shift.jsonl, line 1: span 3 must be an object")
        .contains("shift.jsonl, line 2: broken JSON at column")
        .contains("line 3: field 'id' must be a string, found an array")
        .contains("line 3: field 'language' must be a string")
        .contains("line 3: field 'split' must be train, dev or test, found 'spring'")
        .contains("line 4: field 'text' is missing; left out; add the text of the document");
    assertThatThrownBy(() -> Formats.read(file, format(), ReadOptions.defaults()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("7 problems");
  }

  @Test
  void verifiesMentionsAndRepairsThemWhenLenient() throws IOException {
    Path file =
        file(
            "{\"id\": \"a\", \"text\": \"\uD83D\uDE9A Ines\", \"spans\": ["
                + "{\"start\": 2, \"end\": 6, \"label\": \"PER\", \"text\": \"Ines\"}]}");

    Imported imported = Formats.read(file, format(), LENIENT);

    assertThat(imported.documents().get(0).spans())
        .containsExactly(new EntitySpan(3, 7, "PER", Map.of("text", "Ines")));
    assertThat(imported.report().toString()).contains("covers ' Ine', not 'Ines'", "code points");
    assertThatThrownBy(() -> Formats.read(file, format(), ReadOptions.defaults()))
        .hasMessageContaining("covers ' Ine', not 'Ines'");
  }

  @Test
  void countsRegionsInTheUnitOfSpans() throws IOException {
    Path file =
        file(
            "{\"id\": \"a\", \"text\": \"\uD83D\uDE9A Ines\","
                + " \"reviewedRegions\": [{\"start\": 0, \"end\": 6}, {\"start\": 1, \"end\": 7}]}");
    ReadOptions codePoints =
        ReadOptions.builder().lenient().offsets(OffsetEncoding.CODE_POINT).build();

    Imported imported = Formats.read(file, format(), codePoints);

    assertThat(imported.documents().get(0).reviewedRegions()).contains(List.of(new CharSpan(0, 7)));
    assertThat(imported.report().toString())
        .contains("line 1, reviewed region 2: 1..7 is no part of the text of 6 units");
  }

  @Test
  void reportsWhatItCannotWrite() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("a", "\uD83D\uDE9A Ines")
            .metadata("spans", "of the bridge")
            .metadata("width", Double.NaN)
            .metadata("shift", 2)
            .span(new EntitySpan(3, 7, "PER", Map.of("label", "x", "text", "Anna", "grade", "a")))
            .span(1, 7, "HALF")
            .build();
    Path target = own.resolve("out.jsonl");

    FormatReport written =
        Formats.write(
            target,
            format(),
            List.of(document),
            WriteOptions.builder().offsets(OffsetEncoding.CODE_POINT).build());

    assertThat(written.warnings()).isEqualTo(5);
    assertThat(written.toString())
        .contains("document 'a': metadata 'spans' has the name of a field of JSON Lines; left out")
        .contains("metadata 'width' is NaN")
        .contains("Attribute 'label' of span 3..7 has the name of a field")
        .contains("Attribute 'text' of span 3..7 is not the text of the span")
        .contains("1..7 begins or ends inside a character");
    assertThat(Files.readString(target))
        .isEqualTo(
            "{\"id\":\"a\",\"text\":\"\uD83D\uDE9A Ines\",\"spans\":[{\"start\":2,\"end\":6,"
                + "\"label\":\"PER\",\"grade\":\"a\"}],\"shift\":2}\n");
  }

  @Test
  void givesTheLanguageOfTheOptionsToDocumentsWithoutOne() throws IOException {
    Path file = file("{\"text\": \"Hej.\"}", "{\"text\": \"Hello.\", \"language\": \"en\"}");

    List<AnnotatedDocument> documents =
        Formats.read(file, format(), ReadOptions.builder().language("sv").build()).documents();

    assertThat(documents)
        .extracting(document -> document.language().orElseThrow())
        .containsExactly("sv", "en");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "CERTAIN ! {'id':'a','text':'b','spans':[]}",
        "CERTAIN ! {'id':1,'text':'b','language':'en','split':'dev','spans':[{'start':0,'end':1,'label':'X'}],'m':2}",
        "LIKELY ! {'text':'b','spans':[{'end':1,'start':0,'type':'X'}]}",
        "LIKELY ! {'id':'a','text':'b','entities':[{'start':0,'end':1,'type':'X','text':'b'}]}",
        "POSSIBLE ! {'text':'b'}",
        "POSSIBLE ! {'id':'a','text':'cut sho",
        "NONE ! {'text':'b','spans':[[0,1,'X']]}",
        "NONE ! {'text':'b','entities':[{'id':1,'label':'X','start_offset':0,'end_offset':1}]}",
        "NONE ! {'text':5,'spans':[]}",
        "NONE ! [{'text':'b','spans':[]}]",
        "NONE ! text,spans",
        "NONE ! {",
        "POSSIBLE ! {'id':'a','text':'b' 'spans'#{'id':'b'}",
        "NONE ! {#'id':'a'#}",
      })
  void tellsItsRecordsFromThoseOfOthers(FormatMatch match, String line) throws IOException {
    String content = line.replace('\'', '"').replace('#', '\n');
    Path file = Files.writeString(own.resolve("shift.json"), content);

    assertThat(format().match(FormatProbe.of(file))).isEqualTo(match);
  }

  @Test
  void readsWhatIsNamedSoIfNobodyElseDoes() throws IOException {
    assertThat(Formats.detect(file("{\"text\": 5}")).name()).isEqualTo("jsonl");
    assertThat(Formats.detect(file("")).name()).isEqualTo("jsonl");
    assertThat(Formats.detect(file("{\"text\": \"No tag at all.\"}")).name()).isEqualTo("jsonl");
  }

  @Test
  void isFoundByItsAliases() {
    assertThat(Formats.named("JSON-Lines").name()).isEqualTo("jsonl");
    assertThatThrownBy(() -> Formats.named("jsnol"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("There is no format 'jsnol'; there are ");
  }
}
