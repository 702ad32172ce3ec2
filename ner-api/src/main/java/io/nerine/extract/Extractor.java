package io.nerine.extract;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Finds entities in raw text. Thread-safe: one instance serves all threads.
 *
 * <p>An extractor may own native memory, which {@link #close()} frees. Closing is idempotent and
 * allowed at any time: calls that run are finished, later ones throw {@link
 * io.nerine.exception.ExtractorClosedException}.
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
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   * @throws io.nerine.exception.InferenceException if the model fails
   */
  Extraction extract(String text, ExtractionOptions options);

  /**
   * Finds the entities of one text, with default options.
   *
   * @param text any text: empty, of any length, with any characters
   * @return what was found, complete
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
   * @throws io.nerine.exception.ExtractorClosedException if the extractor is closed
   */
  default List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    List<Extraction> extractions = new ArrayList<>(texts.size());
    for (String text : texts) {
      try {
        extractions.add(extract(text, options));
      } catch (ExtractorClosedException e) {
        throw e;
      } catch (NerException e) {
        extractions.add(Extraction.failed(text, e));
      }
    }
    return extractions;
  }

  /**
   * Finds the entities of many texts, with default options.
   *
   * @param texts the texts
   * @return one extraction a text, in the order of the texts
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
   * @param text any text
   * @param options how to treat it
   * @return completes with what was found or with the failure that {@link #extract(String,
   *     ExtractionOptions)} throws; cancelling it before its work began spares the work
   */
  default CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    CompletableFuture<Extraction> future = new CompletableFuture<>();
    future
        .defaultExecutor()
        .execute(
            () -> {
              if (future.isDone()) {
                return;
              }
              try {
                future.complete(extract(text, options));
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            });
    return future;
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
   * Frees what the extractor holds. Calls that run are finished first; calling it again does
   * nothing.
   */
  @Override
  void close();
}
