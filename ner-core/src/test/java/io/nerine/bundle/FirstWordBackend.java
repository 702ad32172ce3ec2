package io.nerine.bundle;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.schema.EntitySchema;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A backend whose model is a word, which it finds at the beginning of a text. The model fails on
 * the text "fail on " and that word.
 */
public final class FirstWordBackend implements BundleBackend {

  /** The name of the backend. */
  public static final String NAME = "first-word";

  /** How many models are loaded and not closed. */
  public static final AtomicInteger OPEN_MODELS = new AtomicInteger();

  /** Creates the backend. */
  public FirstWordBackend() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Extractor load(ModelBundle bundle, LoadOptions options) {
    String word = new String(bundle.read("word.txt"), StandardCharsets.UTF_8);
    return new FirstWordExtractor(bundle.schema(), word);
  }

  private static final class FirstWordExtractor implements Extractor {

    private final EntitySchema schema;
    private final String word;
    private volatile boolean closed;

    FirstWordExtractor(EntitySchema schema, String word) {
      this.schema = schema;
      this.word = word;
      OPEN_MODELS.incrementAndGet();
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
      if (text.equals("fail on " + word)) {
        throw new InferenceException("told to fail");
      }
      Extraction.Builder extraction = Extraction.builder(text);
      if (text.startsWith(word)) {
        extraction.entity(new Entity(0, word.length(), word, schema.typeNames().get(0), 1, NAME));
      }
      return extraction.build();
    }

    @Override
    public void close() {
      if (!closed) {
        OPEN_MODELS.decrementAndGet();
      }
      closed = true;
    }
  }
}
