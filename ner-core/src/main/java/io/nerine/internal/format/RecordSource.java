package io.nerine.internal.format;

import io.nerine.format.FormatLog;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where records come from. */
interface RecordSource extends Closeable {

  /** The greatest length of one record in bytes; what is longer is no document. */
  int MAX_RECORD_BYTES = 1 << 28;

  /**
   * Reads on to the next record that is valid JSON.
   *
   * @param file the file, for the report
   * @param log takes what is wrong
   * @return the record, or null at the end and ever after
   * @throws IOException if the file can no longer be read
   */
  @Nullable JsonRecord next(String file, FormatLog log) throws IOException;
}
