package io.nerine.internal.format.uima;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.format.FormatLog;
import io.nerine.format.ReadOptions;
import io.nerine.internal.format.files.DocumentIndex;
import io.nerine.internal.format.files.FolderFiles;
import io.nerine.internal.format.files.PulledReader;
import io.nerine.internal.format.uima.TagTypes.Rank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The documents of one file or of all in and below a directory. */
final class XmiSource implements PulledReader.Source {

  private static final String ENDING = ".xmi";

  private final Path root;
  private final @Nullable FolderFiles files;
  private final XmiDocuments documents;
  private final FormatLog log;
  private final Map<String, String> ids;
  private final Iterator<String> indexed;
  private final Queue<AnnotatedDocument> ready = new ArrayDeque<>();
  private @Nullable Path single;
  private @Nullable Path systemFolder;
  private TypeSystem system = TypeSystem.UNKNOWN;

  XmiSource(Path input, ReadOptions options, FormatLog log) throws IOException {
    this.root = input;
    this.log = log;
    TagTypes types = TagTypes.of(options);
    if (Files.isDirectory(input)) {
      this.single = null;
      this.files = new FolderFiles(input, XmiSource::isXmi, log);
      this.ids = DocumentIndex.read(input, log);
    } else {
      if (!Files.exists(input)) {
        throw new DataFormatException("Cannot read '%s': there is no such file".formatted(input));
      }
      this.single = input;
      this.files = null;
      this.ids = Map.of();
    }
    this.indexed = ids.keySet().iterator();
    Rank least = types.chosen() || hasNamed(input, types) ? Rank.NAMED : Rank.CUSTOM;
    // So that what is wrong with it is reported now.
    this.systemFolder = null;
    this.documents = new XmiDocuments(types, least, options, log);
  }

  static boolean isXmi(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ENDING);
  }

  static boolean isOwn(String name) {
    return isXmi(name) || name.equals(TypeSystem.FILE) || name.equals(DocumentIndex.NAME);
  }

  /** All files have the same types of tags, so that all are looked at before the first is read. */
  private boolean hasNamed(Path input, TagTypes types) throws IOException {
    // What is wrong is reported when the files are read.
    FormatLog unused = new FormatLog();
    if (single != null) {
      return XmiContent.hasNamed(single, types, typeSystem(single, unused));
    }
    FolderFiles looked = new FolderFiles(input, XmiSource::isXmi, unused);
    for (Path file = looked.next(); file != null; file = looked.next()) {
      if (XmiContent.hasNamed(file, types, typeSystem(file, unused))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable AnnotatedDocument next() {
    while (ready.isEmpty()) {
      List<AnnotatedDocument> read = nextFile();
      if (read == null) {
        return null;
      }
      ready.addAll(read);
    }
    return ready.remove();
  }

  /** Null if there is no more file. */
  private @Nullable List<AnnotatedDocument> nextFile() {
    Path only = single;
    if (only != null) {
      single = null;
      return read(only, String.valueOf(only.getFileName()));
    }
    if (files == null) {
      return null;
    }
    while (indexed.hasNext()) {
      Path file = FolderFiles.inside(root, indexed.next());
      if (file != null && isXmi(file.toString())) {
        return read(file, FolderFiles.relative(root, file));
      }
    }
    for (Path file = files.next(); file != null; file = files.next()) {
      String path = files.relative(file);
      if (!ids.containsKey(path)) {
        return read(file, path);
      }
    }
    return null;
  }

  private List<AnnotatedDocument> read(Path file, String path) {
    String name = isXmi(path) ? path.substring(0, path.length() - ENDING.length()) : path;
    return documents.read(file, name, typeSystem(file, log));
  }

  private TypeSystem typeSystem(Path file, FormatLog problems) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && !folder.equals(systemFolder)) {
      systemFolder = folder;
      Path described = FolderFiles.inside(folder, TypeSystem.FILE);
      system = described == null ? TypeSystem.UNKNOWN : TypeSystem.read(described, problems);
    }
    return system;
  }

  @Override
  public void close() {
    // Nothing is open between calls.
  }
}
