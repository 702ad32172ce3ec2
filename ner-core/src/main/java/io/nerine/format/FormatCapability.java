package io.nerine.format;

/**
 * What a file format can hold beyond texts and their tags. What a format cannot hold is left out by
 * its writer, which says so in its {@link FormatReport}; everything else survives writing and
 * reading.
 */
public enum FormatCapability {
  /** The ids of documents. */
  IDS,
  /** The languages of documents. */
  LANGUAGES,
  /** What documents are meant for: train, dev or test. */
  PARTS,
  /** Metadata of documents, of any shape. */
  METADATA,
  /** Any text: line breaks, runs of white space and control characters stay as they are. */
  ANY_TEXT,
  /** Tags that begin or end within a word. */
  WORD_PARTS,
  /** Tags that lie inside others. */
  NESTED_SPANS,
  /** Tags that overlap without one lying inside the other. */
  CROSSING_SPANS,
  /** Two tags of one type at one place. */
  REPEATED_SPANS,
  /** Attributes of tags, under any key. */
  SPAN_ATTRIBUTES,
  /** Which types and which regions were completely tagged. */
  REVIEW_MARKS,
  /** Places that are known not to be of a type. */
  REJECTED_SPANS
}
