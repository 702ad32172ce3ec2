package io.nerine.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary folder that ONNX Runtime unpacks its native code to. Its own clean-up at the end of
 * the JVM leaves the folder behind, empty; this one takes it away.
 */
final class RuntimeFolder {

  private static final Logger LOGGER = LoggerFactory.getLogger(RuntimeFolder.class);
  private static final String NAMES = "onnxruntime-java*";

  private RuntimeFolder() {}

  /**
   * Loads the runtime and sees to it that its folder goes with the JVM.
   *
   * @param load loads the runtime, unless it is there already
   * @return what it loads
   */
  static synchronized <T> T removedAtExit(Supplier<T> load) {
    Set<Path> before = folders();
    T loaded = load.get();
    Set<Path> made = folders();
    made.removeAll(before);
    // Where another process made one at the same moment, nobody can say which is whose.
    if (made.size() == 1) {
      Path folder = made.iterator().next();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "nerine-clean-up"));
    }
    return loaded;
  }

  private static Set<Path> folders() {
    Set<Path> folders = new HashSet<>();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, NAMES)) {
      found.forEach(folders::add);
    } catch (IOException e) {
      LOGGER.debug("The folder {} can't be read", temporary, e);
    }
    return folders;
  }

  private static void remove(Path folder) {
    try {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // Windows holds on to code that is loaded.
      LOGGER.debug("The folder {} can't be removed", folder, e);
    }
  }
}
