package io.nerine.onnx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places where native code can't be loaded, each in a JVM of its own. */
class NativeLoadingTests {

  @TempDir private Path folder;
  private Path temporary;
  private Path cache;

  /** A path that cannot be made, not even by root. */
  private Path belowAFile;

  @BeforeEach
  void prepare() throws IOException {
    temporary = Files.createDirectory(folder.resolve("temporary"));
    cache = Files.createDirectory(folder.resolve("cache"));
    belowAFile = Files.createFile(folder.resolve("file")).resolve("below");
  }

  private String load(Path temporary, Path cache, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-DDJL_CACHE_DIR=" + cache);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), LoadOnce.class.getName()));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output, UTF_8);
  }

  @Test
  void temporaryFolderThatCannotBeWrittenIsNamed() throws Exception {
    assertThat(load(belowAFile, cache))
        .contains("refused: ")
        .contains("com.microsoft.onnxruntime:onnxruntime")
        .contains(System.getProperty("os.name") + "/" + System.getProperty("os.arch"))
        .contains("the folder " + belowAFile + " can be written")
        .doesNotContain("(null)");
  }

  @Test
  void cacheThatCannotBeWrittenIsNamed() throws Exception {
    assertThat(load(temporary, belowAFile))
        .contains("refused: ")
        .contains("ai.djl.huggingface:tokenizers")
        .contains("DJL_CACHE_DIR");
  }

  @Test
  void platformWithoutNativeCodeIsNamed() throws Exception {
    assertThat(load(temporary, cache, "-Dos.arch=sparc64"))
        .contains("refused: ")
        .contains("/sparc64")
        .contains("serves this platform");
    assertThat(load(temporary, cache, "-Dos.name=SunOS"))
        .contains("refused: ")
        .contains("SunOS/")
        .contains("serves this platform");
  }

  @Test
  void temporaryFolderIsLeftEmpty() throws Exception {
    assertThat(load(temporary, cache)).contains("found 2");
    try (var left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  /** As in a server with several applications: the library is there for one, or for each. */
  @Test
  void secondClassLoaderWorksOrIsToldWhatToDo() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(Path.of(entry).toUri().toURL());
    }
    for (int i = 0; i < 2; i++) {
      try (URLClassLoader loader =
          new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
        Object said = loader.loadClass(LoadOnce.class.getName()).getMethod("load").invoke(null);
        assertThat((String) said)
            // The runner's own loader may have the library already, or come later.
            .satisfiesAnyOf(
                text -> assertThat(text).isEqualTo("found 2"),
                text ->
                    assertThat(text)
                        .contains("already loaded in another classloader")
                        .contains("a parent in common"));
      }
    }
  }
}
