package io.nerine.deploy;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The right to make one call of a model. It ends with the call, whatever becomes of it. */
final class Lease {

  private final LeasedModel model;
  private final AnswerObserver observer;

  /**
   * Creates the lease.
   *
   * @param model the model, {@linkplain LeasedModel#acquire() acquired}
   * @param observer sees the answers
   */
  Lease(LeasedModel model, AnswerObserver observer) {
    this.model = model;
    this.observer = observer;
  }

  String version() {
    return model.version();
  }

  /** Ends the lease without a call. */
  void end() {
    model.release();
  }

  Extraction extract(String text, ExtractionOptions options) {
    Extraction extraction;
    long begun = System.nanoTime();
    CallDepth.enter();
    try {
      extraction = model.extractor().extract(text, options).withModelVersion(model.version());
      model.count(1, 0, System.nanoTime() - begun);
    } catch (ExtractionCancelledException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      model.count(1, 1, System.nanoTime() - begun);
      throw e;
    } finally {
      CallDepth.leave();
      model.release();
    }
    observer.answered(List.of(extraction), options, System.nanoTime() - begun);
    return extraction;
  }

  List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    List<Extraction> extractions;
    long begun = System.nanoTime();
    CallDepth.enter();
    try {
      extractions =
          model.extractor().extractAll(texts, options).stream()
              .map(extraction -> extraction.withModelVersion(model.version()))
              .toList();
      int failures = (int) extractions.stream().filter(e -> e.failure().isPresent()).count();
      model.count(extractions.size(), failures, System.nanoTime() - begun);
    } finally {
      CallDepth.leave();
      model.release();
    }
    observer.answered(extractions, options, System.nanoTime() - begun);
    return extractions;
  }

  /**
   * The lease lasts until the model's future is done. A call that is cancelled while it runs may go
   * on for a moment then; an extractor lets it end before it closes.
   */
  CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    long begun = System.nanoTime();
    CompletableFuture<Extraction> inner = started(text, options);
    CompletableFuture<Extraction> outer = new CompletableFuture<>();
    CompletableFuture<Extraction> unused =
        inner.whenComplete(
            (extraction, failure) -> end(begun, outer, options, extraction, failure));
    // A stage does not pass its cancellation on, nor that somebody completed it before its time.
    CompletableFuture<Extraction> unusedToo =
        outer.whenComplete(
            (extraction, failure) -> {
              if (!inner.isDone()) {
                inner.cancel(true);
              }
            });
    return outer;
  }

  private CompletableFuture<Extraction> started(String text, ExtractionOptions options) {
    boolean started = false;
    model.beginAsynchronous();
    CallDepth.enter();
    try {
      CompletableFuture<Extraction> future = model.extractor().extractAsync(text, options);
      started = true;
      return future;
    } finally {
      CallDepth.leave();
      if (!started) {
        model.releaseAsynchronous();
      }
    }
  }

  private void end(
      long begun,
      CompletableFuture<Extraction> outer,
      ExtractionOptions options,
      @Nullable Extraction extraction,
      @Nullable Throwable failure) {
    long nanos = System.nanoTime() - begun;
    if (!(failure instanceof CancellationException
        || failure instanceof ExtractionCancelledException)) {
      model.count(1, failure == null ? 0 : 1, nanos);
    }
    model.releaseAsynchronous();
    if (extraction == null) {
      outer.completeExceptionally(
          failure == null ? new NerException("The extractor gave no extraction") : failure);
      return;
    }
    Extraction answer = extraction.withModelVersion(model.version());
    observer.answered(List.of(answer), options, nanos);
    outer.complete(answer);
  }
}
