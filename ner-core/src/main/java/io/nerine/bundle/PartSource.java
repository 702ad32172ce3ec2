package io.nerine.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the content of a part comes from. */
@FunctionalInterface
interface PartSource {

  InputStream open() throws IOException;

  static PartSource of(byte[] content) {
    return () -> new ByteArrayInputStream(content);
  }

  static PartSource of(Path file) {
    return () -> Files.newInputStream(file);
  }
}
