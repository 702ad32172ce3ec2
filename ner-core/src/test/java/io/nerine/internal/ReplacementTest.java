package io.nerine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacementTest {

  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir Path temporary;

  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(temporary.resolve("home"));
  }

  @Test
  void replacesAFile() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "old");

    FileReplacement.write(file, out -> out.write(NEW));

    assertThat(file).hasContent("new");
    assertThat(home.toFile().list()).containsExactly("file");
  }

  @Test
  void leavesTheOldFileAndNothingElseAfterAFailure() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                FileReplacement.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isExactlyInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                FileReplacement.write(
                    file,
                    out -> {
                      throw new StackOverflowError();
                    }))
        .isExactlyInstanceOf(StackOverflowError.class);

    assertThat(file).hasContent("old");
    assertThat(home.toFile().list()).containsExactly("file");
  }

  @Test
  void keepsTheOldFileReadableUntilTheNewOneIsComplete() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "old");

    FileReplacement.write(
        file,
        out -> {
          out.write(NEW);
          out.flush();
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
  }

  @Test
  void followsALinkAndLeavesItALink() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "old");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), file);

    FileReplacement.write(link, out -> out.write(NEW));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void givesFilesTheUsualPermissions() throws IOException {
    Path usual = Files.writeString(home.resolve("usual"), "x");
    Path file = home.resolve("file");

    FileReplacement.write(file, out -> out.write(NEW));

    if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(Files.getPosixFilePermissions(usual));
    }
  }

  @Test
  void replacesADirectory() throws IOException {
    Path directory = Files.createDirectory(home.resolve("directory"));
    Files.createDirectory(directory.resolve("deep"));
    Files.writeString(directory.resolve("deep/old"), "old");

    DirectoryReplacement.write(
        directory,
        fresh -> Files.write(Files.createDirectory(fresh.resolve("d")).resolve("n"), NEW));

    assertThat(directory.resolve("d/n")).hasContent("new");
    assertThat(directory.resolve("deep")).doesNotExist();
    assertThat(home.toFile().list()).containsExactly("directory");
  }

  @Test
  void leavesTheOldDirectoryAndNothingElseAfterAFailure() throws IOException {
    Path directory = Files.createDirectory(home.resolve("directory"));
    Files.writeString(directory.resolve("old"), "old");

    assertThatThrownBy(
            () ->
                DirectoryReplacement.write(
                    directory,
                    fresh -> {
                      Files.write(fresh.resolve("half"), NEW);
                      throw new IOException("No space left on device");
                    }))
        .isExactlyInstanceOf(IOException.class);

    assertThat(directory.resolve("old")).hasContent("old");
    assertThat(home.toFile().list()).containsExactly("directory");
  }

  @Test
  void putsTheOldDirectoryBackWhereTheNewOneCannotBeMoved() throws IOException {
    Path directory = Files.createDirectory(home.resolve("directory"));
    Files.writeString(directory.resolve("old"), "old");

    // What was to be moved into place is gone.
    assertThatThrownBy(() -> DirectoryReplacement.write(directory, Files::delete))
        .isInstanceOf(IOException.class);

    assertThat(directory.resolve("old")).hasContent("old");
    assertThat(home.toFile().list()).containsExactly("directory");
  }

  @Test
  void saysWhyInWords() {
    assertThat(FileReplacement.describe(new NoSuchFileException("/x")))
        .isEqualTo("there is no such file or directory");
    assertThat(FileReplacement.describe(new AccessDeniedException("/x")))
        .isEqualTo("permission denied");
    assertThat(FileReplacement.describe(new FileAlreadyExistsException("/x")))
        .isEqualTo("there is already a file '/x'");
    assertThat(FileReplacement.describe(new FileSystemException("/x", null, "Disk quota exceeded")))
        .isEqualTo("Disk quota exceeded");
    assertThat(FileReplacement.describe(new IOException("cut"))).isEqualTo("cut");
    assertThat(FileReplacement.describe(new IOException())).isEqualTo("IOException");
  }
}
