package io.nerine.samples.cli;

import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.stream.Stream;

/** Draws what an extractor finds in one document after the other, in their order. */
final class Extractions implements Iterator<Extractions.Found>, AutoCloseable {

  /** What became of a document. */
  record Found(String id, Extraction extraction) {}

  /** The extractor draws texts ahead to fill its batches, but only so many. */
  private final Queue<String> idsAhead = new ArrayDeque<>();

  private final InputDocuments documents;
  private final Stream<Extraction> extractions;
  private final Iterator<Extraction> each;
  private final Progress progress;
  private long done;
  private long failures;

  Extractions(
      InputDocuments documents, Extractor extractor, ExtractionOptions options, Progress progress) {
    this.documents = documents;
    this.progress = progress;
    this.extractions =
        extractor.extractStream(
            documents.stream()
                .peek(document -> idsAhead.add(document.id()))
                .map(AnnotatedDocument::text),
            options);
    this.each = extractions.iterator();
  }

  @Override
  public boolean hasNext() {
    return each.hasNext();
  }

  @Override
  public Found next() {
    if (Thread.currentThread().isInterrupted()) {
      throw new NerException("Interrupted after " + Progress.count(done, "document"));
    }
    Extraction extraction = each.next();
    done++;
    failures += extraction.failure().isPresent() ? 1 : 0;
    progress.showCount("document", done, documents.share());
    return new Found(idsAhead.remove(), extraction);
  }

  /** {@return whether all that was drawn ahead has been handed out} */
  boolean batchDone() {
    return idsAhead.isEmpty();
  }

  /** {@return the number of documents so far that failed} */
  long failures() {
    return failures;
  }

  @Override
  public void close() {
    extractions.close();
  }
}
