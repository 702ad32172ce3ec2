package io.nerine.onnx;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.exception.TextTooLongException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning.Code;
import io.nerine.extract.Extractor;
import io.nerine.extract.LengthPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts with an ONNX graph. Owns the session, the tokenizer and its threads.
 *
 * <p>One text runs on the thread that calls. Many texts run in chunks of bounded size: their
 * windows are sorted by length, put into batches, and worked off by the calling thread together
 * with others. The batches depend on the texts alone, so equal calls give equal results.
 */
final class OnnxExtractor implements Extractor {

  private static final Logger LOGGER = LoggerFactory.getLogger(OnnxExtractor.class);

  /** Bounds of what is in work at once; batches of more texts would hardly be better filled. */
  private static final int CHUNK_TEXTS = 1024;

  private static final int CHUNK_CHARACTERS = 1 << 20;

  /** Bounds of how far a stream is drawn ahead. */
  private static final int STREAM_TEXTS = 256;

  private static final int STREAM_CHARACTERS = 1 << 16;

  private final EntitySchema schema;
  private final List<String> typeNames;
  private final TagSet tagSet;
  private final TagDecoder decoder;
  private final SubwordTokenizer tokenizer;
  private final TextEncoder encoder;
  private final OnnxTagger tagger;
  private final PipelineSettings settings;
  private final double[] thresholds;
  private final String source;
  private final ExtractionListener listener;
  private final Workers workers;
  private final UseGate gate = new UseGate();

  /**
   * Creates an extractor, which owns the tokenizer and the tagger from now on.
   *
   * @param schema the types, in the order of the graph's tags
   * @param tokenizer the tokenizer that the graph was trained with
   * @param tagger the graph
   * @param settings how windows are made
   * @param thresholds the least confidence of an entity by type; 0 for types that are not there
   * @param source the name that entities carry
   * @param options threads and listener
   */
  OnnxExtractor(
      EntitySchema schema,
      SubwordTokenizer tokenizer,
      OnnxTagger tagger,
      PipelineSettings settings,
      Map<String, Double> thresholds,
      String source,
      LoadOptions options) {
    this.schema = schema;
    this.typeNames = schema.typeNames();
    this.tagSet = TagSet.bio(typeNames);
    this.decoder = new TagDecoder(tagSet);
    this.tokenizer = tokenizer;
    this.encoder = new TextEncoder(tokenizer, settings);
    this.tagger = tagger;
    this.settings = settings;
    this.thresholds =
        typeNames.stream().mapToDouble(type -> thresholds.getOrDefault(type, 0.0)).toArray();
    this.source = source;
    this.listener = options.listener();
    this.workers = new Workers(options.threads());
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    return extract(
        Objects.requireNonNull(text, "text"),
        Objects.requireNonNull(options, "options"),
        System.nanoTime());
  }

  private Extraction extract(String text, ExtractionOptions options, long called) {
    Tally tally = new Tally(called);
    Extraction extraction;
    enter();
    try {
      Call call = new Call(options);
      PendingText pending = prepare(text, options);
      for (List<BatchPlan.Job> batch : BatchPlan.inOrder(pending)) {
        run(batch, call);
      }
      extraction = finished(pending, call);
      tally.add(extraction, pending);
    } finally {
      gate.leave();
    }
    report(tally);
    if (extraction.failure().isPresent()) {
      throw extraction.failure().get();
    }
    return extraction;
  }

  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    // A copy, so that a list that changes meanwhile does no harm.
    List<String> all = new ArrayList<>(texts);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == null) {
        throw new NullPointerException("texts[" + i + "]");
      }
    }
    Tally tally = new Tally(System.nanoTime());
    List<Extraction> extractions = new ArrayList<>(all.size());
    enter();
    try {
      Call call = new Call(options);
      for (int from = 0; from < all.size(); ) {
        int to = chunkEnd(all, from);
        extractChunk(all.subList(from, to), call, tally, extractions);
        from = to;
      }
    } finally {
      gate.leave();
    }
    report(tally);
    return extractions;
  }

  private static int chunkEnd(List<String> texts, int from) {
    long characters = texts.get(from).length();
    int to = from + 1;
    while (to < texts.size() && to - from < CHUNK_TEXTS) {
      characters += texts.get(to).length();
      if (characters > CHUNK_CHARACTERS) {
        break;
      }
      to++;
    }
    return to;
  }

  private void extractChunk(
      List<String> texts, Call call, Tally tally, List<Extraction> extractions) {
    PendingText[] pending = new PendingText[texts.size()];
    workers.forEach(pending.length, i -> pending[i] = prepare(texts.get(i), call.options));
    List<List<BatchPlan.Job>> batches = BatchPlan.byLength(List.of(pending));
    workers.forEach(batches.size(), i -> run(batches.get(i), call));
    for (PendingText text : pending) {
      Extraction extraction = finished(text, call);
      tally.add(extraction, text);
      extractions.add(extraction);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Texts are drawn up to 256 texts or 65,536 characters ahead, to fill batches; one by one
   * where there is a timeout, which is each text's own.
   */
  @Override
  public Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    Objects.requireNonNull(options, "options");
    Iterator<Extraction> extractions =
        new ChunkedIterator<>(
            texts.sequential().iterator(),
            options.timeout().isPresent() ? 1 : STREAM_TEXTS,
            STREAM_CHARACTERS,
            chunk -> extractAll(chunk, options));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                extractions, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(texts::close);
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    long called = System.nanoTime();
    CompletableFuture<Extraction> future = new CompletableFuture<>();
    boolean accepted =
        workers.submit(
            () -> {
              if (future.isDone()) {
                return;
              }
              try {
                future.complete(extract(text, options, called));
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            });
    if (!accepted) {
      future.completeExceptionally(closed());
    }
    return future;
  }

  @Override
  public void close() {
    workers.close();
    gate.close(
        () -> {
          // The session holds far more than the tokenizer, and must go even if that fails.
          try (tokenizer) {
            tagger.close();
          }
        });
  }

  private void enter() {
    if (!gate.enter()) {
      throw closed();
    }
  }

  private ExtractorClosedException closed() {
    return new ExtractorClosedException(
        "The extractor of '%s' is closed; load the model again".formatted(source));
  }

  private void report(Tally tally) {
    try {
      listener.onExtraction(tally.event());
    } catch (Exception e) {
      LOGGER.warn("The extraction listener failed", e);
    }
  }

  /** What is common to the texts of one call. */
  private static final class Call {
    final ExtractionOptions options;
    final Deadline deadline;

    Call(ExtractionOptions options) {
      this.options = options;
      this.deadline = Deadline.of(options);
    }
  }

  private PendingText prepare(String text, ExtractionOptions options) {
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

  private void run(List<BatchPlan.Job> batch, Call call) {
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
    for (int i = 0; i < logits.length; i++) {
      PendingText text = jobs.get(i).text();
      if (text.deliver(jobs.get(i).index(), logits[i])) {
        finished(text, call);
      }
    }
  }

  /** Decodes a text when its windows are done, on the thread that did the last one. */
  private Extraction finished(PendingText text, Call call) {
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
