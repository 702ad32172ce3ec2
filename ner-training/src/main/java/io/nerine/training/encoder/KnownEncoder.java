package io.nerine.training.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An encoder that has a short name, since a Maven artifact holds it. */
interface KnownEncoder {

  /** {@return the name to train with} */
  String name();

  /** {@return group and name of the artifact, and its version where there is only one} */
  String artifact();

  /** {@return the names of all files that it is read from} */
  List<String> files();

  /**
   * Reads the encoder.
   *
   * @param resources hold all files
   * @return the encoder
   * @throws IOException if a file can't be read
   * @throws io.nerine.exception.ModelLoadingException if one is damaged
   */
  PretrainedEncoder read(Resources resources) throws IOException;

  /** {@return whether all files are there} */
  default boolean isIn(Resources resources) throws IOException {
    for (String file : files()) {
      try (@Nullable InputStream stream = resources.open(file)) {
        if (stream == null) {
          return false;
        }
      }
    }
    return true;
  }

  /** Opens a file that {@link #isIn} has found. */
  static InputStream opened(Resources resources, String file) throws IOException {
    InputStream stream = resources.open(file);
    if (stream == null) {
      throw new IOException("there is no " + file + " any more");
    }
    return stream;
  }
}
