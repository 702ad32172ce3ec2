package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.NerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFileTests {

  @TempDir private Path folder;

  private static void fill(PendingFile file) throws IOException {
    file.out().write('x');
  }

  @Test
  void fileAppearsWhenItIsCommitted() throws IOException {
    Path target = folder.resolve("new/f");
    try (PendingFile file = PendingFile.at(target)) {
      fill(file);
      assertThat(target).doesNotExist();
      file.commit();
      assertThat(target).hasContent("x");
    }
    assertThat(target).hasContent("x");
    assertThat(target.getParent()).isDirectoryContaining(path -> path.endsWith("f"));
  }

  @Test
  void fileThatIsNotCommittedLeavesTheOldOne() throws IOException {
    Path target = Files.writeString(folder.resolve("f"), "old");
    try (PendingFile file = PendingFile.at(target)) {
      fill(file);
    }
    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("f");
  }

  @Test
  void allThatAreOpenCanBeDiscarded() throws IOException {
    PendingFile file = PendingFile.at(folder.resolve("f"));
    fill(file);
    assertThat(folder).isNotEmptyDirectory();
    PendingFile.discardAll();
    assertThat(folder).isEmptyDirectory();
    file.close();
  }

  @Test
  void placeBelowAFileIsNamed() throws IOException {
    Path target = Files.writeString(folder.resolve("f"), "").resolve("g");
    assertThatThrownBy(() -> PendingFile.at(target))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("Cannot write '%s'".formatted(target));
  }
}
