package io.nerine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.text.EncodedWindow;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  static final String INPUT_IDS = OnnxSession.INPUT_IDS;
  static final String ATTENTION_MASK = OnnxSession.ATTENTION_MASK;
  static final String CASE_IDS = "case_ids";
  static final String LOGITS = OnnxSession.LOGITS;

  private final OnnxSession session;
  private final int tags;
  private final boolean takesCase;

  private OnnxTagger(OnnxSession session, int tags) {
    this.session = session;
    this.tags = tags;
    this.takesCase = checkInputs(session.inputs());
    checkOutputs(session.outputs(), tags);
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
    Objects.requireNonNull(options, "options");
    checkTags(tags);
    return of(OnnxSession.of(graph, options), tags);
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
    Objects.requireNonNull(graph, "graph");
    Objects.requireNonNull(options, "options");
    checkTags(tags);
    return of(OnnxSession.of(graph, options), tags);
  }

  private static void checkTags(int tags) {
    if (tags < 1) {
      throw new IllegalArgumentException("tags must be at least 1, found " + tags);
    }
  }

  private static OnnxTagger of(OnnxSession session, int tags) {
    boolean done = false;
    try {
      OnnxTagger tagger = new OnnxTagger(session, tags);
      done = true;
      return tagger;
    } finally {
      if (!done) {
        session.close();
      }
    }
  }

  private static boolean checkInputs(Map<String, NodeInfo> inputs) {
    boolean takesCase = inputs.containsKey(CASE_IDS);
    boolean known = inputs.size() == (takesCase ? 3 : 2);
    for (String name : List.of(INPUT_IDS, ATTENTION_MASK, CASE_IDS)) {
      NodeInfo input = inputs.get(name);
      if (input == null
          ? !name.equals(CASE_IDS)
          : !OnnxSession.isTensor(input, OnnxJavaType.INT32, 2)) {
        known = false;
      }
    }
    if (!known) {
      throw new ModelLoadingException(
          ("The graph must take int32 tensors %s and %s, and may take %s, each [batch, tokens];"
                  + " found %s; train or export the model again")
              .formatted(INPUT_IDS, ATTENTION_MASK, CASE_IDS, OnnxSession.describe(inputs)));
    }
    return takesCase;
  }

  private static void checkOutputs(Map<String, NodeInfo> outputs, int tags) {
    NodeInfo logits = outputs.get(LOGITS);
    if (logits == null || !OnnxSession.isTensor(logits, OnnxJavaType.FLOAT, 3)) {
      throw new ModelLoadingException(
          ("The graph must give a float tensor %s [batch, tokens, tags]; found %s; train or export"
                  + " the model again")
              .formatted(LOGITS, OnnxSession.describe(outputs)));
    }
    long found = ((TensorInfo) logits.getInfo()).getShape()[2];
    if (found >= 0 && found != tags) {
      throw new ModelLoadingException(
          ("The graph gives %d scores a token, the schema needs %d (one for O and two a type); load"
                  + " the schema that the graph was trained with")
              .formatted(found, tags));
    }
  }

  /** {@return whether the graph takes the case of words} */
  boolean takesCase() {
    return takesCase;
  }

  /** {@return the session that runs the graph} */
  OnnxSession session() {
    return session;
  }

  /** {@return the number of native objects that this tagger owns: 1 when open and at rest} */
  int liveNatives() {
    return session.liveNatives();
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
    int rows = batch.size();
    int columns = batch.stream().mapToInt(EncodedWindow::tokens).max().orElse(0);
    int cells = Math.multiplyExact(rows, columns);
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
    try {
      return session.run(
          cells,
          run -> {
            run.put(INPUT_IDS, inputIds, shape);
            run.put(ATTENTION_MASK, attentionMask, shape);
            if (takesCase) {
              run.put(CASE_IDS, caseIds, shape);
            }
            return wordScores(batch, run.logits(), columns);
          });
    } catch (OrtException e) {
      throw new InferenceException(
          "The model failed on a batch of %d windows of %d tokens (%s)"
              .formatted(rows, columns, e.getMessage()),
          e);
    }
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
    session.close();
  }
}
