package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The documents that a reader draws, each with an id of its own. */
final class DistinctDocuments implements Iterator<AnnotatedDocument>, AutoCloseable {

  private final Path input;
  private final DocumentReader reader;
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Integer> lastNumbers = new HashMap<>();
  private final FormatLog duplicates = new FormatLog();
  private Consumer<AnnotatedDocument> listener = document -> {};
  private Consumer<FormatReport> end = report -> {};
  private @Nullable AnnotatedDocument next;
  private boolean ended;

  /** Takes over the reader, which is closed with this. */
  DistinctDocuments(Path input, DocumentReader reader) {
    this.input = input;
    this.reader = reader;
  }

  /** Sets what is told of each document. */
  void onNext(Consumer<AnnotatedDocument> listener) {
    this.listener = listener;
  }

  /** Sets what judges the report once all is read, before the end shows. */
  void onEnd(Consumer<FormatReport> end) {
    this.end = end;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = reader.next().map(this::withOwnId).orElse(null);
      if (next == null) {
        ended = true;
        end.accept(report());
      }
    }
    return next != null;
  }

  @Override
  public AnnotatedDocument next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    AnnotatedDocument document = next;
    next = null;
    listener.accept(document);
    return document;
  }

  private AnnotatedDocument withOwnId(AnnotatedDocument document) {
    if (ids.add(document.id())) {
      return document;
    }
    int number = lastNumbers.getOrDefault(document.id(), 1) + 1;
    while (!ids.add(document.id() + "#" + number)) {
      number++;
    }
    lastNumbers.put(document.id(), number);
    String id = document.id() + "#" + number;
    duplicates.error(
        input.toString(),
        "document '%s'".formatted(document.id()),
        "its id is that of a document before it",
        "named '%s'".formatted(id),
        "give each document its own id");
    return document.toBuilder().id(id).build();
  }

  /** What the reader reports, and the ids that were there before. */
  FormatReport report() {
    FormatReport report = reader.report();
    FormatReport more = duplicates.report();
    List<FormatProblem> problems = new ArrayList<>(report.problems());
    problems.addAll(more.problems());
    return new FormatReport(
        report.documents(),
        report.spans(),
        report.errors() + more.errors(),
        report.warnings() + more.warnings(),
        report.notes() + more.notes(),
        problems);
  }

  @Override
  public void close() {
    reader.close();
  }
}
