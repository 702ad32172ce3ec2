package io.nerine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.GpuPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.internal.RuntimeEnvironment;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A token-classification graph in an ONNX Runtime session: windows in, scores of words out. Owns
 * the session's native memory, which {@link #close()} frees. Thread-safe; every call runs on the
 * thread that makes it, and on no other.
 *
 * <pre>{@code
 * try (OnnxTagger tagger = OnnxTagger.of(graph, LoadOptions.defaults(), tagSet.size())) {
 *   EncodedText encoded = encoder.encode(text);
 *   float[][] scores = tagger.run(List.of(encoded.encodeWindow(encoded.windows().get(0))));
 * }
 * }</pre>
 */
public final class OnnxTagger implements AutoCloseable {

  static final String INPUT_IDS = "input_ids";
  static final String ATTENTION_MASK = "attention_mask";
  static final String CASE_IDS = "case_ids";
  static final String LOGITS = "logits";

  private static final Set<String> OUTPUTS = Set.of(LOGITS);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int tags;
  private final boolean takesCase;
  private final boolean gpuUnavailable;

  /** Runs hold the read lock: closing a session under one of them ends the JVM. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final AtomicInteger live;
  private final AtomicInteger peakTokens = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger peakRunning = new AtomicInteger();
  private final NativeScope ownSession;
  private boolean closed;

  private OnnxTagger(
      OrtEnvironment environment, Opened opened, NativeScope scope, AtomicInteger live, int tags)
      throws OrtException {
    this.environment = environment;
    this.session = opened.session;
    this.gpuUnavailable = opened.gpuUnavailable;
    this.ownSession = scope;
    this.live = live;
    this.tags = tags;
    this.takesCase = checkInputs(session.getInputInfo());
    checkOutputs(session.getOutputInfo(), tags);
  }

  /**
   * Creates a session of a graph in memory.
   *
   * @param graph the content of a {@code .onnx} file
   * @param options whether to use a graphics processor
   * @param tags the number of scores a word that the graph must give
   * @return the tagger; the caller closes it
   * @throws ModelLoadingException if the graph is damaged, its inputs or outputs are others than
   *     those that the package describes, or the native library can't be loaded here
   */
  public static OnnxTagger of(byte[] graph, LoadOptions options, int tags) {
    Objects.requireNonNull(graph, "graph");
    return open((environment, session) -> environment.createSession(graph, session), options, tags);
  }

  /**
   * Creates a session of a graph in a file, which takes less memory than one in an array.
   *
   * @param graph a {@code .onnx} file
   * @param options whether to use a graphics processor
   * @param tags the number of scores a word that the graph must give
   * @return the tagger; the caller closes it
   * @throws ModelLoadingException if the file can't be read, the graph is damaged, its inputs or
   *     outputs are others than those that the package describes, or the native library can't be
   *     loaded here
   */
  public static OnnxTagger of(Path graph, LoadOptions options, int tags) {
    String file = graph.toString();
    return open((environment, session) -> environment.createSession(file, session), options, tags);
  }

