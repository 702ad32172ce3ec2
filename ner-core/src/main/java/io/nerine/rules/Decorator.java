package io.nerine.rules;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An extractor that changes or leaves out single entities of another, which it owns and closes. As
 * thread-safe as the other; order and all else of an extraction stay as they are.
 */
abstract class Decorator implements Extractor {

  private final Extractor delegate;

  Decorator(Extractor delegate) {
    this.delegate = Objects.requireNonNull(delegate, "extractor");
  }

  /** {@return what becomes of an entity, or empty to leave it out} */
  abstract Optional<Entity> decorate(Entity entity);

  /** {@return the options that the other extractor is to be called with} */
  ExtractionOptions delegated(ExtractionOptions options) {
    return options;
  }

  /** {@return what becomes of an extraction} */
  Extraction decorate(Extraction extraction, ExtractionOptions options) {
    return extraction.failure().isPresent()
        ? extraction
        : extraction.withEntities(
            extraction.entities().stream()
                .map(this::decorate)
                .flatMap(Optional::stream)
                .filter(entity -> entity.confidence() >= options.minConfidence(entity.type()))
                .toList());
  }

  @Override
  public EntitySchema schema() {
    return delegate.schema();
  }

  @Override
  public final Extraction extract(String text, ExtractionOptions options) {
    return decorate(delegate.extract(text, delegated(options)), options);
  }

  @Override
  public final List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    return delegate.extractAll(texts, delegated(options)).stream()
        .map(extraction -> decorate(extraction, options))
        .toList();
  }

  @Override
  public final Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    return delegate
        .extractStream(texts, delegated(options))
        .map(extraction -> decorate(extraction, options));
  }

  @Override
  public final CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    CompletableFuture<Extraction> inner = delegate.extractAsync(text, delegated(options));
    CompletableFuture<Extraction> outer =
        inner.thenApply(extraction -> decorate(extraction, options));
    // A stage does not pass its cancellation on.
    CompletableFuture<Extraction> unused =
        outer.whenComplete(
            (extraction, failure) -> {
              if (outer.isCancelled()) {
                inner.cancel(true);
              }
            });
    return outer;
  }

  @Override
  public final void close() {
    delegate.close();
  }
}
