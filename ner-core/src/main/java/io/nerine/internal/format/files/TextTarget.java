package io.nerine.internal.format.files;

import io.nerine.exception.NerException;
import io.nerine.internal.FileReplacement;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a text file whole or not at all. */
public final class TextTarget {

  private TextTarget() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param out where to
     * @throws IOException if that fails
     */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * Writes a file in UTF-8, replacing one that is there once the new one is complete.
   *
   * @param target the file
   * @param content what goes into it
   * @throws NerException if it cannot be written; an old one is then as it was
   */
  public static void write(Path target, Content content) {
    try {
      FileReplacement.write(
          target,
          out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(writer);
            writer.flush();
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
  }
}
