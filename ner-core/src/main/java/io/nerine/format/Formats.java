package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes tagged documents in the formats of the common tools, and in those that the
 * application adds as a {@link DocumentFormat} service. Thread-safe.
 *
 * <pre>{@code
 * Imported imported = Formats.read(Path.of("project-export.json"));
 * System.out.println(imported.report());
 * Formats.named("conll").write(target, imported.documents(), WriteOptions.defaults());
 * }</pre>
 */
public final class Formats {

  /** Looked for once, since the class path does not change. */
  private static volatile @Nullable List<DocumentFormat> known;

  private Formats() {}

  /** {@return all formats, sorted by name} */
  public static List<DocumentFormat> all() {
    List<DocumentFormat> formats = known;
    if (formats == null) {
      formats = load();
      known = formats;
    }
    return formats;
  }

  private static List<DocumentFormat> load() {
    Map<String, DocumentFormat> byName =
        ServiceLoader.load(DocumentFormat.class, Formats.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .collect(
                Collectors.toMap(
                    DocumentFormat::name, Function.identity(), (first, next) -> first));
    return byName.values().stream().sorted(Comparator.comparing(DocumentFormat::name)).toList();
  }

  /**
   * Finds a format by its name or one of its aliases, whatever their case.
   *
   * @param name the name, such as {@code conll}
   * @return the format
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static DocumentFormat named(String name) {
    List<DocumentFormat> formats = all();
    String wanted = name.toLowerCase(Locale.ROOT);
    return formats.stream()
        .filter(format -> format.name().equals(wanted))
        .findFirst()
        .or(() -> formats.stream().filter(format -> format.aliases().contains(wanted)).findFirst())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no format '%s'; there are %s".formatted(name, names(formats))));
  }

  /**
   * Recognises the format of a file or directory by its content.
   *
   * @param input the file or directory
   * @return the format that fits best. A file with no mark of any format, such as one of texts
   *     without tags, is taken for Nerine's own JSON Lines if it could be of that.
   * @throws DataFormatException if it cannot be read, none fits, or several fit alike; the message
   *     names them
   */
  public static DocumentFormat detect(Path input) {
    List<DocumentFormat> fitting = new ArrayList<>();
    FormatMatch best = match(input, fitting);
    if (best == FormatMatch.POSSIBLE && fitting.stream().anyMatch(Formats::isOwn)) {
      fitting.removeIf(format -> !isOwn(format));
    }
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new DataFormatException(
        fitting.isEmpty()
            ? "'%s' is of no format that is known; name one of %s".formatted(input, names(all()))
            : "'%s' could be of the formats %s; name the right one"
                .formatted(input, names(fitting)));
  }

  /**
   * Finds the formats that a file or directory may be of by its content.
   *
   * @param input the file or directory
   * @return the formats that fit best, and alike; empty if none fits
   * @throws DataFormatException if it cannot be read
   */
  public static List<DocumentFormat> fitting(Path input) {
    List<DocumentFormat> fitting = new ArrayList<>();
    match(input, fitting);
    return List.copyOf(fitting);
  }

  private static FormatMatch match(Path input, List<DocumentFormat> fitting) {
    FormatProbe probe = FormatProbe.of(input);
    FormatMatch best = FormatMatch.NONE;
    for (DocumentFormat format : all()) {
      FormatMatch match = format.match(probe);
      if (match.compareTo(best) > 0) {
        best = match;
        fitting.clear();
      }
      if (match == best && match != FormatMatch.NONE) {
        fitting.add(format);
      }
    }
    return best;
  }

  private static boolean isOwn(DocumentFormat format) {
    return format.name().equals(JsonLines.FORMAT);
  }

  private static String names(List<DocumentFormat> formats) {
    return formats.stream().map(DocumentFormat::name).collect(Collectors.joining(", "));
  }

  /**
   * Reads a file or directory of any format, strictly.
   *
   * @param input the file or directory
   * @return its documents, and what there is to say about them
   * @throws DataFormatException if it cannot be read, its format is not known, or it has errors;
   *     the message lists the first 20 and says how many there are
   */
  public static Imported read(Path input) {
    return read(input, detect(input), ReadOptions.defaults());
  }

  /**
   * Reads a file or directory.
   *
   * @param input the file or directory
   * @param format its format
   * @param options how to read
   * @return its documents, and what there is to say about them. A document whose id another has
   *     before it is an error; lenient reading gives it an id of its own.
   * @throws DataFormatException if it cannot be read or, reading strictly, has errors
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static Imported read(Path input, DocumentFormat format, ReadOptions options) {
    try (DistinctDocuments distinct = new DistinctDocuments(input, open(input, format, options))) {
      List<AnnotatedDocument> documents = new ArrayList<>();
      distinct.forEachRemaining(documents::add);
      FormatReport report = distinct.report();
      if (options.strict()) {
        report.throwIfErrors(input.toString());
      }
      return new Imported(documents, report);
    }
  }

  /**
   * Reads a file or directory in one format and writes it in another, in memory for about one
   * document and all ids.
   *
   * @param input the file or directory
   * @param from its format
   * @param reading how to read. A document whose id another has before it is an error; lenient
   *     reading gives it an id of its own.
   * @param target the file, or the directory if the format needs several files
   * @param to its format
   * @param writing how to write
   * @param listener is told of each document before it is written
   * @return what there is to say about both
   * @throws DataFormatException if the input cannot be read, or has errors and is read strictly or
   *     holds no document that could be read
   * @throws io.nerine.exception.NerException if the target cannot be written; whatever is thrown,
   *     an old one is then as it was
   * @throws IllegalArgumentException if a format does not take one of the options
   */
  public static Conversion convert(
      Path input,
      DocumentFormat from,
      ReadOptions reading,
      Path target,
      DocumentFormat to,
      WriteOptions writing,
      Consumer<AnnotatedDocument> listener) {
    try (DistinctDocuments documents = new DistinctDocuments(input, open(input, from, reading))) {
      documents.onNext(listener);
      documents.onEnd(
          report -> {
            if (reading.strict() || report.documents() == 0) {
              report.throwIfErrors(input.toString());
            }
          });
      FormatReport written = write(target, to, () -> documents, writing);
      return new Conversion(documents.report(), written);
    }
  }

  /**
   * Reads a file or directory lazily, in memory for about one document. Ids are not compared with
   * each other.
   *
   * @param input the file or directory
   * @param format its format
   * @param options how to read
   * @param report takes the report once the stream is exhausted
   * @return its documents in order, sequential; holds the file open until it is exhausted, fails or
   *     is closed, so use it in a try-with-resources statement. Reading strictly, it fails at its
   *     end if there were errors, when all are known.
   * @throws DataFormatException if it cannot be read
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static Stream<AnnotatedDocument> stream(
      Path input, DocumentFormat format, ReadOptions options, Consumer<FormatReport> report) {
    DocumentReader reader = open(input, format, options);
    Spliterator<AnnotatedDocument> documents =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE) {
          private boolean ended;

          @Override
          public boolean tryAdvance(Consumer<? super AnnotatedDocument> action) {
            if (ended) {
              return false;
            }
            Optional<AnnotatedDocument> next = reader.next();
            if (next.isPresent()) {
              action.accept(next.get());
              return true;
            }
            ended = true;
            reader.close();
            report.accept(reader.report());
            if (options.strict()) {
              reader.report().throwIfErrors(input.toString());
            }
            return false;
          }
        };
    return StreamSupport.stream(documents, false).onClose(reader::close);
  }

  /**
   * Opens a file or directory.
   *
   * @param input the file or directory
   * @param format its format
   * @param options how to read
   * @return a reader, which the caller closes; it throws no exception for errors, whether or not
   *     reading is strict
   * @throws DataFormatException if it cannot be opened
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static DocumentReader open(Path input, DocumentFormat format, ReadOptions options) {
    checkOptions(format.name(), options.options().keySet(), format.readOptions());
    return format.open(input, options);
  }

  /**
   * Writes documents.
   *
   * @param target the file, or the directory if the format needs several files
   * @param format the format
   * @param documents the documents in order; iterated once
   * @param options how to write
   * @return what was written, and what the format could not hold
   * @throws io.nerine.exception.NerException if the target cannot be written; an old one is then as
   *     it was
   * @throws IllegalArgumentException if the format does not take one of the options
   */
  public static FormatReport write(
      Path target,
      DocumentFormat format,
      Iterable<AnnotatedDocument> documents,
      WriteOptions options) {
    checkOptions(format.name(), options.options().keySet(), format.writeOptions());
    return format.write(target, documents, options);
  }

  private static void checkOptions(String format, Set<String> given, Map<String, String> taken) {
    for (String option : given) {
      if (!taken.containsKey(option)) {
        throw new IllegalArgumentException(
            "Format '%s' takes no option '%s'; it takes %s"
                .formatted(
                    format,
                    option,
                    taken.isEmpty()
                        ? "none"
                        : taken.keySet().stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }
}
