package io.nerine.onnx;

import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.extract.LengthPolicy;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.internal.NativeHeap;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from a text to its entities: encode, run batches of windows, decode. Owns the session and
 * the tokenizer, which {@link #close()} frees; the caller sees to it that nobody is inside then.
 * Thread-safe otherwise.
 */
final class Pipeline implements AutoCloseable {

  private final List<String> typeNames;
  private final TagSet tagSet;
  private final TagDecoder decoder;
  private final TextEncoder encoder;
  private final OnnxTagger tagger;
  private final PipelineSettings settings;
  private final double[] thresholds;
  private final String source;
  private final AtomicInteger live = new AtomicInteger();
  private final NativeScope owned = new NativeScope(live);

  /**
   * Creates a pipeline, which owns the tokenizer and the tagger from now on.
   *
   * @param tagSet the types, and what the graph's scores stand for
   * @param tokenizer the tokenizer that the graph was trained with
   * @param tagger the graph
   * @param settings how windows are made
   * @param thresholds the least confidence of an entity by type; 0 for types that are not there
   * @param source the name that entities carry
   */
  Pipeline(
      TagSet tagSet,
      SubwordTokenizer tokenizer,
      OnnxTagger tagger,
      PipelineSettings settings,
      Map<String, Double> thresholds,
      String source) {
    this.typeNames = tagSet.typeNames();
    this.tagSet = tagSet;
    this.decoder = new TagDecoder(tagSet);
    this.encoder = new TextEncoder(tokenizer, settings);
    this.tagger = tagger;
    this.settings = settings;
    this.thresholds =
        typeNames.stream().mapToDouble(type -> thresholds.getOrDefault(type, 0.0)).toArray();
    this.source = source;
    live.addAndGet(2);
    owned.own(tokenizer);
    owned.own(tagger);
  }

  /** {@return the number of native objects that live: 3 when open and at rest, 0 when closed} */
  int liveNatives() {
    return live.get() + tagger.liveNatives();
  }

  OnnxTagger tagger() {
    return tagger;
  }

  @Override
  public void close() {
    try {
      owned.close();
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
    ExtractionOptions options = call.options;
    EncodedText encoded;
    try {
      encoded = encoder.encode(text);
    } catch (InferenceException e) {
      return failed(text, e);
    }
    List<TextWindow> windows = encoded.windows();
    if (windows.size() > 1 && options.lengthPolicy() == LengthPolicy.FAIL) {
      return failed(
          text,
          new TextTooLongException(
              ("The text has %d sub-word tokens, one window of the model takes %d; cut the text, or"
                      + " use LengthPolicy.WINDOW, which searches texts of any length")
                  .formatted(encoded.tokens(), settings.maxTokens() - 2)));
    }
    if (windows.size() > 1 && options.lengthPolicy() == LengthPolicy.TRUNCATE) {
      windows = windows.subList(0, 1);
    }
    if (encoded.size() > Integer.MAX_VALUE / tagSet.size() - 1) {
      return failed(
          text,
          new TextTooLongException(
              "The text has %d words, more than one call can keep scores of; cut the text"
                  .formatted(encoded.size())));
    }
    return new PendingText(text, encoded, windows, tagSet.size());
  }

  private PendingText failed(String text, NerException failure) {
    PendingText pending = new PendingText(text, encoder.encode(""), List.of(), tagSet.size());
    pending.fail(failure);
    return pending;
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
        text.fail(call.deadline.exception(text.windowsDone(), text.windows().size()));
      } else {
        jobs.add(job);
      }
    }
    List<EncodedWindow> windows = new ArrayList<>(jobs.size());
    jobs.forEach(job -> windows.add(job.text().encode(job.index())));
    float[][] logits;
    try {
      logits = tagger.run(windows);
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
    for (int i = 0; i < logits.length; i++) {
      PendingText text = jobs.get(i).text();
      if (text.deliver(jobs.get(i).index(), logits[i])) {
        finished(text, call);
      }
    }
  }

  /** Decodes a text when its windows are done, unless the thread that did the last one has. */
  Extraction finished(PendingText text, Call call) {
    Extraction extraction = text.extraction();
    if (extraction == null) {
      try {
        extraction = extraction(text, call.options);
        text.complete(extraction);
      } catch (InferenceException e) {
        extraction = Extraction.failed(text.text(), e);
        text.complete(extraction);
      }
    }
    return extraction;
  }

  private Extraction extraction(PendingText pending, ExtractionOptions options) {
    String text = pending.text();
    EncodedText encoded = pending.encoded();
    Extraction.Builder extraction =
        Extraction.builder(text)
            .windows(pending.windowsDone())
            .tokens(Math.toIntExact(pending.tokensDone()));
    for (TaggedSpan span : decoder.decode(pending.logits())) {
      String type = typeNames.get(span.type());
      double least = Math.max(thresholds[span.type()], options.minConfidence(type));
      if (span.confidence() >= least) {
        int start = encoded.start(span.firstWord());
        int end = encoded.end(span.endWord() - 1);
        extraction.entity(
            new Entity(start, end, text.substring(start, end), type, span.confidence(), source));
      }
    }
    warn(pending, extraction);
    return extraction.build();
  }

  private void warn(PendingText pending, Extraction.Builder extraction) {
    EncodedText encoded = pending.encoded();
    if (pending.windows().size() < encoded.windows().size()) {
      int covered = encoded.end(pending.windows().get(0).endWord() - 1);
      extraction
          .coveredCharacters(covered)
          .warning(
              Code.TRUNCATED,
              "Only the first %d of %d characters were searched, 1 of %d windows"
                  .formatted(covered, pending.text().length(), encoded.windows().size()));
    }
    if (encoded.hasUnpairedSurrogates()) {
      extraction.warning(
          Code.UNPAIRED_SURROGATES,
          "The text holds surrogates without their other half; the model saw U+FFFD for each");
    }
    if (encoded.splitRuns() > 0) {
      extraction.warning(
          Code.LONG_WORD_SPLIT,
          "%d runs of more than 64 characters without a break were cut into several words"
              .formatted(encoded.splitRuns()));
    }
    if (tagger.gpuUnavailable()) {
      extraction.warning(
          Code.GPU_UNAVAILABLE,
          "A graphics processor was preferred and could not be used; the model ran on the CPU");
    }
  }
}
