package io.nerine.internal.format;

import io.nerine.document.AnnotatedDocument;
import java.util.function.Consumer;

/** Turns the records of one file into documents. Need not be thread-safe; may remember. */
public interface RecordConversion {

  /**
   * Turns a record into documents, and reports what is wrong in it.
   *
   * @param record the record
   * @param documents takes the documents: most often one, none if it was left out
   */
  void convert(JsonRecord record, Consumer<AnnotatedDocument> documents);

  /**
   * Gives what was held back, when there are no more records.
   *
   * @param documents takes the documents
   */
  default void end(Consumer<AnnotatedDocument> documents) {}
}
