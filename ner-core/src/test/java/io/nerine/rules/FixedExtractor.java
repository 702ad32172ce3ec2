package io.nerine.rules;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds one mention at the same place of any text that is long enough, in one window of three
 * tokens; fails on the text "fail".
 */
final class FixedExtractor implements Extractor {

  private final EntitySchema schema;
  private final String source;
  private final List<Entity> entities = new ArrayList<>();
  private boolean closed;

  FixedExtractor(String source, String... types) {
    this.schema = EntitySchema.of(source, types);
    this.source = source;
  }

  FixedExtractor finds(String type, int start, int end, double confidence) {
    entities.add(new Entity(start, end, "x".repeat(end - start), type, confidence, source));
    return this;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    if (closed) {
      throw new ExtractorClosedException("closed");
    }
    if (text.equals("fail")) {
      throw new InferenceException("told to fail");
    }
    return Extraction.builder(text)
        .windows(1)
        .tokens(3)
        .entities(
            entities.stream()
                .filter(entity -> entity.end() <= text.length())
                .filter(entity -> entity.confidence() >= options.minConfidence(entity.type()))
                .toList())
        .build();
  }

  @Override
  public void close() {
    closed = true;
  }
}
