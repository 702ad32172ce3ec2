package io.nerine.deploy;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that finds each word of a text, with its own name as type and source. Fails on "fail",
 * and keeps account of its calls, so that a test sees one after or under its closing.
 */
final class FakeModel implements Extractor {

  final String name;
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger calls = new AtomicInteger();
  final AtomicInteger closings = new AtomicInteger();
  final AtomicInteger closedUnderCalls = new AtomicInteger();

  /** Who registers here holds up all calls. */
  final Phaser gate = new Phaser();

  FakeModel(String name) {
    this.name = name;
  }

  @Override
  public EntitySchema schema() {
    return EntitySchema.of("fake-" + name, name);
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    running.incrementAndGet();
    try {
      calls.incrementAndGet();
      if (closings.get() > 0) {
        throw new ExtractorClosedException(name);
      }
      if (gate.getRegisteredParties() > 0) {
        gate.awaitAdvance(gate.getPhase());
      }
      if (text.equals("fail")) {
        throw new InferenceException(name + " was told to fail");
      }
      return words(text);
    } finally {
      running.decrementAndGet();
    }
  }

  private Extraction words(String text) {
    Extraction.Builder extraction = Extraction.builder(text).windows(1).tokens(3);
    int start = 0;
    for (String word : text.split(" ", -1)) {
      if (!word.isEmpty()) {
        extraction.entity(new Entity(start, start + word.length(), word, name, 0.9, name));
        Thread.onSpinWait();
      }
      start += word.length() + 1;
    }
    return extraction.build();
  }

  @Override
  public void close() {
    closings.incrementAndGet();
    closedUnderCalls.addAndGet(running.get());
  }
}
