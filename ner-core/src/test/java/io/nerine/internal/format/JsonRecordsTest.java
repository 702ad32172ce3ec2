package io.nerine.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.FormatProblem;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordsTest {

  @TempDir Path directory;

  private final FormatLog log = new FormatLog();

  private Path file(String json) throws IOException {
    return file(json.getBytes(StandardCharsets.UTF_8));
  }

  private Path file(byte[] json) throws IOException {
    return Files.write(directory.resolve("records.json"), json);
  }

  private List<String> read(Path file) {
    return drain(JsonRecords.of(file, log));
  }

  private static List<String> drain(JsonRecords records) {
    List<String> read = new ArrayList<>();
    try (records) {
      for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next()) {
        read.add(next.get().place() + " " + next.get().value());
      }
      assertThat(records.next()).isEmpty();
    }
    return read;
  }

  private String problems() {
    return String.join(
        "\n", log.report().problems().stream().map(FormatProblem::toString).toList());
  }

  @Test
  void readsTheElementsOfAnArray() throws IOException {
    assertThat(read(file("\uFEFF[\n {\"a\": 1},\n\n {\"a\":\n 2}, 3 ]\n")))
        .containsExactly("line 2, /0 {\"a\":1}", "line 4, /1 {\"a\":2}", "line 5, /2 3");
    assertThat(problems()).isEmpty();
  }

  @Test
  void readsLines() throws IOException {
    assertThat(read(file("\uFEFF{\"a\": 1}\r\n\r\n{\"a\": 2}\n[3]")))
        .containsExactly("line 1 {\"a\":1}", "line 3 {\"a\":2}", "line 4 [3]");
    assertThat(problems()).isEmpty();
  }

  @Test
  void readsLinesThatAreArrays() throws IOException {
    assertThat(read(file("[\"Riga\", {}]\n[\"Oslo\", {}]\n")))
        .containsExactly("line 1 [\"Riga\",{}]", "line 2 [\"Oslo\",{}]");
    assertThat(read(file("[\"Riga\", {}]"))).containsExactly("line 1 [\"Riga\",{}]");
    assertThat(read(file("[[\"Riga\", {}], [\"Oslo\", {}]]"))).hasSize(2);
  }

  @Test
  void readsValuesOverSeveralLines() throws IOException {
    assertThat(read(file("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}")))
        .containsExactly("line 1 {\"a\":1}", "line 4 {\"a\":2}");
    assertThat(read(file("{\"a\": [\n 1]\n}"))).containsExactly("line 1 {\"a\":[1]}");
    assertThat(read(file("[\n\"Riga\",\n{}\n]"))).containsExactly("line 1 [\"Riga\",{}]");
  }

  @Test
  void findsNothingInAnEmptyFile() throws IOException {
    assertThat(read(file(""))).isEmpty();
    assertThat(read(file("\uFEFF \n\n"))).isEmpty();
    assertThat(read(file("[]"))).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void goesOnBehindBadLines() throws IOException {
    byte[] json =
        "{\"a\": 1\n{\"a\": 2}\n{\"a\":2,\"a\":3}\n#\n{\"a\":4} x\n{\"a\":5}"
            .getBytes(StandardCharsets.UTF_8);
    json[json.length - 19] = (byte) 0xE4;
    assertThat(read(file(json))).containsExactly("line 2 {\"a\":2}", "line 6 {\"a\":5}");
    assertThat(log.report().errors()).isEqualTo(4);
    assertThat(problems())
        .contains(
            "line 1: broken JSON at column 8",
            "a line holds one whole document",
            "line 3: broken JSON at column",
            "Duplicate field 'a'",
            "line 4: not UTF-8: byte 0xE4",
            "line 5: broken JSON at column");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},\n{\"a\":2},\n{\"a\":",
        "[{\"a\":1},\n{\"a\":2}\n{\"a\":3}]",
        "[{\"a\":1},\n{\"a\":2},\n]",
        "[{\"a\":1},\n{\"a\":2},\nNaN]",
        "[{\"a\":1},\n{\"a\":2},\n"
      })
  void saysWhereAnArrayBreaksOff(String json) throws IOException {
    assertThat(read(file(json))).hasSize(2);
    assertThat(log.report().errors()).isOne();
    assertThat(problems())
        .contains("records.json, line 3: broken JSON at line 3, column", "read up to there, 2");
  }

  @Test
  void saysThatThereIsMoreBehindAnArray() throws IOException {
    assertThat(read(file("[{\"a\":1}]\n[{\"a\":2}]"))).hasSize(1);
    assertThat(problems()).contains("line 2: there is more behind the JSON value");
  }

  @Test
  void goesOnBehindARecordWithAKeyTwice() throws IOException {
    assertThat(
            read(
                file("[{\"a\":1},\n{\"a\":{\"b\":[1,{\"c\":2,\"c\":3},{}],\"d\":4}},\n{\"a\":5}]")))
        .containsExactly("line 1, /0 {\"a\":1}", "line 3, /2 {\"a\":5}");
    assertThat(problems()).contains("line 2, /1: field 'c' stands twice; left out; keep one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
  void namesTheWrongEncoding(String charset) throws IOException {
    assertThat(read(file("[{\"a\": 1}]".getBytes(Charset.forName(charset))))).isEmpty();
    assertThat(problems()).contains("the file is UTF-16", "save the file as UTF-8");
    assertThat(log.report().errors()).isOne();
  }

  @Test
  void saysWhereAnArrayIsNotUtf8() throws IOException {
    byte[] json = "[{\"a\":1},\n{\"a\":2},\n{\"a\":\"?\"}]".getBytes(StandardCharsets.UTF_8);
    json[json.length - 4] = (byte) 0xFF;
    assertThat(read(file(json))).hasSize(2);
    assertThat(problems()).contains("line 3: not UTF-8: byte 0xFF", "save the file as UTF-8");
  }

  @Test
  void boundsNesting() throws IOException {
    String deep = "[".repeat(100_000);
    assertThat(read(file("{\"a\":" + deep + "\n{\"a\":1}"))).hasSize(1);
    assertThat(problems()).contains("line 1: broken JSON");
    assertThat(read(file("[{\"a\":1}," + deep))).hasSize(1);
    assertThat(log.report().errors()).isEqualTo(2);
  }

  @Test
  void readsCharactersAcrossTheBuffers() throws IOException {
    List<String> texts =
        IntStream.range(0, 40).mapToObj(i -> "x".repeat(i) + "\uD83D\uDE9A".repeat(3_000)).toList();
    Path file = file("[\"" + String.join("\",\n\"", texts) + "\"]");
    List<JsonNode> read = new ArrayList<>();
    try (JsonRecords records = JsonRecords.inside(file, Set.of(""), log)) {
      for (Optional<JsonRecord> next = records.next(); next.isPresent(); next = records.next()) {
        read.add(next.get().value());
      }
    }
    assertThat(read).extracting(JsonNode::textValue).isEqualTo(texts);
  }

  private static final String PROJECT =
      "{\"name\": \"x\",\n \"assets\": {\"kind\": [1], \"documents\": [{\"a\":1},\n {\"a\":2}],"
          + " \"q/~\": null},\n \"documents\": [3], \"tail\": {\"t\": true}}";

  private static final Set<String> DOCUMENTS = Set.of("/assets/documents", "/documents");

  @Test
  void readsArraysInsideAnObject() throws IOException {
    assertThat(drain(JsonRecords.inside(file(PROJECT), DOCUMENTS, log)))
        .containsExactly(
            "line 2, /assets/documents/0 {\"a\":1}",
            "line 3, /assets/documents/1 {\"a\":2}",
            "line 4, /documents/0 3");
    assertThat(problems()).isEmpty();
  }

  @Test
  void readsWhatStandsBesideTheArrays() throws IOException {
    assertThat(JsonRecords.beside(file(PROJECT), DOCUMENTS, log))
        .hasToString("{/name=\"x\", /assets/kind=[1], /assets/q~1~0=null, /tail={\"t\":true}}");
    assertThat(problems()).isEmpty();
  }

  @Test
  void saysWhatIsWrongInAnObject() throws IOException {
    assertThat(drain(JsonRecords.inside(file("[1]"), DOCUMENTS, log))).isEmpty();
    assertThat(problems())
        .contains("line 1: no JSON object with the documents")
        .contains("/assets/documents")
        .contains(" or ");
    assertThat(drain(JsonRecords.inside(file("{\"a\":1,\"a\":2} 3"), DOCUMENTS, log))).isEmpty();
    assertThat(problems()).contains("/a: the field stands twice", "there is more behind");
    assertThat(drain(JsonRecords.inside(file(""), DOCUMENTS, log))).isEmpty();
    assertThat(log.report().errors()).isEqualTo(4);
  }

  @Test
  void opensNothingElse() {
    assertThatThrownBy(() -> JsonRecords.of(directory, log))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> JsonRecords.of(directory.resolve("none.json"), log))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("there is no such file");
  }
}
