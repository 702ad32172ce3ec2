package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning;
import io.nerine.text.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

  @TempDir Path directory;

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("notes.jsonl"), content);
  }

  private static AnnotatedDocument only(List<AnnotatedDocument> documents) {
    assertThat(documents).hasSize(1);
    return documents.get(0);
  }

  @Test
  void readsTheFieldsOfADocument() throws IOException {
    AnnotatedDocument document =
        only(
            JsonLines.read(
                file(
                    """
                    {"id": "a", "text": "Ask Ines in Porto.", "language": "en", "split": "dev", \
                    "spans": [{"start": 12, "end": 17, "label": "Site"}, \
                    {"start": 4, "end": 8, "label": "Person"}]}
                    """)));

    assertThat(document.id()).isEqualTo("a");
    assertThat(document.text()).isEqualTo("Ask Ines in Porto.");
    assertThat(document.language()).contains("en");
    assertThat(document.part()).contains(DatasetPart.DEV);
    assertThat(document.spans())
        .containsExactly(new EntitySpan(4, 8, "Person"), new EntitySpan(12, 17, "Site"));
    assertThat(document.metadata()).isEmpty();
  }

  @Test
  void readsTheSpellingsOfPredictions() throws IOException {
    AnnotatedDocument document =
        only(
            JsonLines.read(
                file(
                    """
                    {"id": 7, "text": "Ines", "entities": \
                    [{"start": 0, "end": 4, "type": "Person", "text": "Ines", "confidence": 0.75}]}
                    """)));

    assertThat(document.id()).isEqualTo("7");
    assertThat(document.spans())
        .containsExactly(
            new EntitySpan(0, 4, "Person", Map.of("text", "Ines", "confidence", "0.75")));
  }

  @Test
  void namesDocumentsWithoutIdByTheirLine() throws IOException {
    assertThat(JsonLines.read(file("{\"text\": \"a\"}\n\n{\"id\": null, \"text\": \"b\"}")))
        .extracting(AnnotatedDocument::id)
        .containsExactly("line-1", "line-3");
  }

  @Test
  void acceptsByteOrderMarkCarriageReturnsAndBlankLines() throws IOException {
    Path file = file("\uFEFF{\"text\": \"a\"}\r\n  \r\n{\"text\": \"b\"}\r\n\r\n");

    assertThat(JsonLines.read(file)).extracting(AnnotatedDocument::text).containsExactly("a", "b");
  }

  @Test
  void readsNothingFromAnEmptyFile() throws IOException {
    assertThat(JsonLines.read(file(""))).isEmpty();
  }

  @Test
  void keepsUnknownFieldsAsMetadata() throws IOException {
    Path file =
        file(
            """
            {"text": "a", "source": null, "page": 3, "big": 12345678901234567890, \
            "score": 0.5, "exact": 0.12345678901234567890123, "tags": ["x", {"y": true}]}
            """);

    AnnotatedDocument document = only(JsonLines.read(file));

    assertThat(document.metadata())
        .containsEntry("source", null)
        .containsEntry("page", 3)
        .containsEntry("big", new BigInteger("12345678901234567890"))
        .containsEntry("score", 0.5)
        .containsEntry("exact", new BigDecimal("0.12345678901234567890123"))
        .containsEntry("tags", List.of("x", Map.of("y", true)));
    assertThat(document.metadata().keySet())
        .containsExactly("source", "page", "big", "score", "exact", "tags");
  }

  @Test
  void writesAndReadsBackEveryFieldOfADocument() throws IOException {
    AnnotatedDocument document =
        AnnotatedDocument.builder("t\n1", "A \uD83D\uDE00, a \uD83D and \"quotes\".")
            .language("pt-BR")
            .part(DatasetPart.TEST)
            .span(new EntitySpan(2, 4, "Emoji", Map.of("note", "x", "annotator", "me")))
            .rejectedSpan(new EntitySpan(0, 1, "Letter"))
            .reviewedTypes(List.of("Letter", "Emoji"))
            .reviewedRegions(List.of(new CharSpan(0, 9)))
            .metadata("ward", Arrays.asList(1, null, "Süd"))
            .build();
    Path file = directory.resolve("deep/er/out.jsonl");

    JsonLines.write(file, List.of(document));

    assertThat(only(JsonLines.read(file))).isEqualTo(document);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {"id":"t\\n1","text":"A 😀, a \\ud83d and \\"quotes\\".","language":"pt-BR",\
            "split":"test","spans":[{"start":2,"end":4,"label":"Emoji","annotator":"me",\
            "note":"x"}],"reviewedTypes":["Letter","Emoji"],\
            "reviewedRegions":[{"start":0,"end":9}],\
            "rejectedSpans":[{"start":0,"end":1,"label":"Letter"}],"ward":[1,null,"Süd"]}
            """);
  }

  @Test
  void tellsNothingReviewedFromAllReviewed() throws IOException {
    AnnotatedDocument none =
        only(
            JsonLines.read(
                file("{\"text\": \"a\", \"reviewedTypes\": [], \"reviewedRegions\": []}")));

    assertThat(none.reviewedTypes()).contains(Set.of());
    assertThat(none.reviewedRegions()).contains(List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"id": "a"}                                             | field 'text' is missing; add
          {"text": null}                                          | field 'text' is missing
          {"text": 5}                                             | field 'text' must be a string, found the number 5
          {"text": "a", "id": [1]}                                | field 'id' must be a string, found an array
          {"text": "a", "id": 1.5}                                | field 'id' must be a string, found the number 1.5
          {"text": "a", "language": 1}                            | field 'language' must be a string
          {"text": "a", "split": "training"}                      | field 'split' must be train, dev or test, found 'training'
          {"text": "a", "spans": {}}                              | field 'spans' must be an array, found an object
          {"text": "a", "spans": [5]}                             | span 1 must be an object with 'start', 'end' and 'label', found the number 5
          {"text": "a", "spans": [{"start":0,"end":1}]}           | span 1 needs a 'label', the name of its entity type as a string, found nothing
          {"text": "a", "spans": [{"start":0,"end":1,"label":" "}]} | found a blank one
          {"text": "a", "spans": [{"start":0,"end":1,"label":3}]} | found the number 3
          {"text": "a", "spans": [{"start":0,"end":1,"label":"X","type":"Y"}]} | has a 'label' and another 'type'
          {"text": "a", "spans": [{"start":0,"end":0,"label":"X"}]} | has start 0 and end 0; 0 <= start < end is needed
          {"text": "ab", "spans": [{"start":2,"end":1,"label":"X"}]} | has start 2 and end 1
          {"text": "a", "spans": [{"start":-1,"end":1,"label":"X"}]} | has start -1 and end 1
          {"text": "a", "spans": [{"start":0,"end":2,"label":"X"}]} | span 1 (0..2) reaches outside the text of 1 UTF-16 units
          {"text": "a", "spans": [{"end":1,"label":"X"}]}         | needs 'start' as a whole number from 0 to 2147483647, found nothing
          {"text": "a", "spans": [{"start":0.0,"end":1,"label":"X"}]} | needs 'start' as a whole number from 0 to 2147483647, found the number 0.0
          {"text": "a", "spans": [{"start":"0","end":1,"label":"X"}]} | found a string
          {"text": "a", "spans": [{"start":true,"end":1,"label":"X"}]} | found true
          {"text": "a", "spans": [{"start":0,"end":4294967297,"label":"X"}]} | found the number 4294967297
          {"text": "a", "spans": [], "entities": []}              | both 'spans' and 'entities' are there
          {"text": "a", "rejectedSpans": [{"start":0,"end":2,"label":"X"}]} | rejected span 1 (0..2) reaches outside
          {"text": "a", "entities": [{"start":1,"end":2,"type":"X"}]} | entity 1 (1..2) reaches outside
          {"text": "a", "reviewedTypes": [1]}                     | 'reviewedTypes' must hold strings, found the number 1
          {"text": "a", "reviewedRegions": [{"start":0,"end":9}]} | reviewed region 1 (0..9) reaches outside
          {"text": "a", "reviewedRegions": "all"}                 | field 'reviewedRegions' must be an array, found a string
          {"text": "a"                                            | broken JSON at column
          {"text": "a"} {"text": "b"}                             | broken JSON at column
          {"text": "a", "text": "b"}                              | broken JSON at column
          {'text': 'a'}                                           | broken JSON at column
          {"text": "a", "x": NaN}                                 | broken JSON at column
          {                                                       | a line holds one whole document
          [{"text": "a"}]                                         | found an array; write one document a line
          "text"                                                  | found a string; write one document a line
          """)
  void saysWhatIsWrongInALine(String line, String message) throws IOException {
    Path file = file("{\"text\": \"good\"}\n" + line + "\n");

    assertThatThrownBy(() -> JsonLines.read(file))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ", line 2: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(
            () -> {
              try (Stream<AnnotatedDocument> documents = JsonLines.stream(file)) {
                documents.forEach(document -> assertThat(document.text()).isEqualTo("good"));
              }
            })
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void givesTheColumnOfBrokenJson() throws IOException {
    Path file = file("{\"text\": \"a\", oops}");

    assertThatThrownBy(() -> JsonLines.read(file))
        .hasMessageStartingWith(file + ", line 1: broken JSON at column 15: ")
        .hasMessageEndingWith("; a line holds one whole document");
  }

  @Test
  void listsAllProblemsOfAFile() throws IOException {
    Path file =
        file(
            """
            {"id": "a", "text": "a"}
            {"id": "b"}
            {"id": "a", "text": "again"}
            {"text": "c", "spans": [{"start": 0, "end": 9, "label": "X"}, {"start": 0}]}
            """);

    assertThatThrownBy(() -> JsonLines.read(file))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage(
            """
            %s: 5 problems
              line 2: field 'text' is missing; add the text of the document
              line 3: id 'a' is that of line 1 already; give each document its own
              line 4: span 1 (0..9) reaches outside the text of 1 UTF-16 units; offsets count \
            UTF-16 units, not bytes or code points, with the end exclusive
              line 4: span 2 needs 'end' as a whole number from 0 to 2147483647, found nothing
              line 4: span 2 needs a 'label', the name of its entity type as a string, found \
            nothing\
            """
                .formatted(file));
  }

  @Test
  void listsTwentyOfManyProblems() throws IOException {
    Path file = file("oops\n".repeat(5_000));

    assertThatThrownBy(() -> JsonLines.read(file))
        .hasMessageStartingWith(file + ": 5000 problems, the first 20 are\n  line 1: ")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(21));
  }

  @Test
  void saysWhichBytesAreNotUtf8() throws IOException {
    Path file = directory.resolve("latin1.jsonl");
    Files.write(
        file,
        "{\"text\": \"ok\"}\n{\"text\": \"Caf\u00E9\"}\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> JsonLines.read(file))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage(
            file + ", line 2: not UTF-8: byte 0xE9 behind 13 characters; save the file as UTF-8");
  }

  @Test
  void saysThatAFileIsUtf16() throws IOException {
    Path file = directory.resolve("utf16.jsonl");
    Files.write(file, "\uFEFF{\"text\": \"ok\"}".getBytes(StandardCharsets.UTF_16LE));

    assertThatThrownBy(() -> JsonLines.read(file))
        .hasMessage(file + ", line 1: the file is UTF-16; save it as UTF-8");
  }

  @Test
  void keepsReplacementCharactersOfTheText() throws IOException {
    assertThat(only(JsonLines.read(file("{\"text\": \"a\uFFFDb\"}"))).text()).isEqualTo("a\uFFFDb");
  }

  @Test
  void saysThatAFileIsMissingOrADirectory() {
    Path missing = directory.resolve("nowhere.jsonl");

    assertThatThrownBy(() -> JsonLines.read(missing))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("Cannot read '%s': there is no such file or directory".formatted(missing));
    assertThatThrownBy(() -> JsonLines.stream(missing))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> JsonLines.read(directory))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("'%s' is a directory; give a JSON Lines file".formatted(directory));
  }

  @Test
  void boundsNesting() throws IOException {
    Path file = file("{\"text\": \"a\", \"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}");

    assertThatThrownBy(() -> JsonLines.read(file))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void readsATextOfTensOfMegabytes() throws IOException {
    String text = "naïve 😀 ".repeat(3_500_000);
    Path file = directory.resolve("huge.jsonl");

    JsonLines.write(
        file, List.of(AnnotatedDocument.builder("huge", text).span(0, 5, "Word").build()));

    assertThat(Files.size(file)).isGreaterThan(40_000_000);
    assertThat(only(JsonLines.read(file)).text()).isEqualTo(text);
  }

  @Test
  void streamsLazilyAndClosesTheInput() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream endless =
        new ByteArrayInputStream("{\"text\": \"again\"}\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
              reset();
              return super.read(bytes, offset, length);
            }
            return read;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };

    try (Stream<AnnotatedDocument> documents = JsonLines.stream(endless, "endless")) {
      assertThat(documents.limit(10_000).toList()).hasSize(10_000);
      assertThat(closed).isFalse();
    }

    assertThat(closed).isTrue();
  }

  @Test
  void closesTheInputAtItsEndAndAtAFailure() {
    for (String content : List.of("{\"text\": \"a\"}\n", "oops\n")) {
      AtomicBoolean closed = new AtomicBoolean();
      InputStream in =
          new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public void close() {
              closed.set(true);
            }
          };
      Iterator<AnnotatedDocument> documents = JsonLines.stream(in, "standard input").iterator();
      try {
        documents.forEachRemaining(document -> assertThat(document.text()).isEqualTo("a"));
      } catch (DataFormatException e) {
        assertThat(e).hasMessageStartingWith("standard input, line 1: ");
      }
      assertThat(closed).as(content).isTrue();
    }
  }

  @Test
  void namesTheSourceOfAFailingStream() throws IOException {
    InputStream broken = InputStream.nullInputStream();
    broken.close();

    assertThatThrownBy(() -> JsonLines.stream(broken, "standard input").toList())
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("Cannot read 'standard input': Stream closed");
  }

  @Test
  void leavesTheOldFileWhenWritingFails() throws IOException {
    Path file = file("old");
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.of("a", "a"),
            AnnotatedDocument.builder("b", "b").metadata("text", "clash").build());

    assertThatThrownBy(() -> JsonLines.write(file, documents))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Metadata 'text' of document 'b' has the name of a field of JSON Lines; rename it");

    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryContaining(path -> path.equals(file));
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void verifiesTheTextOfATagWhereItIsStated() throws IOException {
    String line =
        "{\"text\": \"Ask Jose\u0301.\", \"spans\": [{\"start\": %d, \"end\": %d,"
            + " \"label\": \"PER\", \"text\": \"Jos\u00E9\"}]}";

    AnnotatedDocument document = only(JsonLines.read(file(line.formatted(4, 9))));

    assertThat(document.spans())
        .containsExactly(new EntitySpan(4, 9, "PER", Map.of("text", "Jos\u00E9")));
    assertThatThrownBy(() -> JsonLines.read(file(line.formatted(3, 8))))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("line 1: span 1 (3..8) covers ' Jose', but its 'text' is 'Jos\u00E9'")
        .hasMessageContaining("correct its offsets, which count UTF-16 units");
  }

  @Test
  void refusesToWriteWhatItCouldNotReadBack() {
    AnnotatedDocument notANumber =
        AnnotatedDocument.builder("n", "n").metadata("m", List.of(Map.of("x", Double.NaN))).build();
    AnnotatedDocument clash =
        AnnotatedDocument.builder("n", "n")
            .span(new EntitySpan(0, 1, "X", Map.of("start", "5")))
            .build();
    AnnotatedDocument otherText =
        AnnotatedDocument.builder("n", "n")
            .span(new EntitySpan(0, 1, "X", Map.of("text", "m")))
            .build();

    assertThatThrownBy(() -> JsonLines.toLine(otherText))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Attribute 'text' of span 0..1 is not the text of the span");
    assertThatThrownBy(() -> JsonLines.toLine(notANumber))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Metadata 'm' of document 'n' is NaN");
    assertThatThrownBy(() -> JsonLines.toLine(clash))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Attribute 'start' of span 0..1");
    for (String halfPair : List.of("\uD83D", "x\uDE00")) {
      AnnotatedDocument document =
          AnnotatedDocument.builder("n", "n").metadata("m", Map.of(halfPair, 1)).build();
      assertThatThrownBy(() -> JsonLines.toLine(document))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has a key with an unpaired surrogate");
    }
  }

  @Test
  void saysWhyAFileCannotBeWritten() throws IOException {
    Path notADirectory = file("x").resolve("out.jsonl");

    assertThatThrownBy(() -> JsonLines.write(directory, List.of()))
        .isExactlyInstanceOf(NerException.class)
        .hasMessage("Cannot write '%s': it is a directory".formatted(directory));
    assertThatThrownBy(() -> JsonLines.write(notADirectory, List.of()))
        .isExactlyInstanceOf(NerException.class)
        .hasMessageStartingWith("Cannot write '%s': ".formatted(notADirectory));
  }

  @Test
  void canRewriteAFileFromItsOwnStream() throws IOException {
    Path file = file("{\"id\": \"a\", \"text\": \"a\"}\n{\"id\": \"b\", \"text\": \"b\"}\n");

    try (Stream<AnnotatedDocument> documents = JsonLines.stream(file)) {
      JsonLines.write(
          file,
          () -> documents.map(document -> document.toBuilder().language("en").build()).iterator());
    }

    assertThat(JsonLines.read(file))
        .hasSize(2)
        .allSatisfy(document -> assertThat(document.language()).contains("en"));
  }

  @Test
  void writesWhatAnExtractorFound() {
    Extraction extraction =
        Extraction.builder("Ask Ines.")
            .entity(new Entity(4, 8, "Ines", "Person", 0.98, "model"))
            .build();

    assertThat(JsonLines.toLine("d1", extraction))
        .isEqualTo(
            "{\"id\":\"d1\",\"text\":\"Ask Ines.\",\"entities\":[{\"start\":4,\"end\":8,"
                + "\"type\":\"Person\",\"text\":\"Ines\",\"confidence\":0.98}]}");
  }

  @Test
  void writesTheWarningsOfAnExtraction() {
    Extraction extraction =
        Extraction.builder("a \uD83D")
            .warning(ExtractionWarning.Code.UNPAIRED_SURROGATES, "1 of them")
            .build();

    assertThat(JsonLines.toLine("d1", extraction))
        .isEqualTo(
            "{\"id\":\"d1\",\"text\":\"a \\ud83d\",\"entities\":[],\"warnings\":"
                + "[{\"code\":\"UNPAIRED_SURROGATES\",\"message\":\"1 of them\"}]}");
  }

  @Test
  void doesNotTakeAFailedExtractionForOneWithoutEntities() {
    InferenceException failure = new InferenceException("the model choked");

    assertThatThrownBy(() -> JsonLines.toLine("d1", Extraction.failed("text", failure)))
        .isSameAs(failure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai"})
  void readsAndWritesAlikeInAnyLocale(String tag) throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      AnnotatedDocument document =
          AnnotatedDocument.builder("i", "Iı").part(DatasetPart.TRAIN).span(0, 1, "I").build();
      String line = JsonLines.toLine(document);

      assertThat(line)
          .isEqualTo(
              "{\"id\":\"i\",\"text\":\"Iı\",\"split\":\"train\","
                  + "\"spans\":[{\"start\":0,\"end\":1,\"label\":\"I\"}]}");
      assertThat(only(JsonLines.read(file(line.replace("train", "TRAIN"))))).isEqualTo(document);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void writesEqualDocumentsAlike() {
    List<String> lines = new ArrayList<>();
    for (List<String> keys : List.of(List.of("a", "b", "c", "d"), List.of("d", "c", "b", "a"))) {
      Map<String, String> attributes = new LinkedHashMap<>();
      keys.forEach(key -> attributes.put(key, "x"));
      lines.add(
          JsonLines.toLine(
              AnnotatedDocument.builder("i", "text")
                  .span(new EntitySpan(0, 4, "T", attributes))
                  .build()));
    }

    assertThat(lines.get(0)).isEqualTo(lines.get(1));
  }

  @Test
  void messagesSpeakOfTheFileAndNotOfTheParser() throws IOException {
    Path file = Files.writeString(directory.resolve("cut.jsonl"), "{\"text\": \"a\"");
    assertThatThrownBy(() -> JsonLines.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("cut.jsonl, line 1")
        .hasMessageContaining("expected close marker for Object; a line holds one whole document")
        .hasMessageNotContaining("REDACTED");
  }
}
