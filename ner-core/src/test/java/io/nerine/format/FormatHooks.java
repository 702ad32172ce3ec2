package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the contract of formats asks of each implementation: the format itself, and where it departs
 * from what its capabilities promise. A test overrides as few of these as it can and says why.
 */
abstract class FormatHooks {

  /** {@return the format to test} */
  protected abstract DocumentFormat format();

  /** {@return the name of the file or directory to write, such as {@code notes.json}} */
  protected abstract String targetName();

  /** {@return a builder with the options that reading needs; none by default} */
  protected ReadOptions.Builder reading() {
    return ReadOptions.builder();
  }

  /** {@return a builder with the options that writing needs; none by default} */
  protected WriteOptions.Builder writing() {
    return WriteOptions.builder();
  }

  /** {@return whether the file states spans by offsets of characters, whose unit can be chosen} */
  protected boolean statesOffsets() {
    return true;
  }

  /** {@return whether documents are read in the order in which they were written} */
  protected boolean keepsOrder() {
    return true;
  }

  /** {@return whether a byte order mark may stand before each file of the format} */
  protected boolean takesByteOrderMark() {
    return true;
  }

  /** {@return whether lines may end in CR LF where the format, not a text, breaks them} */
  protected boolean takesAnyLineEnds() {
    return true;
  }

  /** {@return the types of tags in the round trip; the default has case, hyphens and no ASCII} */
  protected List<String> types() {
    return List.of("PER", "Part-Number", "org_unit", "\u041C\u0415\u0421\u0422\u041E", "O", "B-X");
  }

  /** {@return the ids of documents in the round trip, each used once in a file} */
  protected List<String> ids() {
    return List.of("t-17", "2024/07 b", "\u00E9t\u00E9", "100%", "a:b", "12345", "x.y", "Z_z");
  }

  /** {@return keys of metadata in the round trip; a format may keep some for itself} */
  protected List<String> metadataKeys() {
    return List.of("m-source", "m-Shift", "m \u00FC", "m.dotted", "m-\"x\"");
  }

  /** {@return keys of attributes in the round trip, where the format holds any} */
  protected List<String> attributeKeys() {
    return List.of(EntitySpan.NOTE, EntitySpan.ANNOTATOR, "a-grade", "a second");
  }

  /**
   * Tells whether the round trip of a document is promised. What is not promised may be lost, but
   * never silently.
   *
   * @param document a document that keeps to the capabilities
   * @return false to except it; the reason belongs beside it
   */
  protected boolean isPromised(AnnotatedDocument document) {
    return true;
  }

  /**
   * Removes what the reader adds of itself to what was written.
   *
   * @param read a document that was read
   * @return the document as it was written
   */
  protected AnnotatedDocument withoutAdditions(AnnotatedDocument read) {
    return read;
  }

  final boolean holds(FormatCapability capability) {
    return format().capabilities().contains(capability);
  }

  /** What a format without the capabilities leaves of a document. */
  final AnnotatedDocument projected(AnnotatedDocument document) {
    AnnotatedDocument.Builder held = AnnotatedDocument.builder(document.id(), document.text());
    if (holds(FormatCapability.LANGUAGES)) {
      document.language().ifPresent(held::language);
    }
    if (holds(FormatCapability.PARTS)) {
      document.part().ifPresent(held::part);
    }
    if (holds(FormatCapability.METADATA)) {
      document.metadata().forEach(held::metadata);
    }
    document.spans().forEach(span -> held.span(projected(span)));
    if (holds(FormatCapability.REJECTED_SPANS)) {
      document.rejectedSpans().forEach(span -> held.rejectedSpan(projected(span)));
    }
    if (holds(FormatCapability.REVIEW_MARKS)) {
      document.reviewedTypes().ifPresent(held::reviewedTypes);
      document.reviewedRegions().ifPresent(held::reviewedRegions);
    }
    return held.build();
  }

  private EntitySpan projected(EntitySpan span) {
    return holds(FormatCapability.SPAN_ATTRIBUTES)
        ? span
        : new EntitySpan(span.start(), span.end(), span.type());
  }

  /** A document that was read, without what the format may add or keep beyond its capabilities. */
  final AnnotatedDocument comparable(AnnotatedDocument read) {
    AnnotatedDocument own = withoutAdditions(read);
    AnnotatedDocument.Builder held = AnnotatedDocument.builder(own.id(), own.text());
    own.language().ifPresent(held::language);
    own.part().ifPresent(held::part);
    if (holds(FormatCapability.METADATA)) {
      own.metadata().forEach(held::metadata);
    }
    own.spans().forEach(span -> held.span(projected(span)));
    own.rejectedSpans().forEach(span -> held.rejectedSpan(projected(span)));
    own.reviewedTypes().ifPresent(held::reviewedTypes);
    own.reviewedRegions().ifPresent(held::reviewedRegions);
    return held.build();
  }

  final List<AnnotatedDocument> inOrder(List<AnnotatedDocument> documents) {
    return keepsOrder()
        ? documents
        : documents.stream().sorted(Comparator.comparing(AnnotatedDocument::id)).toList();
  }

  /** All regular files of a target, itself or those below it. */
  static List<Path> filesOf(Path target) {
    try (Stream<Path> files = Files.walk(target)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs with an empty directory that is deleted afterwards, for laws, which have no TempDir. */
  static void inDirectory(Consumer<Path> work) {
    try {
      Path directory = Files.createTempDirectory("format-contract");
      try {
        work.accept(directory);
      } finally {
        try (Stream<Path> files = Files.walk(directory)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file of the test's own making. */
  static void put(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytesOf(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names and the content of all files of a target. */
  static Set<String> contentOf(Path target) {
    return filesOf(target).stream()
        .map(
            file ->
                target.relativize(file)
                    + ":"
                    + new String(bytesOf(file), StandardCharsets.ISO_8859_1))
        .collect(Collectors.toSet());
  }
}
