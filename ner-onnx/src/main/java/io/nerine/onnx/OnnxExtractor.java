package io.nerine.onnx;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionListener;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.schema.EntitySchema;
import io.nerine.spi.ChunkedExtraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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

  private final EntitySchema schema;
  private final Pipeline pipeline;
  private final String source;
  private final ExtractionListener listener;
  private final int threads;
  private final Workers workers;
  private final UseGate gate = new UseGate();

  /**
   * Creates an extractor.
   *
   * @param schema the types
   * @param model the model, which the extractor owns from now on
   * @param source the name of the model
   * @param options threads, queue and listener
   */
  OnnxExtractor(EntitySchema schema, WindowModel model, String source, LoadOptions options) {
    this.schema = schema;
    this.pipeline = new Pipeline(model);
    this.source = source;
    this.listener = options.listener();
    this.threads = options.threads();
    this.workers = new Workers(options.threads(), options.queueCapacity());
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    enter();
    Call call = Call.here(options, 1, text.length());
    Extraction extraction;
    try {
      PendingText pending = pipeline.prepare(text, call);
      for (List<BatchPlan.Job> batch : BatchPlan.inOrder(pending)) {
        pipeline.run(batch, call);
      }
      extraction = pipeline.finished(pending);
      call.add(extraction);
    } catch (RuntimeException | Error e) {
      call.failed(e);
      throw e;
    } finally {
      leave(call);
    }
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
    long characters = 0;
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) == null) {
        throw new NullPointerException("texts[" + i + "]");
      }
      characters += all.get(i).length();
    }
    List<Extraction> extractions = new ArrayList<>(all.size());
    enter();
    Call call = Call.here(options, all.size(), characters);
    try {
      for (int from = 0; from < all.size(); ) {
        int to = chunkEnd(all, from);
        extractChunk(all.subList(from, to), call, extractions);
        from = to;
      }
    } catch (RuntimeException | Error e) {
      call.failed(e);
      throw e;
    } finally {
      leave(call);
    }
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

  private void extractChunk(List<String> texts, Call call, List<Extraction> extractions) {
    PendingText[] pending = new PendingText[texts.size()];
    workers.forEach(pending.length, i -> pending[i] = pipeline.prepare(texts.get(i), call));
    List<List<BatchPlan.Job>> batches = BatchPlan.byLength(List.of(pending));
    workers.forEach(batches.size(), i -> pipeline.run(batches.get(i), call));
    for (PendingText text : pending) {
      Extraction extraction = pipeline.finished(text);
      call.add(extraction);
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
    return ChunkedExtraction.stream(texts, options, chunk -> extractAll(chunk, options));
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    if (workers.isClosed()) {
      return CompletableFuture.failedFuture(closed());
    }
    AsyncCall call = new AsyncCall(this, workers, pipeline, text, options);
    call.submit();
    return call;
  }

  @Override
  public void close() {
    for (Workers.Work waiting : workers.close()) {
      ((AsyncCall) waiting).refuse(closed());
    }
    if (workers.isWorker()) {
      // A listener or a callback closes. Nobody else may be there for what this thread had begun.
      workers.finishBegun();
    }
    gate.close(pipeline::close);
  }

  /** Lets a call in, which must {@link #leave}. */
  void enter() {
    if (!gate.enter()) {
      throw closed();
    }
  }

  /** Lets a call out and reports it, in this order: a listener may close the extractor. */
  void leave(Call call) {
    gate.leave();
    report(call);
  }

  void report(Call call) {
    try {
      listener.onExtraction(call.event());
    } catch (Exception | LinkageError | AssertionError e) {
      LOGGER.warn("The extraction listener failed", e);
    }
  }

  ExtractorClosedException closed() {
    return new ExtractorClosedException(
        "The extractor of '%s' is closed; load the model again".formatted(source));
  }

  /** Names the model, what runs it and on how many threads. */
  @Override
  public String toString() {
    return "OnnxExtractor['%s' on %s, threads: %d]"
        .formatted(source, pipeline.session().processor(), threads);
  }

  OnnxSession session() {
    return pipeline.session();
  }

  /** {@return the number of native objects that live: 3 when open and at rest, 0 when closed} */
  int liveNatives() {
    return pipeline.liveNatives();
  }
}
