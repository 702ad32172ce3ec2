package io.nerine.internal.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.format.WriteOptions;
import io.nerine.internal.FileReplacement;
import io.nerine.internal.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes files of JSON records, whole or not at all. */
public final class JsonOutput {

  private JsonOutput() {}

  /** How records stand in a file. */
  public enum Layout {
    /** In one array, a line each. */
    ARRAY,
    /** One a line, without an array around them. */
    LINES
  }

  /**
   * Reads the option that chooses the layout.
   *
   * @param options the options
   * @param name the option, which takes {@code lines} or {@code array}
   * @param normal the layout if it is not given
   * @return the layout
   * @throws IllegalArgumentException if it is neither
   */
  public static Layout layout(WriteOptions options, String name, Layout normal) {
    List<String> names =
        normal == Layout.LINES ? List.of("lines", "array") : List.of("array", "lines");
    String chosen = OptionChoice.of(name, options.option(name), names);
    return chosen.equals("lines") ? Layout.LINES : Layout.ARRAY;
  }

  /**
   * Writes a file.
   *
   * @param target the file
   * @param layout how the records stand in it
   * @param documents the documents; iterated once
   * @param records what makes records of a document: JSON-like values
   * @throws NerException if it cannot be written; an old one is then as it was
   */
  public static void write(
      Path target,
      Layout layout,
      Iterable<AnnotatedDocument> documents,
      Function<AnnotatedDocument, ? extends List<? extends @Nullable Object>> records) {
    boolean array = layout == Layout.ARRAY;
    try {
      FileReplacement.write(
          target,
          out -> {
            String before = array ? "[\n" : "";
            for (AnnotatedDocument document : documents) {
              for (Object record : records.apply(document)) {
                write(out, before + Json.line(record) + (array ? "" : "\n"));
                before = array ? ",\n" : "";
              }
            }
            write(out, array ? (before.startsWith("[") ? "[" : "") + "\n]\n" : "");
          });
    } catch (IOException e) {
      throw new NerException(
          "Cannot write '%s': %s".formatted(target, FileReplacement.describe(e)), e);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
