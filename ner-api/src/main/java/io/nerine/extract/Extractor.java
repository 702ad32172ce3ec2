package io.nerine.extract;

import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Finds entities in raw text. Thread-safe: one instance serves all threads.
 *
 * <p>An extractor may own native memory, which {@link #close()} frees. Closing is idempotent and
 * allowed at any time: calls that run are finished, asynchronous ones that still wait fail with
 * {@link io.nerine.exception.ExtractorClosedException}, and later ones throw it.
 *
 * <p>A call can be ended before its time: interrupt its thread, and it throws {@link
 * io.nerine.exception.ExtractionCancelledException} at the next batch of windows, with the
 * interrupt flag still set; a thread that was interrupted before begins no work. An asynchronous
 * call ends by cancelling its future, a stream by closing it.
 *
 * <pre>{@code
 * try (Extractor extractor = Extractors.load(Path.of("tickets.nerine"))) {
 *   for (Entity entity : extractor.extract(text).entities()) {
 *     System.out.println(entity.type() + ": " + entity.text());
 *   }
 * }
 * }</pre>
 *
 * <p>Whoever implements an extractor writes {@link #schema()}, {@link #extract(String,
 * ExtractionOptions)} and {@link #close()}; the other calls have defaults that build on these.
 */
public interface Extractor extends AutoCloseable {

  /** {@return the types of entities that it finds} */
  EntitySchema schema();

  /**
   * Finds the entities of one text.
   *
   * @param text any text: empty, of any length, with any characters
   * @param options how to treat it
   * @return what was found, complete unless the options allow otherwise
   * @throws io.nerine.exception.TextTooLongException if the options forbid a text of this length
   * @throws io.nerine.exception.ExtractionTimeoutException if the options' time ran out
   * @throws io.nerine.exception.ExtractionCancelledException if the thread is interrupted
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   * @throws io.nerine.exception.InferenceException if the model fails
   */
  Extraction extract(String text, ExtractionOptions options);

  /**
   * Finds the entities of one text, with default options.
   *
   * @param text any text: empty, of any length, with any characters
   * @return what was found, complete
   * @throws io.nerine.exception.ExtractionCancelledException if the thread is interrupted
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   * @throws io.nerine.exception.InferenceException if the model fails
   */
  default Extraction extract(String text) {
    return extract(text, ExtractionOptions.defaults());
  }

  /**
   * Finds the entities of many texts. A text that fails fails alone: its extraction carries the
   * {@link Extraction#failure() failure}.
   *
   * @param texts the texts
   * @param options how to treat each; a timeout is for the whole call
   * @return one extraction a text, in the order of the texts
   * @throws io.nerine.exception.ExtractionCancelledException if the thread is interrupted
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   */
  default List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    return DefaultCalls.all(this, texts, options);
  }

  /**
   * Finds the entities of many texts, with default options.
   *
   * @param texts the texts
   * @return one extraction a text, in the order of the texts
   * @throws io.nerine.exception.ExtractionCancelledException if the thread is interrupted
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   */
  default List<Extraction> extractAll(List<String> texts) {
    return extractAll(texts, ExtractionOptions.defaults());
  }

  /**
   * Finds the entities of a stream of texts, lazily, in bounded memory: texts are drawn from the
   * stream as extractions are drawn from the result.
   *
   * @param texts the texts; closed with the result
   * @param options how to treat each text
   * @return one extraction a text, in the order of the texts
   */
  default Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    return texts.sequential().map(text -> extractAll(List.of(text), options).get(0));
  }

  /**
   * Finds the entities of a stream of texts, with default options.
   *
   * @param texts the texts; closed with the result
   * @return one extraction a text, in the order of the texts
   */
  default Stream<Extraction> extractStream(Stream<String> texts) {
    return extractStream(texts, ExtractionOptions.defaults());
  }

  /**
   * Finds the entities of one text on another thread.
   *
   * <p>Calls wait for their turn in a queue of bounded length. Where it is full, this method waits
   * for room, so that who asks faster than the extractor works is slowed down; in vain if the
   * options' time runs out, the thread is interrupted or the extractor is closed meanwhile, with
   * which failure the future then completes. A call whose time runs out in the queue fails there
   * and then.
   *
   * <p>Cancelling the future, or completing it otherwise, takes a call that waits off the queue and
   * ends one that runs at its next batch of windows.
   *
   * <p>What depends on the future runs on the extractor's thread unless it is given another. It may
   * make further calls, which never wait for room: they use a reserve of places, and are made at
   * once, on that thread, where that is used up too. It must not block until another call is done.
   *
   * <p>The default, for extractors without threads of their own, has one queue of 1,024 calls for
   * all of them, and as many threads as there are processors. There a call that runs goes on to its
   * end although it was cancelled, and one that waits is looked at when it has its turn.
   *
   * @param text any text
   * @param options how to treat it
   * @return completes with what was found or with the failure that {@link #extract(String,
   *     ExtractionOptions)} throws
   */
  default CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    return DefaultCalls.async(this, text, options);
  }

  /**
   * Finds the entities of one text on another thread, with default options.
   *
   * @param text any text
   * @return completes with what was found or with the failure
   */
  default CompletableFuture<Extraction> extractAsync(String text) {
    return extractAsync(text, ExtractionOptions.defaults());
  }

  /**
   * Frees what the extractor holds. Calls that run are finished first, asynchronous ones that wait
   * for their turn fail with {@link io.nerine.exception.ExtractorClosedException}; calling it again
   * does nothing.
   */
  @Override
  void close();
}
