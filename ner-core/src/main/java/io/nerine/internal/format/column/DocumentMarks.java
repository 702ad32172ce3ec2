package io.nerine.internal.format.column;

/** What a document is in a column file. */
enum DocumentMarks {
  /** What is behind a {@code -DOCSTART-}, {@code # newdoc} or {@code #begin document} line. */
  DOCSTART,
  /** Each sentence. */
  SENTENCE,
  /** Sentences with one blank line between them. */
  BLANK_LINES;

  static boolean isDocstart(String line) {
    return line.startsWith("-DOCSTART-") || line.startsWith("#begin document");
  }
}
