package io.nerine.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of an open bundle, before and after their manifest is known. Thread-safe. */
interface BundleStore extends Closeable {

  /**
   * Opens a file.
   *
   * @param name its plain relative name
   * @return its content, or {@code null} if there is no such file
   * @throws IOException if it cannot be read
   */
  @Nullable InputStream open(String name) throws IOException;

  /**
   * Returns the length of a file, without reading it.
   *
   * @param name its plain relative name, of a file that is there
   * @return the number of bytes
   * @throws IOException if it cannot be known
   */
  long length(String name) throws IOException;

  /** {@return what is there beside the given files but must not be, if this store minds} */
  Optional<String> foreign(Set<String> expected);

  /** {@return where a file stands on its own, if it does} */
  Optional<Path> path(String name);
}
