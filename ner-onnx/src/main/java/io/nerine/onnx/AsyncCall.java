package io.nerine.onnx;

import io.nerine.exception.ExtractionCancelledException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The extraction of one text on the workers, and the future of its result. It waits, works batch by
 * batch, and ends; whoever takes it out of waiting, a worker, its deadline, its caller or the
 * closing of the extractor, is alone in doing so.
 */
final class AsyncCall extends CompletableFuture<Extraction> implements Workers.Work {

  /** Texts up to here fill a batch or two and are done whole. */
  private static final int SHORT_CHARACTERS = 4096;

  private enum State {
    WAITING,
    WORKING,
    ENDED
  }

  private final OnnxExtractor extractor;
  private final Workers workers;
  private final Pipeline pipeline;
  private final Call call;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
  private volatile @Nullable String text;
  private volatile Workers.@Nullable Queued queued;
  private volatile @Nullable CompletableFuture<@Nullable Void> timer;

  /** The text in work, written by one worker at a time. */
  private @Nullable PendingText pending;

  private Iterator<List<BatchPlan.Job>> batches = List.<List<BatchPlan.Job>>of().iterator();

  AsyncCall(
      OnnxExtractor extractor,
      Workers workers,
      Pipeline pipeline,
      String text,
      ExtractionOptions options) {
    this.extractor = extractor;
    this.workers = workers;
    this.pipeline = pipeline;
    this.text = text;
    this.call = new Call(options, this::isDone, 1, text.length());
    // Whoever completes the future from outside, by cancelling it or otherwise, ends the call.
    CompletableFuture<Extraction> unused =
        whenComplete(
            (extraction, failure) ->
                stopWaiting(new ExtractionCancelledException("The future was completed outside")));
  }

  /** Puts the call into the queue, when there is room. */
  void submit() {
    String waiting = text;
    try {
      Workers.Admission admission =
          workers.submit(
              this,
              waiting != null && waiting.length() <= SHORT_CHARACTERS,
              call.deadline.remaining(),
              place -> queued = place);
      switch (admission) {
        case QUEUED -> startTimer();
        case FULL -> fullQueue();
        case CLOSED -> refuse(extractor.closed());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(
          new ExtractionCancelledException(
              "The thread was interrupted while the call waited for room in the queue"));
    }
  }

  private void fullQueue() {
    if (call.deadline.passed()) {
      refuse(call.deadline.queued());
      return;
    }
    while (step()) {
      // On this thread, which can't wait for room.
    }
  }

  private void startTimer() {
    if (!call.deadline.isSet()) {
      return;
    }
    CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
    timer = started;
    CompletableFuture<@Nullable Void> unused =
        started
            .orTimeout(call.deadline.remaining(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (nothing, timeout) -> {
                  if (timeout != null) {
                    refuse(call.deadline.queued());
                  }
                });
    if (state.get() != State.WAITING) {
      started.complete(null);
    }
  }

  private void stopTimer() {
    CompletableFuture<@Nullable Void> started = timer;
    if (started != null) {
      started.complete(null);
    }
  }

  /** Fails the call if it still waits. */
  void refuse(NerException failure) {
    if (stopWaiting(failure)) {
      completeExceptionally(failure);
    }
  }

  private boolean stopWaiting(NerException failure) {
    if (!state.compareAndSet(State.WAITING, State.ENDED)) {
      return false;
    }
    text = null;
    stopTimer();
    Workers.Queued place = queued;
    if (place != null) {
      workers.remove(place);
    }
    call.failed(failure);
    extractor.report(call);
    return true;
  }

  @Override
  public boolean step() {
    return state.get() == State.WAITING ? begin() : proceed();
  }

  private boolean begin() {
    if (!state.compareAndSet(State.WAITING, State.WORKING)) {
      return false;
    }
    stopTimer();
    try {
      extractor.enter();
    } catch (NerException e) {
      call.failed(e);
      extractor.report(call);
      completeExceptionally(e);
      return false;
    }
    try {
      call.begin();
      PendingText prepared = pipeline.prepare(Objects.requireNonNull(text), call);
      text = null;
      pending = prepared;
      batches = BatchPlan.inOrder(prepared).iterator();
      return true;
    } catch (RuntimeException | Error e) {
      end(e);
      return false;
    }
  }

  private boolean proceed() {
    PendingText working = pending;
    if (working == null) {
      // It ended while it waited, when a worker had just taken it out of the queue.
      return false;
    }
    Extraction extraction;
    try {
      if (batches.hasNext()) {
        pipeline.run(batches.next(), call);
      }
      if (batches.hasNext() && working.extraction() == null) {
        return true;
      }
      call.checkWanted();
      extraction = pipeline.finished(working);
      call.add(extraction);
    } catch (RuntimeException | Error e) {
      end(e);
      return false;
    }
    release();
    if (extraction.failure().isPresent()) {
      completeExceptionally(extraction.failure().get());
    } else {
      complete(extraction);
    }
    return false;
  }

  private void end(Throwable failure) {
    call.failed(failure);
    release();
    completeExceptionally(failure);
  }

  /** Lets go of all that the call holds and reports it, before anybody sees its result. */
  private void release() {
    text = null;
    pending = null;
    batches = List.<List<BatchPlan.Job>>of().iterator();
    state.set(State.ENDED);
    extractor.leave(call);
  }
}
