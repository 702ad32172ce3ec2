package io.nerine.onnx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/**
 * Draws texts in chunks as results are drawn from it, until it is closed, which any thread may do.
 * Not thread-safe otherwise.
 *
 * @param <T> the type of the results
 */
final class ChunkedIterator<T> implements Iterator<T>, AutoCloseable {

  private final Iterator<String> texts;
  private final int chunkTexts;
  private final int chunkCharacters;
  private final Function<List<String>, List<T>> work;
  private Iterator<T> results = List.<T>of().iterator();
  private volatile boolean closed;

  /**
   * Creates the iterator.
   *
   * @param texts the texts
   * @param chunkTexts the greatest number of texts in a chunk
   * @param chunkCharacters the number of characters at which a chunk is full
   * @param work gives one result a text
   */
  ChunkedIterator(
      Iterator<String> texts,
      int chunkTexts,
      int chunkCharacters,
      Function<List<String>, List<T>> work) {
    this.texts = texts;
    this.chunkTexts = chunkTexts;
    this.chunkCharacters = chunkCharacters;
    this.work = work;
  }

  @Override
  public boolean hasNext() {
    checkOpen();
    return results.hasNext() || texts.hasNext();
  }

  @Override
  public T next() {
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
    while (chunk.size() < chunkTexts && characters < chunkCharacters && texts.hasNext()) {
      String text = Objects.requireNonNull(texts.next(), "text");
      chunk.add(text);
      characters += text.length();
    }
    return chunk;
  }
}
