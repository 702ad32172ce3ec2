package io.nerine.internal.format.brat;

import io.nerine.internal.format.files.DocumentIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Which files belong to a document. */
final class BratFiles {

  /** The file of a directory that says which types of tags there are. */
  static final String CONFIGURATION = "annotation.conf";

  private static final String TEXT = ".txt";
  private static final List<String> ANNOTATIONS = List.of(".ann", ".a1", ".a2");

  private BratFiles() {}

  static boolean isText(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(TEXT);
  }

  static boolean isAnnotation(String name) {
    return ANNOTATIONS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
  }

  /** {@return whether brat or we put a file of this name into a directory} */
  static boolean isOwn(String name) {
    return isText(name)
        || isAnnotation(name)
        || name.endsWith(".conf")
        || name.equals(DocumentIndex.NAME)
        || name.equals(".stats_cache");
  }

  /** {@return a path without the ending of its name} */
  static String stem(String path) {
    return path.substring(0, path.lastIndexOf('.'));
  }

  /** {@return the text that belongs to a file of tags, whether or not it is there} */
  static Path text(Path annotation) {
    return sibling(annotation, TEXT);
  }

  /** {@return the files of tags that belong to a text} */
  static List<Path> annotations(Path text) {
    Path joined = sibling(text, ANNOTATIONS.get(0));
    return Files.isRegularFile(joined)
        ? List.of(joined)
        : Stream.of(".a1", ".a2")
            .map(ending -> sibling(text, ending))
            .filter(Files::isRegularFile)
            .toList();
  }

  private static Path sibling(Path file, String ending) {
    String stem = stem(String.valueOf(file.getFileName()));
    Path sibling = file.resolveSibling(stem + ending);
    Path shouted = file.resolveSibling(stem + ending.toUpperCase(Locale.ROOT));
    return !Files.exists(sibling) && Files.exists(shouted) ? shouted : sibling;
  }
}
