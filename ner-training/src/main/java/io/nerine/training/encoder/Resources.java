package io.nerine.training.encoder;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What holds files by name: the class path, or a jar file. */
@FunctionalInterface
interface Resources {

  /**
   * Opens a file.
   *
   * @param name its name, parts separated by slashes
   * @return its content, which the caller closes, or {@code null} if there is no such file
   * @throws IOException if it can't be opened
   */
  @Nullable InputStream open(String name) throws IOException;
}