  private interface SessionFactory {
    OrtSession create(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private record Opened(OrtSession session, boolean gpuUnavailable) {}

  private static OnnxTagger open(SessionFactory factory, LoadOptions options, int tags) {
    Objects.requireNonNull(options, "options");
    if (tags < 1) {
      throw new IllegalArgumentException("tags must be at least 1, found " + tags);
    }
    OrtEnvironment environment = RuntimeEnvironment.get();
    AtomicInteger live = new AtomicInteger();
    NativeScope scope = new NativeScope(live);
    boolean done = false;
    try {
      Opened opened = open(environment, factory, options.gpu());
      live.incrementAndGet();
      scope.own(opened.session);
      OnnxTagger tagger = new OnnxTagger(environment, opened, scope, live, tags);
      done = true;
      return tagger;
    } catch (OrtException e) {
      throw new ModelLoadingException(
          "ONNX Runtime can't load the graph (%s); train or export the model again"
              .formatted(e.getMessage()),
          e);
    } finally {
      if (!done) {
        scope.close();
      }
    }
  }

  private static Opened open(OrtEnvironment environment, SessionFactory factory, GpuPolicy gpu)
      throws OrtException {
    if (gpu != GpuPolicy.NEVER) {
      try (SessionOptions options = options()) {
        options.addCUDA();
        return new Opened(factory.create(environment, options), false);
      } catch (OrtException | LinkageError e) {
        if (gpu == GpuPolicy.REQUIRE) {
          throw new ModelLoadingException(
              ("A graphics processor is required and can't be used (%s); replace the jar"
                      + " com.microsoft.onnxruntime:onnxruntime by"
                      + " com.microsoft.onnxruntime:onnxruntime_gpu of the same version, check that"
                      + " CUDA is installed, or load with GpuPolicy.PREFER")
                  .formatted(e.getMessage()),
              e);
        }
      }
    }
    try (SessionOptions options = options()) {
      return new Opened(factory.create(environment, options), gpu == GpuPolicy.PREFER);
    }
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    // Batches run side by side on the callers' threads. Threads of the runtime cost more processor
    // time than they save, and idle ones would spin.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    // Patterns are kept for each shape that was ever seen, and shapes are many here.
    options.setMemoryPatternOptimization(false);
    // The runtime's own arena keeps the most that its runs ever held at once. Without it a run of a
    // real model takes about 1 % more processor time, and its activations are freed with it.
    options.setCPUArenaAllocator(false);
    // What goes wrong is thrown; the runtime need not print it as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  private static boolean checkInputs(Map<String, NodeInfo> inputs) {
    boolean takesCase = inputs.containsKey(CASE_IDS);
    boolean known = inputs.size() == (takesCase ? 3 : 2);
    for (String name : List.of(INPUT_IDS, ATTENTION_MASK, CASE_IDS)) {
      NodeInfo input = inputs.get(name);
      if (input == null ? !name.equals(CASE_IDS) : !isTensor(input, OnnxJavaType.INT32, 2)) {
        known = false;
      }
    }
    if (!known) {
      throw new ModelLoadingException(
          ("The graph must take int32 tensors %s and %s, and may take %s, each [batch, tokens];"
                  + " found %s; train or export the model again")
              .formatted(INPUT_IDS, ATTENTION_MASK, CASE_IDS, describe(inputs)));
    }
    return takesCase;
  }

  private static void checkOutputs(Map<String, NodeInfo> outputs, int tags) {
    NodeInfo logits = outputs.get(LOGITS);
    if (logits == null || !isTensor(logits, OnnxJavaType.FLOAT, 3)) {
      throw new ModelLoadingException(
          ("The graph must give a float tensor %s [batch, tokens, tags]; found %s; train or export"
                  + " the model again")
              .formatted(LOGITS, describe(outputs)));
    }
    long found = ((TensorInfo) logits.getInfo()).getShape()[2];
    if (found >= 0 && found != tags) {
      throw new ModelLoadingException(
          ("The graph gives %d scores a token, the schema needs %d (one for O and two a type); load"
                  + " the schema that the graph was trained with")
              .formatted(found, tags));
    }
  }

  private static boolean isTensor(NodeInfo node, OnnxJavaType type, int rank) {
    return node.getInfo() instanceof TensorInfo info
        && info.type == type
        && info.getShape().length == rank;
  }

  private static String describe(Map<String, NodeInfo> nodes) {
    Map<String, String> described = new TreeMap<>();
    nodes.forEach(
        (name, node) ->
            described.put(
                name,
                node.getInfo() instanceof TensorInfo info
                    ? info.onnxType + " " + Arrays.toString(info.getShape())
                    : "no tensor"));
    return described.toString();
  }

  /** {@return whether the graph takes the case of words} */
  boolean takesCase() {
    return takesCase;
  }

  /** {@return whether a graphics processor was preferred and none could be used} */
  boolean gpuUnavailable() {
    return gpuUnavailable;
  }

  /** {@return the number of native objects that this tagger owns: 1 when open and at rest} */
  int liveNatives() {
    return live.get();
  }

  /** {@return the greatest number of tokens that one run took, padding counted} */
  int peakTokens() {
    return peakTokens.get();
  }

  /** {@return the greatest number of runs at once} */
  int peakRunning() {
    return peakRunning.get();
  }

  /**
   * Runs the graph on a batch of windows, padded to the longest.
   *
   * @param batch the windows
   * @return for each window {@code [words * tags]} the scores of its words' first sub-word tokens,
   *     word by word
   * @throws IllegalStateException if the tagger is closed
   * @throws InferenceException if the graph fails, or gives scores of another shape than it
   *     declares
   */
  public float[][] run(List<EncodedWindow> batch) {
    if (batch.isEmpty()) {
      return new float[0][];
    }
    use.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("The tagger is closed");
      }
      peakRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        return runOpen(batch);
      } finally {
        running.decrementAndGet();
      }
    } finally {
      use.readLock().unlock();
    }
  }

  private float[][] runOpen(List<EncodedWindow> batch) {
    int rows = batch.size();
    int columns = batch.stream().mapToInt(EncodedWindow::tokens).max().orElse(0);
    int cells = Math.multiplyExact(rows, columns);
    peakTokens.accumulateAndGet(cells, Math::max);
    // Id 0 is in every vocabulary, and masked tokens have no effect.
    int[] inputIds = new int[cells];
    int[] attentionMask = new int[cells];
    int[] caseIds = new int[takesCase ? cells : 0];
    for (int row = 0; row < rows; row++) {
      EncodedWindow window = batch.get(row);
      int from = row * columns;
      System.arraycopy(window.inputIds(), 0, inputIds, from, window.tokens());
      Arrays.fill(attentionMask, from, from + window.tokens(), 1);
      if (takesCase) {
        System.arraycopy(window.caseIds(), 0, caseIds, from, window.tokens());
      }
    }
    long[] shape = {rows, columns};
    try (NativeScope scope = new NativeScope(live)) {
      Map<String, OnnxTensor> inputs = new HashMap<>();
      inputs.put(INPUT_IDS, scope.own(tensor(inputIds, shape)));
      inputs.put(ATTENTION_MASK, scope.own(tensor(attentionMask, shape)));
      if (takesCase) {
        inputs.put(CASE_IDS, scope.own(tensor(caseIds, shape)));
      }
      OrtSession.Result result = scope.own(result(inputs));
      return wordScores(batch, result.get(0), columns);
    } catch (OrtException e) {
      throw new InferenceException(
          "The model failed on a batch of %d windows of %d tokens (%s)"
              .formatted(rows, columns, e.getMessage()),
          e);
    }
  }

  private OnnxTensor tensor(int[] values, long[] shape) throws OrtException {
    OnnxTensor tensor = OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape);
    live.incrementAndGet();
    return tensor;
  }

  private OrtSession.Result result(Map<String, OnnxTensor> inputs) throws OrtException {
    OrtSession.Result result = session.run(inputs, OUTPUTS);
    live.incrementAndGet();
    return result;
  }

  private float[][] wordScores(List<EncodedWindow> batch, OnnxValue value, int columns) {
    long[] expected = {batch.size(), columns, tags};
    if (!(value instanceof OnnxTensor logits)
        || !Arrays.equals(logits.getInfo().getShape(), expected)) {
      throw new InferenceException(
          "The model must give scores of the shape %s for this batch, found %s; export it again"
              .formatted(
                  Arrays.toString(expected),
                  value instanceof OnnxTensor tensor
                      ? Arrays.toString(tensor.getInfo().getShape())
                      : value.getType()));
    }
    FloatBuffer scores = logits.getFloatBuffer();
    float[][] wordScores = new float[batch.size()][];
    for (int row = 0; row < wordScores.length; row++) {
      int[] firstTokens = batch.get(row).firstTokens();
      float[] gathered = new float[firstTokens.length * tags];
      for (int word = 0; word < firstTokens.length; word++) {
        scores.get((row * columns + firstTokens[word]) * tags, gathered, word * tags, tags);
      }
      wordScores[row] = gathered;
    }
    return wordScores;
  }

  /** Frees the session, once runs that go on have ended. Calling it again does nothing. */
  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        ownSession.close();
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
