package io.nerine.internal.format;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.DocumentReader;
import io.nerine.internal.format.files.PulledReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The documents that the records of a file hold. Not thread-safe. */
public final class RecordDocuments implements PulledReader.Source {

  private final JsonRecords records;
  private final RecordConversion conversion;
  private final RecordReading reading;
  private final Deque<AnnotatedDocument> converted = new ArrayDeque<>();
  private boolean ended;

  private RecordDocuments(JsonRecords records, RecordConversion conversion, RecordReading reading) {
    this.records = records;
    this.conversion = conversion;
    this.reading = reading;
  }

  /**
   * Reads the documents of a file.
   *
   * @param input the file, for messages
   * @param records its records; closed with the reader
   * @param conversion what makes documents of them
   * @param reading how they are read
   * @return a reader
   */
  public static DocumentReader reader(
      Path input, JsonRecords records, RecordConversion conversion, RecordReading reading) {
    return new PulledReader(
        input, new RecordDocuments(records, conversion, reading), reading.options(), reading.log());
  }

  @Override
  public @Nullable AnnotatedDocument next() {
    while (converted.isEmpty() && !ended) {
      Optional<JsonRecord> record = records.next();
      if (record.isPresent()) {
        conversion.convert(record.get(), converted::add);
      } else {
        ended = true;
        conversion.end(converted::add);
        reading.tally().report();
      }
    }
    return converted.poll();
  }

  @Override
  public void close() {
    records.close();
  }
}
