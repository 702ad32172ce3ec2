package io.nerine.internal.format.webanno;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.internal.Utf8Lines;
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of a file or directory: first those of its index, if any, then all others. */
final class WebannoSource implements PulledReader.Source {

  static final String ENDING = ".tsv";

  private static final int MAX_LINE_BYTES = 1 << 28;

  private final Path root;
  private final @Nullable FolderFiles files;
  private final Map<String, String> ids;
  private final Iterator<Map.Entry<String, String>> indexed;
  private final WebannoOptions choice;
  private final ReadOptions options;
  private final FormatLog log;
  private boolean read;

  WebannoSource(Path input, WebannoOptions choice, ReadOptions options, FormatLog log)
      throws IOException {
    this.root = input;
    this.choice = choice;
    this.options = options;
    this.log = log;
    boolean directory = Files.isDirectory(input);
    this.files = directory ? new FolderFiles(input, WebannoSource::isTsv, log) : null;
    this.ids = directory ? DocumentIndex.read(input, log) : Map.of();
    this.indexed = ids.entrySet().iterator();
    if (!directory) {
      // So that a file that cannot be read is refused when it is opened.
      Files.newInputStream(input).close();
    }
  }

  static boolean isTsv(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  static String stem(String path) {
    return isTsv(path) ? path.substring(0, path.length() - ENDING.length()) : path;
  }

  @Override
  public @Nullable AnnotatedDocument next() throws IOException {
    if (files == null) {
      boolean first = !read;
      read = true;
      return first ? parse(root, stem(String.valueOf(root.getFileName()))) : null;
    }
    while (indexed.hasNext()) {
      Map.Entry<String, String> entry = indexed.next();
      Path file = FolderFiles.inside(root, entry.getKey());
      AnnotatedDocument document = file == null ? null : parse(file, entry.getValue());
      if (document != null) {
        return document;
      }
    }
    for (Path file = files.next(); file != null; file = files.next()) {
      String path = files.relative(file);
      AnnotatedDocument document = ids.containsKey(path) ? null : parse(file, stem(path));
      if (document != null) {
        return document;
      }
    }
    return null;
  }

  private @Nullable AnnotatedDocument parse(Path file, String id) throws IOException {
    try (Utf8Lines lines = new Utf8Lines(Files.newInputStream(file), MAX_LINE_BYTES)) {
      return new WebannoParser(file.toString(), choice, options, log).read(lines, id);
    }
  }

  @Override
  public void close() {
    // Nothing is open between calls.
  }
}
