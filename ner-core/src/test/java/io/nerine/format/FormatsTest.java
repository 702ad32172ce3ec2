package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.text.OffsetEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {

  private static final DocumentFormat JSONL = Formats.named(JsonLines.FORMAT);

  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @TempDir Path directory;

  private Path input(String... lines) throws IOException {
    return Files.write(directory.resolve("in.jsonl"), List.of(lines));
  }

  private Conversion convert(Path input, ReadOptions reading, Path target) {
    return Formats.convert(
        input, JSONL, reading, target, JSONL, WriteOptions.defaults(), document -> {});
  }

  @Test
  void formatsAreSortedAndEachNameAndAliasIsThatOfOne() {
    List<String> names = Formats.all().stream().map(DocumentFormat::name).toList();
    List<String> all = new ArrayList<>(names);
    Formats.all().forEach(format -> all.addAll(format.aliases()));

    assertThat(names).isSorted().contains("jsonl");
    assertThat(all).doesNotHaveDuplicates();
    for (String name : all) {
      assertThat(Formats.named(name.toUpperCase(Locale.ROOT))).isNotNull();
    }
  }

  @Test
  void convertsLenientlyAndSaysWhatWasWrong() throws IOException {
    Path input =
        input(
            "{\"id\": \"a\", \"text\": \"\uD83D\uDE9A Ines\", \"spans\": ["
                + "{\"start\": 3, \"end\": 7, \"label\": \"PER\"}]}",
            "{\"id\": \"a\", \"text\": \"Porto\"}",
            "{\"id\":");
    Path target = directory.resolve("new/out.jsonl");
    List<String> told = new ArrayList<>();

    Conversion conversion =
        Formats.convert(
            input,
            JSONL,
            LENIENT,
            target,
            JSONL,
            WriteOptions.builder().offsets(OffsetEncoding.UTF8).build(),
            document -> told.add(document.id()));

    assertThat(told).containsExactly("a", "a#2");
    assertThat(conversion.read().errors()).isEqualTo(2);
    assertThat(conversion.read().toString())
        .contains("document 'a': its id is that of a document before it; named 'a#2'");
    assertThat(conversion.written().documents()).isEqualTo(2);
    assertThat(Files.readAllLines(target).get(0)).contains("\"start\":5,\"end\":9");
  }

  @Test
  void refusesToConvertWhatIsWrongWhenStrict() throws IOException {
    Path input =
        input("{\"id\": \"a\", \"text\": \"Porto\"}", "{\"id\": \"a\", \"text\": \"Riga\"}");
    Path target = Files.writeString(directory.resolve("out.jsonl"), "as it was");

    assertThatThrownBy(() -> convert(input, ReadOptions.defaults(), target))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("in.jsonl, document 'a': its id is that of a document before it");
    assertThat(target).hasContent("as it was");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(input, target);
    }
  }

  @Test
  void refusesToConvertWhatHasNoDocumentButErrors() throws IOException {
    Path input = input("{\"id\":", "[]");
    Path target = directory.resolve("out.jsonl");

    assertThatThrownBy(() -> convert(input, LENIENT, target))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("2 problems");
    assertThat(target).doesNotExist();
    assertThat(convert(input(""), LENIENT, target).written().documents()).isZero();
  }

  @Test
  void convertsAFileInPlace() throws IOException {
    Path input = input("{\"text\": \"Porto\", \"id\": 1}");

    convert(input, LENIENT, input);

    assertThat(input).hasContent("{\"id\":\"1\",\"text\":\"Porto\",\"spans\":[]}\n");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void manyDocumentsOfOneIdTakeLinearTime() throws IOException {
    Path input = directory.resolve("same.jsonl");
    AnnotatedDocument same = AnnotatedDocument.of("same", "Porto");
    JsonLines.write(input, () -> Stream.generate(() -> same).limit(50_000).iterator());

    List<AnnotatedDocument> documents = Formats.read(input, JSONL, LENIENT).documents();

    assertThat(documents.stream().map(AnnotatedDocument::id).distinct()).hasSize(50_000);
    assertThat(documents.get(49_999).id()).isEqualTo("same#50000");
  }

  @Test
  void refusesOptionsThatTheFormatDoesNotTake() {
    Path file = directory.resolve("a.jsonl");
    ReadOptions reading = ReadOptions.builder().option("scheme", "BIO").build();
    WriteOptions writing = WriteOptions.builder().option("scheme", "BIO").build();

    assertThatThrownBy(() -> Formats.read(file, JSONL, reading))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Format 'jsonl' takes no option 'scheme'; it takes none");
    assertThatThrownBy(() -> Formats.write(file, JSONL, List.of(), writing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'scheme'");
  }

  @Test
  void namesTheFormatsThatFit() throws IOException {
    Path input = input("{\"id\": \"a\", \"text\": \"Porto\", \"spans\": []}");

    assertThat(Formats.fitting(input)).extracting(DocumentFormat::name).containsExactly("jsonl");
    Path unknown = Files.write(directory.resolve("a.bin"), new byte[] {1, 0, 2});
    assertThat(Formats.fitting(unknown)).isEmpty();
    assertThatThrownBy(() -> Formats.detect(unknown))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a.bin' is of no format that is known; name one of ");
  }
}
