package io.nerine.internal.format.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.NerException;
import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatMatch;
import io.nerine.format.FormatProbe;
import io.nerine.format.FormatReport;
import io.nerine.format.Formats;
import io.nerine.format.Imported;
import io.nerine.format.ReadOptions;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.JsonFormatContract;
import io.nerine.text.CharSpan;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureFormatTest extends JsonFormatContract {

  @Override
  protected DocumentFormat format() {
    return new AzureFormat();
  }

  @Override
  protected String targetName() {
    return "project";
  }

  private Path text(String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A project of one document whose one region has the given labels. */
  private static String project(String indexType, int regionLength, String labels) {
    return """
        {"stringIndexType": "%s", "metadata": {"projectKind": "CustomEntityRecognition"},
         "assets": {"documents": [{"location": "a.txt",
          "entities": [{"regionOffset": 0, "regionLength": %d, "labels": [%s]}]}]}}
        """
        .formatted(indexType, regionLength, labels);
  }

  private static String label(int offset, int length, String category) {
    return "{\"category\": \"%s\", \"offset\": %d, \"length\": %d}"
        .formatted(category, offset, length);
  }

  private static final String CURRENT =
      """
      {"projectFileVersion": "2022-05-01", "stringIndexType": "Utf16CodeUnit",
       "metadata": {"projectKind": "CustomEntityRecognition", "projectName": "moves",
        "storageInputContainerName": "letters", "language": "en-us", "multilingual": true,
        "settings": {}},
       "assets": {"projectKind": "CustomEntityRecognition",
        "entities": [{"category": "City"}, {"category": "Person"}],
        "documents": [
         {"location": "a.txt", "language": "sv", "dataset": "Train", "entities": [
           {"regionOffset": 0, "regionLength": 14, "labels": [
             {"category": "Person", "offset": 3, "length": 3},
             {"category": "City", "offset": 10, "length": 4}]}]},
         {"location": "sub/b.txt", "dataset": "test", "entities": [
           {"regionOffset": 0, "regionLength": 6, "labels": []}], "reviewedBy": "bo"}]}}
      """;

  @Test
  void readsTheLabelsFileOrItsDirectory() {
    text("a.txt", TRUCK + " Ada in Oslo");
    text("sub/b.txt", "Nobody");
    Path labels = file(CURRENT);
    for (Path input : List.of(labels, folder)) {
      assertThat(Formats.detect(input).name()).isEqualTo("azure");
      Imported imported = Formats.read(input);
      assertThat(imported.report().problems()).isEmpty();
      assertThat(imported.documents())
          .containsExactly(
              AnnotatedDocument.builder("a.txt", TRUCK + " Ada in Oslo")
                  .language("sv")
                  .part(DatasetPart.TRAIN)
                  .span(3, 6, "Person")
                  .span(10, 14, "City")
                  .build(),
              AnnotatedDocument.builder("sub/b.txt", "Nobody")
                  .language("en-us")
                  .part(DatasetPart.TEST)
                  .metadata("reviewedBy", "bo")
                  .build());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"extractors": [{"name": "City"}], "documents": [{"location": "a.txt", "language": "en",
          "extractors": [{"regionOffset": 0, "regionLength": 7, "labels": [
           {"extractorName": "City", "offset": 3, "length": 4}]}]}]}
        """,
        """
        {"assets": {"documents": [{"location": "a.txt", "culture": "en", "extractors": [
           {"regionOffset": 0, "regionLength": 7, "labels": [
            {"category": "City", "offset": 3, "length": 4}]}]}], "extractors": [{"name": "City"}]},
         "metadata": {"projectKind": "customNamedEntityRecognition"}}
        """,
        """
        {"documents": [{"location": "a.txt", "language": "en", "entities": [
           {"regionOffset": 0, "regionLength": 7, "labels": [
            {"extractorName": "City", "offset": 3, "length": 4}]}]}],
         "metadata": {"modelType": "Extraction"}}
        """
      })
  void readsTheTagsFileOf2021AndWhatDriftedSince(String content) {
    text("a.txt", "to Riga");
    AnnotatedDocument document = one(content);
    assertThat(tags(document)).containsExactly("City 'Riga'");
    assertThat(document.language()).contains("en");
    assertThat(document.part()).isEmpty();
    assertThat(match(content)).isEqualTo(FormatMatch.CERTAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "Utf16CodeUnit, 11",
    "utf16CodeUnit, 11",
    "'', 11",
    "UnicodeCodePoint, 9",
    "unicodeCodePoint, 9",
    "TextElements_v8, 7",
    "textElement_v8, 7"
  })
  void countsAsTheFileSays(String indexType, int offset) {
    String cook = "\uD83D\uDC68\u200D\uD83C\uDF73 Chef Ana ordered";
    text("a.txt", cook);
    String content = project(indexType, 100, label(offset, 3, "Person"));
    assertThat(tags(lenient(content).documents().get(0))).containsExactly("Person 'Ana'");
  }

  @Test
  void saysThatItCountsGraphemesByOtherRules() {
    text("a.txt", "\uD83D\uDC68\u200D\uD83C\uDF73 Ana");
    assertThat(lenient(project("TextElements_v8", 5, label(2, 3, "P"))).report().toString())
        .contains("joined characters, which TextElements_v8 counts as several; counted as one");
  }

  @Test
  void refusesUnitsThatItDoesNotKnow() {
    text("a.txt", TRUCK + " Ana");
    String content = project("Words", 6, label(3, 3, "P"));
    Imported imported = lenient(content);
    assertThat(tags(imported.documents().get(0))).containsExactly("P 'Ana'");
    assertThat(imported.report().errors()).isOne();
    assertThat(imported.report().toString()).contains("/stringIndexType: unit 'Words'");
    ReadOptions given = ReadOptions.builder().offsets(OffsetEncoding.CODE_POINT).build();
    assertThat(
            tags(
                Formats.read(file(project("Words", 5, label(2, 3, "P"))), format(), given)
                    .documents()
                    .get(0)))
        .containsExactly("P 'Ana'");
  }

  @Test
  void noticesThatLineEndsWereLost() {
    text("a.txt", "Dear Ada,\nin\nOslo.\n");
    String content =
        project("Utf16CodeUnit", 22, label(5, 3, "Person") + "," + label(15, 4, "City"));
    Imported moved = lenient(content);
    assertThat(tags(moved.documents().get(0))).containsExactly("Person 'Ada'", "City 'Oslo'");
    assertThat(moved.documents().get(0).reviewedRegions()).isEmpty();
    assertThat(moved.report().warnings()).isOne();
    assertThatThrownBy(() -> Formats.read(file(content), format(), STRICT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("/assets/documents/0")
        .hasMessageContaining("a text of 19 characters that had 22 when it was labelled")
        .hasMessageContaining("changed from CR LF to LF");
  }

  @Test
  void noticesThatLineEndsWereAdded() {
    text("a.txt", TRUCK + "\r\nin\r\nOslo.\r\n");
    String content =
        project("UnicodeCodePoint", 11, label(5, 4, "City") + "," + label(1, 1, "LineEnd"));
    Imported moved = lenient(content);
    assertThat(tags(moved.documents().get(0))).containsExactly("LineEnd '\r\n'", "City 'Oslo'");
    assertThat(moved.report().toString()).contains("changed from LF to CR LF");
  }

  @Test
  void takesRegionsForWhatWasReviewed() {
    text("a.txt", "Ada in Oslo. Bo in Rome.");
    AnnotatedDocument document =
        one(
            """
            {"assets": {"documents": [{"location": "a.txt", "entities": [
              {"regionOffset": 0, "regionLength": 3, "labels": [
                {"category": "P", "offset": 0, "length": 3}]},
              {"regionOffset": 13, "regionLength": 5, "labels": [
                {"category": "P", "offset": 13, "length": 2}]}]}]}}
            """);
    assertThat(tags(document)).containsExactly("P 'Ada'", "P 'Bo'");
    assertThat(document.reviewedRegions())
        .contains(List.of(new CharSpan(0, 3), new CharSpan(13, 18)));
    assertThat(
            one("{\"assets\": {\"documents\": [{\"location\": \"a.txt\", \"entities\": []}]}}")
                .reviewedRegions())
        .isEmpty();
  }

  @Test
  void warnsOfRegionsThatDoNotFit() {
    text("a.txt", "Ada in Oslo");
    Imported imported =
        lenient(
            """
            {"metadata": {"projectKind": "CustomEntityRecognition"},
             "assets": {"projectKind": "Other", "entities": [{"category": "P"}],
             "documents": [{"location": "a.txt", "entities": [
              {"regionOffset": 0, "regionLength": 2, "labels": [
                {"category": "P", "offset": 0, "length": 3}]},
              {"regionOffset": 4, "regionLength": 100, "labels": [
                {"category": "City", "offset": 7, "length": 4}]}]}]}}
            """);
    assertThat(tags(imported.documents().get(0))).containsExactly("P 'Ada'", "City 'Oslo'");
    assertThat(imported.report().errors()).isZero();
    assertThat(imported.report().warnings()).isEqualTo(4);
    assertThat(imported.report().toString())
        .contains(
            "/assets/projectKind: kind 'Other', not that of the metadata",
            "/assets/documents/0/entities/0/labels/0: a label outside of its region",
            "/assets/documents/0/entities/1: a region that reaches behind the end of its text",
            "the category 'City', which the project does not declare");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.txt",
        "/etc/hostname",
        "sub/../../secret.txt",
        "..\\\\secret.txt",
        "link.txt",
        "none.txt",
        "sub",
        "a\\u0000b.txt",
        "",
        "."
      })
  void readsNoTextFromElsewhere(String location) throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner/sub")).getParent();
    text("secret.txt", "Ada");
    Files.createSymbolicLink(inner.resolve("link.txt"), folder.resolve("secret.txt"));
    Path labels =
        Files.writeString(
            inner.resolve("labels.json"),
            "{\"documents\": [{\"location\": \"%s\", \"entities\": []}]}".formatted(location));
    Imported imported = Formats.read(labels, format(), LENIENT);
    assertThat(imported.documents()).isEmpty();
    assertThat(imported.report().errors()).isOne();
    assertThat(imported.report().toString()).contains("/documents/0/location: location '");
  }

  @Test
  void findsTextsElsewhereWhereTold() throws IOException {
    Path texts = text("texts/sub/a.txt", "to Riga").getParent().getParent();
    Files.createDirectories(folder.resolve("labels"));
    Path labels =
        Files.writeString(
            folder.resolve("labels/labels.json"),
            "{\"documents\": [{\"location\": \"sub\\\\a.txt\", \"entities\": []}]}");
    ReadOptions options = ReadOptions.builder().option("texts", texts.toString()).build();
    assertThat(Formats.read(labels, format(), options).documents())
        .extracting(AnnotatedDocument::text)
        .containsExactly("to Riga");
  }

  @Test
  void namesAllThatIsWrongInOnePass() throws IOException {
    text("a.txt", "to Riga");
    Files.write(folder.resolve("latin.txt"), "Malm\u00F6".getBytes(StandardCharsets.ISO_8859_1));
    Imported imported =
        lenient(
            """
            {"documents": [
              {"location": "a.txt", "dataset": "Dev", "language": 5, "entities": [
                {"regionOffset": 0, "regionLength": 7, "labels": [
                  {"category": "City", "offset": 3, "length": 9},
                  {"category": "City", "offset": 3, "length": 0},
                  {"category": "City", "offset": -3, "length": 4},
                  {"category": "City", "offset": 3},
                  {"offset": 3, "length": 4},
                  {"category": "City", "offset": 9223372036854775807, "length": 9223372036854775807},
                  7,
                  {"category": "City", "offset": 3, "length": 4}]},
                {"regionLength": 7},
                {"regionOffset": 0, "regionLength": 7, "labels": {"a": 1}}],
               "extractors": "x"},
              {"location": "latin.txt", "entities": []},
              {"location": 4},
              9,
              {"entities": []}]}
            """);
    assertThat(imported.documents()).hasSize(1);
    assertThat(tags(imported.documents().get(0))).containsExactly("City 'Riga'");
    assertThat(imported.report().errors()).isEqualTo(16);
    assertThat(imported.report().problems())
        .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
    assertThat(imported.report().toString())
        .contains(
            "/documents/0/entities/0/labels/0: span 3..12 'City' reaches outside",
            "/documents/0/entities/0/labels/4: a tag whose 'category' is nothing",
            "/documents/0/entities/1: nothing as 'regionOffset' and the number 7 as 'regionLength'",
            "/documents/0/entities/2: labels that are an object",
            "/documents/0/extractors: regions that are a string",
            "/documents/0/dataset: dataset 'Dev'",
            "latin.txt: not UTF-8",
            "/documents/2: a document with the number 4 as 'location'",
            "/documents/3: a document that is the number 9",
            "/documents/4: a document with nothing as 'location'");
  }

  @Test
  void refusesProjectsOfOtherKinds() {
    text("a.txt", "to Riga");
    String content =
        """
        {"metadata": {"projectKind": "CustomSingleLabelClassification"},
         "assets": {"documents": [{"location": "a.txt", "class": {"category": "x"}}]}}
        """;
    assertThat(match(content)).isEqualTo(FormatMatch.LIKELY);
    assertThatThrownBy(() -> Formats.read(file(content)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a project of kind 'CustomSingleLabelClassification'");
    assertThat(lenient(content).documents()).isEmpty();
  }

  @Test
  void asksWhichOfSeveralLabelsFiles() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(format().match(FormatProbe.of(empty))).isEqualTo(FormatMatch.NONE);
    assertThatThrownBy(() -> Formats.read(empty, format(), STRICT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("holds no labels file");
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(two.resolve("a.json"), CURRENT);
    Files.writeString(two.resolve("b.json"), CURRENT);
    Files.writeString(two.resolve("c.json"), "{\"text\": 1}");
    assertThatThrownBy(() -> Formats.read(two, format(), STRICT))
        .hasMessageContaining("holds several labels files: [a.json, b.json]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"documents\": [{\"id\": \"1\", \"entities\": [{\"text\": \"Riga\"}]}]}",
        "{\"text\": \"Riga\", \"entities\": []}",
        "[{\"location\": \"a.txt\"}]",
        "{\"assets\": [1]}",
        ""
      })
  void tellsTheFilesOfOthers(String content) {
    assertThat(match(content)).isEqualTo(FormatMatch.NONE);
  }

  private FormatReport write(WriteOptions options, AnnotatedDocument... documents) {
    return Formats.write(folder.resolve("written"), format(), List.of(documents), options);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("written"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve("written").resolve(name));
  }

  @Test
  void writesWhatAzureImports() throws IOException {
    AnnotatedDocument first =
        AnnotatedDocument.builder("01.txt", "Ada in\r\nOslo")
            .span(0, 3, "Person")
            .span(8, 12, "City")
            .language("en-us")
            .part(DatasetPart.TRAIN)
            .build();
    AnnotatedDocument second =
        AnnotatedDocument.builder("02.txt", "").language("sv").part(DatasetPart.TEST).build();
    WriteOptions options =
        WriteOptions.builder().option("project", "moves").option("container", "letters").build();
    assertThat(write(options, first, second).problems()).isEmpty();
    assertThat(files()).containsExactly("01.txt", "02.txt", "project.json");
    assertThat(content("01.txt")).isEqualTo("Ada in\r\nOslo");
    assertThat(content("project.json"))
        .isEqualTo(
            """
            {
              "projectFileVersion": "2022-05-01",
              "stringIndexType": "Utf16CodeUnit",
              "metadata": {
                "projectName": "moves",
                "storageInputContainerName": "letters",
                "projectKind": "CustomEntityRecognition",
                "description": "",
                "language": "en-us",
                "multilingual": true,
                "settings": { }
              },
              "assets": {
                "projectKind": "CustomEntityRecognition",
                "entities": [
                  {
                    "category": "Person"
                  },
                  {
                    "category": "City"
                  }
                ],
                "documents": [
                  {"location":"01.txt","language":"en-us","dataset":"Train","entities":[\
            {"regionOffset":0,"regionLength":12,"labels":[\
            {"category":"Person","offset":0,"length":3},\
            {"category":"City","offset":8,"length":4}]}]},
                  {"location":"02.txt","language":"sv","dataset":"Test","entities":[\
            {"regionOffset":0,"regionLength":0,"labels":[]}]}
                ]
              }
            }
            """);
    assertThat(Formats.read(folder.resolve("written")).documents()).containsExactly(first, second);
  }

  @Test
  void keepsInAFileOfItsOwnWhatAzureHasNoFieldFor() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("order 7/b", "Ada in Oslo")
            .span(new EntitySpan(0, 3, "Person", Map.of("note", "sure")))
            .span(7, 11, "City")
            .rejectedSpan(new EntitySpan(4, 6, "City"))
            .part(DatasetPart.DEV)
            .metadata("page", 3)
            .build();
    WriteOptions options = WriteOptions.builder().option("language", "no").build();
    assertThat(write(options, document).problems()).isEmpty();
    assertThat(files()).containsExactly("nerine-documents.jsonl", "order_7_b.txt", "project.json");
    assertThat(content("nerine-documents.jsonl"))
        .isEqualTo(
            """
            {"file":"order_7_b.txt","id":"order 7/b","split":"dev","rejectedSpans":[\
            {"start":4,"end":6,"label":"City","text":"in"}],"metadata":{"page":3},\
            "language":null,"spans":[{"start":0,"end":3,"label":"Person",\
            "nerine":{"note":"sure"}},{"start":7,"end":11,"label":"City","nerine":{}}]}
            """);
    assertThat(content("project.json")).contains("\"language\": \"no\"");
    assertThat(Formats.read(folder.resolve("written")).documents()).containsExactly(document);
  }

  @Test
  void writesRegionsWhereTheySayAll() throws IOException {
    AnnotatedDocument partly =
        AnnotatedDocument.builder("a.txt", "Ada in Oslo. Bo.")
            .language("en")
            .span(0, 3, "P")
            .span(13, 15, "P")
            .reviewedRegions(List.of(new CharSpan(0, 12), new CharSpan(12, 15)))
            .build();
    AnnotatedDocument crossing = partly.toBuilder().id("b.txt").span(10, 14, "X").build();
    AnnotatedDocument nothing =
        AnnotatedDocument.builder("c.txt", "Cy")
            .language("en")
            .reviewedRegions(List.<CharSpan>of())
            .build();
    write(WriteOptions.defaults(), partly, crossing, nothing);
    assertThat(content("project.json"))
        .contains(
            "{\"location\":\"a.txt\",\"language\":\"en\",\"entities\":[{\"regionOffset\":0,"
                + "\"regionLength\":12,\"labels\":[{\"category\":\"P\",\"offset\":0,\"length\":3}]},"
                + "{\"regionOffset\":12,",
            "{\"location\":\"b.txt\",\"language\":\"en\",\"entities\":[{\"regionOffset\":0,"
                + "\"regionLength\":16,",
            "{\"location\":\"c.txt\",\"language\":\"en\",\"entities\":[]}");
    assertThat(content("nerine-documents.jsonl")).doesNotContain("a.txt").contains("b.txt");
    assertThat(Formats.read(folder.resolve("written")).documents())
        .containsExactly(partly, crossing, nothing);
  }

  @Test
  void namesEachFileSafelyAndOnce() throws IOException {
    List<AnnotatedDocument> documents =
        Stream.of("a/b", "a?b", "A_b", "../x", "con", "", ".txt", "\u6771", "\u4EAC", "y.TXT")
            .map(id -> AnnotatedDocument.of(id, "text of " + id))
            .toList();
    write(WriteOptions.defaults(), documents.toArray(AnnotatedDocument[]::new));
    assertThat(files()).hasSize(12).allMatch(name -> name.matches("[A-Za-z0-9_.-]+"));
    assertThat(Formats.read(folder.resolve("written")).documents()).isEqualTo(documents);
  }

  @Test
  void staysFastWhereManyIdsGiveOneName() {
    AnnotatedDocument[] documents =
        IntStream.range(0, 500)
            .mapToObj(i -> AnnotatedDocument.of("\u6771".repeat(i + 1), "x"))
            .toArray(AnnotatedDocument[]::new);
    write(WriteOptions.defaults(), documents);
    assertThat(Formats.read(folder.resolve("written")).documents()).containsExactly(documents);
  }

  @Test
  void statesTheUnitThatItWrites() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("a.txt", TRUCK + " Ada").span(3, 6, "P").build();
    write(WriteOptions.builder().offsets(OffsetEncoding.CODE_POINT).build(), document);
    assertThat(content("project.json"))
        .contains("\"UnicodeCodePoint\"", "\"regionLength\":5", "\"offset\":2,\"length\":3");
    write(WriteOptions.builder().offsets(OffsetEncoding.GRAPHEME).build(), document);
    assertThat(content("project.json")).contains("\"TextElements_v8\"");
    assertThat(
            write(WriteOptions.builder().offsets(OffsetEncoding.UTF8).build(), document).toString())
        .contains("a unit that Azure does not know");
  }

  @Test
  void writesWhatUtf8CannotHoldAsReplaced() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("a.txt", "\uFEFFA\uD83D Oslo").span(4, 8, "City").build();
    FormatReport report = write(WriteOptions.defaults(), document);
    assertThat(report.warnings()).isOne();
    assertThat(report.toString()).contains("an unpaired surrogate", "written as U+FFFD");
    assertThat(Formats.read(folder.resolve("written")).documents().get(0).text())
        .isEqualTo("\uFEFFA\uFFFD Oslo");
  }

  @Test
  void replacesNothingButAProject() throws IOException {
    Path other = Files.createDirectories(folder.resolve("written"));
    Files.writeString(other.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> write(WriteOptions.defaults(), AnnotatedDocument.of("a", "x")))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(files()).containsExactly("thesis.tex");
  }

  @Test
  void saysWhatIsWrongInItsOwnFile() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("x", "Ada")
            .span(new EntitySpan(0, 3, "P", Map.of("note", "n")))
            .build();
    write(WriteOptions.defaults(), document);
    Files.writeString(
        folder.resolve("written/nerine-documents.jsonl"),
        """
        {"file": "x.txt", "id": 4, "spans": [{"start": 0, "end": 2, "label": "P"}, 3]}
        {"file": "x.txt", "id": "y"}
        {"id": "z"}
        {broken
        """);
    Imported imported = Formats.read(folder.resolve("written"), format(), LENIENT);
    assertThat(imported.documents()).hasSize(1);
    assertThat(imported.documents().get(0).id()).isEqualTo("x.txt");
    assertThat(tags(imported.documents().get(0))).containsExactly("P 'Ada'");
    assertThat(imported.report().errors()).isEqualTo(4);
    assertThat(imported.report().toString())
        .contains(
            "nerine-documents.jsonl line 1: field 'id' is the number 4",
            "nerine-documents.jsonl, line 2: a file that was named before",
            "nerine-documents.jsonl, line 3: no string 'file'",
            "nerine-documents.jsonl, line 4: broken JSON");
  }
}
