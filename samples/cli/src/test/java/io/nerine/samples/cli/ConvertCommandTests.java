package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentFormat;
import io.nerine.format.Formats;
import io.nerine.format.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTests {

  private static final String TRUCK =
      "{\"id\": \"a\", \"text\": \"\uD83D\uDE9A Ines is in Porto .\","
          + " \"spans\": [{\"start\": %d, \"end\": %d, \"label\": \"Person\"}]}%n";

  @TempDir private Path folder;
  private Path in;
  private Path out;

  @BeforeEach
  void nameFiles() {
    in = folder.resolve("in.jsonl");
    out = folder.resolve("out.jsonl");
  }

  @Test
  void unitsOfInputAndOutputAreConverted() throws IOException {
    Files.writeString(in, TRUCK.formatted(2, 6));
    Run run =
        Run.nerine(
            "convert", "--to", "jsonl", "--unit", "codepoint", "--out-unit", "utf8", in, out);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).isEmpty();
    assertThat(Files.readString(out)).contains("\"start\":5,\"end\":9");
    assertThat(run.err())
        .contains(
            "Read as jsonl 1 document, 1 tag: 0 errors, 0 warnings, 0 notes",
            "Wrote as jsonl 1 document, 1 tag: 0 errors, 0 warnings, 0 notes");
  }

  @Test
  void whatIsWrongIsLeftOutAndReported() throws IOException {
    Files.writeString(in, TRUCK.formatted(3, 7) + TRUCK.formatted(3, 70) + "{\n");
    Run run = Run.nerine("convert", "--to", "jsonl", "--language", "pt", "--quiet", in, out);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(JsonLines.read(out)).extracting(AnnotatedDocument::id).containsExactly("a", "a#2");
    assertThat(JsonLines.read(out).get(0).language()).contains("pt");
    assertThat(run.errLines().get(0))
        .isEqualTo("Read as jsonl 2 documents, 1 tag: 3 errors, 0 warnings, 0 notes");
    assertThat(run.err())
        .contains("  error: " + in + ", line 2, span 1: span 3..70 'Person' reaches outside")
        .contains("  error: " + in + ", line 3: broken JSON at column")
        .contains("its id is that of a document before it; named 'a#2'");
  }

  @Test
  void strictlyNothingIsWrittenIfThereIsAnError() throws IOException {
    Files.writeString(in, TRUCK.formatted(3, 7) + TRUCK.formatted(3, 70));
    Files.writeString(out, "as it was");
    Run run = Run.nerine("convert", "--to", "jsonl", "--strict", in, out);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("in.jsonl: 2 problems", "line 2, span 1");
    assertThat(out).hasContent("as it was");
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void twentyProblemsAreShownAndAllOnRequest() throws IOException {
    String lines =
        IntStream.range(0, 30)
            .mapToObj(i -> "{\"id\": \"n%d\", \"text\": \"x\", \"split\": \"s\"}%n".formatted(i))
            .collect(Collectors.joining());
    Files.writeString(in, lines);
    Run brief = Run.nerine("convert", "--to", "jsonl", "--quiet", in, out);
    assertThat(brief.err()).contains("line 20:", "  and 10 more; --verbose shows them");
    assertThat(brief.err()).doesNotContain("line 21:");
    Run verbose = Run.nerine("convert", "--to", "jsonl", "--verbose", in, out);
    assertThat(verbose.err()).contains("line 30:").doesNotContain("more");
  }

  @Test
  void inputThatIsMissingOrOfNoKnownFormatIsTold() throws IOException {
    Run missing = Run.nerine("convert", "--to", "jsonl", in, out);
    assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.err()).contains("in.jsonl': there is no such file or directory");
    Path unknown = Files.write(folder.resolve("photo.raw"), new byte[] {1, 0, 2, 0, 3});
    Run run = Run.nerine("convert", "--to", "jsonl", unknown, out);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("photo.raw' is of no format that is known; name one of ");
    assertThat(out).doesNotExist();
  }

  @Test
  void formatOfTheInputIsToldByItsContent() throws IOException {
    Files.writeString(in, TRUCK.formatted(3, 7));
    Path corpus = folder.resolve("corpus");
    assertThat(Run.nerine("convert", "--to", "brat", in, corpus).code()).isEqualTo(ExitCode.DONE);
    assertThat(corpus).isDirectory();
    Path columns = folder.resolve("columns.conll");
    Run run = Run.nerine("convert", "--to", "conll", corpus, columns);
    assertThat(run.code()).isEqualTo(ExitCode.DONE);
    assertThat(run.err()).contains("Read as brat 1 document, 1 tag:", "Wrote as conll 1 document");
    assertThat(columns).content().contains("Ines", "B-Person");
  }

  @Test
  void dataOfOtherFormatsAreTakenWhereDataAre() throws IOException {
    String lines =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    "{\"id\": \"n%d\", \"text\": \"Ines %d\", \"spans\": [{\"start\": 0, \"end\": 4,"
                            .formatted(i, i)
                        + " \"label\": \"Person\"}]}\n")
            .collect(Collectors.joining());
    Files.writeString(in, lines);
    Path corpus = folder.resolve("corpus");
    Run.nerine("convert", "--to", "brat", in, corpus);
    for (List<String> from : List.of(List.<String>of(), List.of("--from", "brat"))) {
      Path parts = folder.resolve("parts" + from.size());
      List<Object> args =
          new ArrayList<>(List.of("split", "--data", corpus, "--out", parts, "--test", "0.25"));
      args.addAll(from);
      assertThat(Run.nerine(args.toArray()).code()).isEqualTo(ExitCode.DONE);
      assertThat(JsonLines.read(parts.resolve("test.jsonl"))).hasSize(3);
    }
  }

  @Test
  void formatsAreListedAndShown() {
    Run list = Run.nerine("formats");
    assertThat(list.code()).isEqualTo(ExitCode.DONE);
    List<String> names = Formats.all().stream().map(DocumentFormat::name).toList();
    assertThat(list.outLines()).hasSameSizeAs(names);
    for (String name : names) {
      assertThat(list.out()).contains(name + " ");
      assertThat(Run.nerine("formats", name).out()).startsWith(name + ": ");
    }
    assertThat(Run.nerine("formats", "jsonl").out())
        .contains("offsets count: utf16", "also named: ", "crossing spans");
  }
}
