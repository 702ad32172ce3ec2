package io.nerine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.internal.RuntimeEnvironment;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A graph in an ONNX Runtime session, whatever its inputs. Owns the session's native memory, which
 * {@link #close()} frees. Thread-safe; a run happens on the thread that asks for it, and on no
 * other.
 */
final class OnnxSession implements AutoCloseable {

  static final String INPUT_IDS = "input_ids";
  static final String ATTENTION_MASK = "attention_mask";
  static final String LOGITS = "logits";

  private static final Set<String> OUTPUTS = Set.of(LOGITS);

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String processor;
  private final Optional<String> withoutGpu;

  /** Runs hold the read lock: closing a session under one of them ends the JVM. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private final AtomicInteger live;
  private final AtomicInteger peakTokens = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger peakRunning = new AtomicInteger();
  private final NativeScope ownSession;
  private boolean closed;

  private OnnxSession(
      OrtEnvironment environment,
      SessionOpening.Opened opened,
      NativeScope scope,
      AtomicInteger live) {
    this.environment = environment;
    this.session = opened.session();
    this.processor = opened.processor();
    this.withoutGpu = opened.withoutGpu();
    this.ownSession = scope;
    this.live = live;
  }

  /**
   * Creates a session of a graph in memory.
   *
   * @throws ModelLoadingException if the graph is damaged, or the native library can't be loaded
   *     here
   */
  static OnnxSession of(byte[] graph, LoadOptions options) {
    return open(SessionOpening.of(graph), options);
  }

  /**
   * Creates a session of a graph in a file, which takes less memory than one in an array.
   *
   * @throws ModelLoadingException if the file can't be read, the graph is damaged, or the native
   *     library can't be loaded here
   */
  static OnnxSession of(Path graph, LoadOptions options) {
    return open(SessionOpening.of(graph), options);
  }

  private static OnnxSession open(SessionOpening.GraphSource graph, LoadOptions options) {
    OrtEnvironment environment = RuntimeEnvironment.get();
    AtomicInteger live = new AtomicInteger();
    try {
      SessionOpening.Opened opened = SessionOpening.open(environment, graph, options);
      live.incrementAndGet();
      NativeScope scope = new NativeScope(live);
      scope.own(opened.session());
      return new OnnxSession(environment, opened, scope, live);
    } catch (OrtException e) {
      throw new ModelLoadingException(
          "ONNX Runtime can't load the graph (%s); train or export the model again"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** {@return the inputs of the graph by name} */
  Map<String, NodeInfo> inputs() {
    return nodes(session::getInputInfo);
  }

  /** {@return the outputs of the graph by name} */
  Map<String, NodeInfo> outputs() {
    return nodes(session::getOutputInfo);
  }

  private interface NodeSource {
    Map<String, NodeInfo> get() throws OrtException;
  }

  private static Map<String, NodeInfo> nodes(NodeSource source) {
    try {
      return source.get();
    } catch (OrtException e) {
      throw new ModelLoadingException(
          "ONNX Runtime can't tell the inputs and outputs of the graph (%s); export it again"
              .formatted(e.getMessage()),
          e);
    }
  }

  static boolean isTensor(NodeInfo node, OnnxJavaType type, int rank) {
    return node.getInfo() instanceof TensorInfo info
        && info.type == type
        && info.getShape().length == rank;
  }

  /** {@return inputs or outputs for a message} */
  static String describe(Map<String, NodeInfo> nodes) {
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

  /** {@return what runs the graph, in words} */
  String processor() {
    return processor;
  }

  /** {@return why none could be used where a graphics processor was preferred, else empty} */
  Optional<String> withoutGpu() {
    return withoutGpu;
  }

  /** {@return the number of native objects that live: 1 when open and at rest} */
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

  /** What is done with a run: puts inputs, gets the output and reads it. */
  interface Task<T> {
    T with(Run run) throws OrtException;
  }

  /**
   * Runs the graph once.
   *
   * @param tokens the number of tokens of the batch, padding counted
   * @param task what to do; the tensors that it sees are freed when it is done
   * @return what the task returns
   * @throws OrtException if the runtime fails
   * @throws IllegalStateException if the session is closed
   */
  <T> T run(int tokens, Task<T> task) throws OrtException {
    use.readLock().lock();
    try (NativeScope scope = new NativeScope(live)) {
      if (closed) {
        throw new IllegalStateException("The model's session is closed");
      }
      peakTokens.accumulateAndGet(tokens, Math::max);
      peakRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        return task.with(new Run(scope));
      } finally {
        running.decrementAndGet();
      }
    } finally {
      use.readLock().unlock();
    }
  }

  /** One run of the graph. Used by one thread, within its task. */
  final class Run {

    private final NativeScope scope;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    private Run(NativeScope scope) {
      this.scope = scope;
    }

    void put(String name, int[] values, long... shape) throws OrtException {
      own(name, OnnxTensor.createTensor(environment, IntBuffer.wrap(values), shape));
    }

    void put(String name, long[] values, long... shape) throws OrtException {
      own(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }

    /** Puts truth values, 1 for true. */
    void putBooleans(String name, byte[] values, long... shape) throws OrtException {
      ByteBuffer buffer = ByteBuffer.wrap(values);
      own(name, OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.BOOL));
    }

    private void own(String name, OnnxTensor tensor) {
      live.incrementAndGet();
      inputs.put(name, scope.own(tensor));
    }

    /** {@return the output of the inputs that were put} */
    OnnxValue logits() throws OrtException {
      OrtSession.Result result = session.run(inputs, OUTPUTS);
      live.incrementAndGet();
      return scope.own(result).get(0);
    }
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
