package io.nerine.spi;

import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Works a stream of texts off in chunks, lazily and in bounded memory: an {@link
 * io.nerine.extract.Extractor#extractStream extractStream} for extractors that are faster on many
 * texts at once.
 *
 * <p>Texts are drawn up to 256 texts or 65,536 characters ahead; one by one where the options have
 * a timeout, which is each text's own.
 */
public final class ChunkedExtraction {

  private static final int CHUNK_TEXTS = 256;

  private static final int CHUNK_CHARACTERS = 1 << 16;

  private ChunkedExtraction() {}

  /**
   * Returns the extractions of a stream of texts.
   *
   * @param texts the texts; closed with the result
   * @param options how to treat each text
   * @param work gives one extraction a text, in the order of the texts; called when the first
   *     extraction of a chunk is drawn, on the thread that draws
   * @return one extraction a text, in the order of the texts; sequential
   */
  public static Stream<Extraction> stream(
      Stream<String> texts,
      ExtractionOptions options,
      Function<List<String>, List<Extraction>> work) {
    Objects.requireNonNull(texts, "texts");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(work, "work");
    Chunks extractions =
        new Chunks(
            texts.sequential().iterator(), options.timeout().isPresent() ? 1 : CHUNK_TEXTS, work);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                extractions, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(extractions::close)
        .onClose(texts::close);
  }

  /**
   * Draws a chunk when the results of the last one are used up, until it is closed, which any
   * thread may do. Not thread-safe otherwise.
   */
  private static final class Chunks implements Iterator<Extraction>, AutoCloseable {

    private final Iterator<String> texts;
    private final int chunkTexts;
    private final Function<List<String>, List<Extraction>> work;
    private Iterator<Extraction> results = List.<Extraction>of().iterator();
    private volatile boolean closed;

    Chunks(Iterator<String> texts, int chunkTexts, Function<List<String>, List<Extraction>> work) {
      this.texts = texts;
      this.chunkTexts = chunkTexts;
      this.work = work;
    }

    @Override
    public boolean hasNext() {
      checkOpen();
      return results.hasNext() || texts.hasNext();
    }

    @Override
    public Extraction next() {
      checkOpen();
      if (!results.hasNext()) {
        List<String> chunk = draw();
        if (chunk.isEmpty()) {
          throw new NoSuchElementException();
        }
        results = work.apply(chunk).iterator();
      }
      return results.next();
    }

    /** An end of the results here would look like one of the texts. */
    private void checkOpen() {
      if (closed) {
        throw new IllegalStateException("The stream of extractions is closed; draw from it before");
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    private List<String> draw() {
      List<String> chunk = new ArrayList<>();
      long characters = 0;
      while (chunk.size() < chunkTexts && characters < CHUNK_CHARACTERS && texts.hasNext()) {
        String text = Objects.requireNonNull(texts.next(), "text");
        chunk.add(text);
        characters += text.length();
      }
      return chunk;
    }
  }
}
