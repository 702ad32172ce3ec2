package io.nerine.onnx;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.onnx.internal.NativeHeap;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from a text to its entities: encode, run batches of windows, decode. Owns the model,
 * which {@link #close()} frees; the caller sees to it that nobody is inside then. Thread-safe
 * otherwise.
 */
final class Pipeline implements AutoCloseable {

  private final WindowModel model;

  /**
   * Creates a pipeline.
   *
   * @param model the model, which the pipeline owns from now on
   */
  Pipeline(WindowModel model) {
    this.model = model;
  }

  /** {@return the number of native objects that live: 3 when open and at rest, 0 when closed} */
  int liveNatives() {
    return model.liveNatives();
  }

  OnnxSession session() {
    return model.session();
  }

  @Override
  public void close() {
    try {
      model.close();
    } finally {
      // What a model leaves behind is holes, which the next one seldom fits into.
      NativeHeap.trim();
    }
  }

  /**
   * Encodes a text.
   *
   * @return the text with its windows, or with why it failed
   * @throws io.nerine.exception.ExtractionCancelledException if nobody wants the call's result
   */
  PendingText prepare(String text, Call call) {
    call.checkWanted();
    try {
      return new PendingText(text, model.read(text, call.options));
    } catch (InferenceException e) {
      return PendingText.failed(text, e);
    }
  }

  /**
   * Runs a batch of windows, but for those of texts that have failed.
   *
   * @throws io.nerine.exception.ExtractionCancelledException if nobody wants the call's result
   */
  void run(List<BatchPlan.Job> batch, Call call) {
    call.checkWanted();
    List<BatchPlan.Job> jobs = new ArrayList<>(batch.size());
    for (BatchPlan.Job job : batch) {
      PendingText text = job.text();
      if (text.extraction() != null) {
        continue;
      }
      if (call.deadline.passed()) {
        text.fail(call.deadline.exception(text.windowsDone(), text.windows()));
      } else {
        jobs.add(job);
      }
    }
    if (jobs.isEmpty()) {
      return;
    }
    float[][] scores;
    try {
      scores = model.run(jobs);
    } catch (InferenceException e) {
      if (jobs.size() == 1) {
        jobs.get(0).text().fail(e);
      } else {
        // Alone, each shows whether it is the one that fails.
        jobs.forEach(job -> run(List.of(job), call));
      }
      return;
    }
    call.saw(jobs.size(), jobs.stream().mapToLong(BatchPlan.Job::tokens).sum());
    for (int i = 0; i < scores.length; i++) {
      PendingText text = jobs.get(i).text();
      try {
        if (text.deliver(jobs.get(i).index(), scores[i])) {
          finished(text);
        }
      } catch (InferenceException e) {
        text.fail(e);
      }
    }
  }

  /** Decodes a text when its windows are done, unless the thread that did the last one has. */
  Extraction finished(PendingText text) {
    Extraction extraction = text.extraction();
    if (extraction == null) {
      try {
        extraction = extraction(text);
        text.complete(extraction);
      } catch (InferenceException e) {
        extraction = Extraction.failed(text.text(), e);
        text.complete(extraction);
      }
    }
    return extraction;
  }

  private Extraction extraction(PendingText pending) {
    Extraction.Builder extraction =
        Extraction.builder(pending.text())
            .windows(pending.windowsDone())
            .tokens(Math.toIntExact(pending.tokensDone()));
    pending.reading().conclude(extraction);
    model
        .session()
        .withoutGpu()
        .ifPresent(
            why -> extraction.warning(Code.GPU_UNAVAILABLE, why + "; the model ran on the CPU"));
    return extraction.build();
  }
}
