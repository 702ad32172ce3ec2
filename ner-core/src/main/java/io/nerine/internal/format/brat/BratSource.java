package io.nerine.internal.format.brat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of a directory: first those of its index, if it has one, then all others. */
final class BratSource implements PulledReader.Source {

  private final Path root;
  private final FolderFiles files;
  private final Map<String, String> ids;
  private final Iterator<Map.Entry<String, String>> indexed;
  private final BratDocuments documents;
  private final FormatLog log;

  private BratSource(Path root, BratDocuments documents, FormatLog log) throws IOException {
    this.root = root;
    this.documents = documents;
    this.log = log;
    this.files =
        new FolderFiles(root, name -> BratFiles.isText(name) || BratFiles.isAnnotation(name), log);
    this.ids = DocumentIndex.read(root, log);
    this.indexed = ids.entrySet().iterator();
  }

  static PulledReader.Source of(
      Path input, Discontinuity discontinuity, ReadOptions options, FormatLog log)
      throws IOException {
    boolean directory = Files.isDirectory(input);
    if (!directory && !Files.exists(input)) {
      throw new DataFormatException("Cannot read '%s': there is no such file".formatted(input));
    }
    Path root = directory ? input : input.toAbsolutePath().getParent();
    Map<String, String> types = root == null ? Map.of() : BratConfiguration.types(root, log);
    BratDocuments documents = new BratDocuments(types, discontinuity, options, log);
    return directory ? new BratSource(input, documents, log) : single(input, documents);
  }

  private static PulledReader.Source single(Path input, BratDocuments documents) {
    String name = String.valueOf(input.getFileName());
    boolean annotation = BratFiles.isAnnotation(name);
    if (!annotation && !BratFiles.isText(name)) {
      throw new DataFormatException(
          "'%s' is neither a .txt nor an .ann file; give one of them or their directory"
              .formatted(input));
    }
    Path text = annotation ? BratFiles.text(input) : input;
    if (!Files.isRegularFile(text)) {
      throw new DataFormatException(
          "'%s' has no text beside it; put '%s' there".formatted(input, text.getFileName()));
    }
    return new PulledReader.Source() {
      private boolean read;

      @Override
      public @Nullable AnnotatedDocument next() {
        boolean first = !read;
        read = true;
        return first
            ? documents.read(text, BratFiles.annotations(text), BratFiles.stem(name))
            : null;
      }

      @Override
      public void close() {
        // Nothing is open between calls.
      }
    };
  }

  @Override
  public @Nullable AnnotatedDocument next() {
    while (indexed.hasNext()) {
      Map.Entry<String, String> entry = indexed.next();
      Path text = FolderFiles.inside(root, entry.getKey());
      // One that is gone was deleted with its tags, which is no mistake.
      AnnotatedDocument document = text == null ? null : read(text, entry.getValue());
      if (document != null) {
        return document;
      }
    }
    for (Path file = files.next(); file != null; file = files.next()) {
      AnnotatedDocument document = document(file);
      if (document != null) {
        return document;
      }
    }
    return null;
  }

  private @Nullable AnnotatedDocument document(Path file) {
    String path = files.relative(file);
    if (BratFiles.isText(path)) {
      return ids.containsKey(path) ? null : read(file, BratFiles.stem(path));
    }
    if (!Files.isRegularFile(BratFiles.text(file))) {
      String fix = "put '%s' beside it".formatted(BratFiles.text(file).getFileName());
      log.error(file.toString(), "", "tags without a text", "left out", fix);
    }
    return null;
  }

  private @Nullable AnnotatedDocument read(Path text, String id) {
    // A link that leads out of the directory is reported where the walk meets it.
    List<Path> annotations =
        BratFiles.annotations(text).stream()
            .filter(file -> FolderFiles.inside(root, FolderFiles.relative(root, file)) != null)
            .toList();
    return documents.read(text, annotations, id);
  }

  @Override
  public void close() {
    // Nothing is open between calls.
  }
}
