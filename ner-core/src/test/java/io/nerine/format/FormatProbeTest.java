package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.DataFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatProbeTest {

  @TempDir Path directory;

  @Test
  void seesTheBeginningOfAFile() throws IOException {
    Path file = directory.resolve("Notes.TXT");
    Files.writeString(file, "\uFEFFb\u00E9".repeat(2), StandardCharsets.UTF_8);
    FormatProbe whole = FormatProbe.of(file);
    assertThat(whole.directory()).isFalse();
    assertThat(whole.head()).isEqualTo("b\u00E9\uFEFFb\u00E9");
    assertThat(whole.whole()).isTrue();
    assertThat(whole.named(".txt")).isTrue();

    Files.writeString(file, "x".repeat(100_000));
    assertThat(FormatProbe.of(file).head()).hasSize(65_536);
    assertThat(FormatProbe.of(file).whole()).isFalse();
  }

  @Test
  void seesTheNamesOfADirectory() throws IOException {
    for (String name : new String[] {"b.txt", "a.ann", "README"}) {
      Files.createFile(directory.resolve(name));
    }
    FormatProbe probe = FormatProbe.of(directory);
    assertThat(probe.directory()).isTrue();
    assertThat(probe.names()).containsExactly("README", "a.ann", "b.txt");
    assertThat(probe.head()).isEmpty();
  }

  @Test
  void seesOneFileOfAKindAmongThousandsOfAnother() throws IOException {
    for (int i = 0; i < 1_500; i++) {
      Files.createFile(directory.resolve("doc-%04d.txt".formatted(i)));
      Files.createFile(directory.resolve("doc-%04d.ann".formatted(i)));
    }
    Files.createFile(directory.resolve("project.json"));
    Files.createFile(directory.resolve("a.b.c"));
    for (int i = 0; i < 30; i++) {
      Files.createFile(directory.resolve("z.ending" + i));
    }
    assertThat(FormatProbe.of(directory).names())
        .hasSizeLessThanOrEqualTo(1_000)
        .isSorted()
        .contains("project.json", "a.b.c")
        .containsSequence("doc-0000.ann", "doc-0000.txt", "doc-0001.ann", "doc-0001.txt");
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> FormatProbe.of(directory.resolve("none")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("none': there is no such file or directory");
  }
}
