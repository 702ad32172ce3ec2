package io.nerine.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibrariesTests {

  @Test
  void muslIsKnownByItsLoader(@TempDir Path root) throws IOException {
    Path libraries = Files.createDirectory(root.resolve("lib"));
    assertThat(NativeLibraries.usesMusl(libraries)).isFalse();
    Files.createFile(libraries.resolve("ld-musl-x86_64.so.1"));
    assertThat(NativeLibraries.usesMusl(libraries)).isTrue();
    Files.createDirectory(root.resolve("lib64"));
    Files.createFile(root.resolve("lib64").resolve("ld-linux-x86-64.so.2"));
    assertThat(NativeLibraries.usesMusl(libraries)).isFalse();
    assertThat(NativeLibraries.usesMusl(root.resolve("absent"))).isFalse();
  }

  @Test
  void messageTellsEveryReasonOnce() {
    Throwable failure = new IllegalStateException("no library", new IOException("disk full"));
    assertThat(NativeLibraries.missing("a:b", "the folder c", failure))
        .hasMessageContaining("a:b can't be loaded")
        .hasMessageContaining("(no library: disk full)")
        .hasMessageContaining("the folder c can be written");
  }
}
