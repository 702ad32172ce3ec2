package io.nerine.format;

import io.nerine.document.AnnotatedDocument;
import java.util.List;

/**
 * What was read from a file or directory.
 *
 * @param documents the documents in file order
 * @param report what there is to say about them
 */
public record Imported(List<AnnotatedDocument> documents, FormatReport report) {

  /** Creates the result. */
  public Imported {
    documents = List.copyOf(documents);
  }
}
