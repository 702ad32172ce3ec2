package io.nerine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.zeroshot.GlinerForm;
import io.nerine.onnx.zeroshot.GlinerInput;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A GLiNER graph in a session: windows with prompts in, scores of spans or of words out. The inputs
 * tell which of the two it is, the shape of the scores in which order they come. Thread-safe.
 */
final class GlinerGraph {

  private static final String WORDS_MASK = "words_mask";
  private static final String TEXT_LENGTHS = "text_lengths";
  private static final String SPAN_IDX = "span_idx";
  private static final String SPAN_MASK = "span_mask";

  private static final Set<String> NEEDED =
      Set.of(OnnxSession.INPUT_IDS, OnnxSession.ATTENTION_MASK, WORDS_MASK);

  private static final String EXPORT =
      "export a uni-encoder span or token model with export_to_onnx of the Python package gliner";

  private final OnnxSession session;
  private final Set<String> inputs;
  private final GlinerForm form;
  private final int maxWidth;

  /**
   * Creates the graph.
   *
   * @param session the session, which stays the caller's
   * @param maxWidth the greatest number of words of a span
   * @throws ModelLoadingException if it is no graph of a model of one of the two kinds
   */
  GlinerGraph(OnnxSession session, int maxWidth) {
    this.session = session;
    this.maxWidth = maxWidth;
    Map<String, NodeInfo> taken = session.inputs();
    this.form = form(taken);
    this.inputs = Set.copyOf(taken.keySet());
    checkOutputs(session.outputs());
  }

  private static GlinerForm form(Map<String, NodeInfo> inputs) {
    for (String name : new TreeSet<>(inputs.keySet())) {
      if (name.startsWith("labels_")) {
        throw new ModelLoadingException(
            "The graph takes '%s', so it is that of a bi-encoder, which is not supported; %s"
                .formatted(name, EXPORT));
      }
    }
    boolean known = inputs.keySet().containsAll(NEEDED);
    for (Map.Entry<String, NodeInfo> input : inputs.entrySet()) {
      known &=
          switch (input.getKey()) {
            case OnnxSession.INPUT_IDS, OnnxSession.ATTENTION_MASK, WORDS_MASK, TEXT_LENGTHS ->
                OnnxSession.isTensor(input.getValue(), OnnxJavaType.INT64, 2);
            case SPAN_IDX -> OnnxSession.isTensor(input.getValue(), OnnxJavaType.INT64, 3);
            case SPAN_MASK -> OnnxSession.isTensor(input.getValue(), OnnxJavaType.BOOL, 2);
            default -> false;
          };
    }
    if (!known) {
      throw new ModelLoadingException(
          ("The graph of a GLiNER model must take int64 tensors %s [batch, tokens], may take %s"
                  + " [batch, 1], and that of a span model takes %s, int64 [batch, spans, 2], and"
                  + " %s, bool [batch, spans]; found %s; %s")
              .formatted(
                  new TreeSet<>(NEEDED),
                  TEXT_LENGTHS,
                  SPAN_IDX,
                  SPAN_MASK,
                  OnnxSession.describe(inputs),
                  EXPORT));
    }
    return inputs.containsKey(SPAN_IDX) || inputs.containsKey(SPAN_MASK)
        ? GlinerForm.SPAN
        : GlinerForm.TOKEN;
  }

  private static void checkOutputs(Map<String, NodeInfo> outputs) {
    for (String name : new TreeSet<>(outputs.keySet())) {
      if (name.startsWith("rel_")) {
        throw new ModelLoadingException(
            "The graph gives '%s', so it is that of a model for relations, which is not supported; %s"
                .formatted(name, EXPORT));
      }
    }
    NodeInfo logits = outputs.get(OnnxSession.LOGITS);
    if (logits == null || !OnnxSession.isTensor(logits, OnnxJavaType.FLOAT, 4)) {
      throw new ModelLoadingException(
          "The graph of a GLiNER model must give a float tensor %s of four dimensions; found %s; %s"
              .formatted(OnnxSession.LOGITS, OnnxSession.describe(outputs), EXPORT));
    }
  }

  /** {@return what the scores are for} */
  GlinerForm form() {
    return form;
  }

  /**
   * Runs the graph on a batch, padded to the longest window and the most types.
   *
   * @param batch the windows, each with its prompt
   * @return for each its scores, as {@link io.nerine.onnx.zeroshot.SpanSearch} takes them
   * @throws IllegalStateException if the session is closed
   * @throws InferenceException if the graph fails, or gives scores of another shape
   */
  float[][] run(List<GlinerInput> batch) {
    int rows = batch.size();
    int columns = batch.stream().mapToInt(GlinerInput::tokens).max().orElse(0);
    int cells = Math.multiplyExact(rows, columns);
    long[] inputIds = new long[cells];
    long[] attentionMask = new long[cells];
    long[] wordsMask = new long[cells];
    long[] textLengths = new long[rows];
    for (int row = 0; row < rows; row++) {
      GlinerInput input = batch.get(row);
      int from = row * columns;
      // Id 0 is in every vocabulary, and masked tokens have no effect.
      for (int token = 0; token < input.tokens(); token++) {
        inputIds[from + token] = input.inputIds()[token];
        wordsMask[from + token] = input.wordsMask()[token];
      }
      Arrays.fill(attentionMask, from, from + input.tokens(), 1);
      textLengths[row] = input.words();
    }
    try {
      return session.run(
          cells,
          run -> {
            run.put(OnnxSession.INPUT_IDS, inputIds, rows, columns);
            run.put(OnnxSession.ATTENTION_MASK, attentionMask, rows, columns);
            run.put(WORDS_MASK, wordsMask, rows, columns);
            if (inputs.contains(TEXT_LENGTHS)) {
              run.put(TEXT_LENGTHS, textLengths, rows, 1);
            }
            if (form == GlinerForm.SPAN) {
              putSpans(batch, run);
            }
            return scores(batch, run.logits());
          });
    } catch (OrtException e) {
      throw new InferenceException(
          "The model failed on a batch of %d windows of %d tokens (%s)"
              .formatted(rows, columns, e.getMessage()),
          e);
    }
  }

  /** All spans by their first word and their length; those beyond the text are masked out. */
  private void putSpans(List<GlinerInput> batch, OnnxSession.Run run) throws OrtException {
    int rows = batch.size();
    int spans = Math.multiplyExact(words(batch), maxWidth);
    long[] indexes = new long[Math.multiplyExact(rows, 2 * spans)];
    byte[] mask = new byte[rows * spans];
    for (int row = 0; row < rows; row++) {
      int words = batch.get(row).words();
      for (int start = 0; start < words; start++) {
        for (int end = start; end < Math.min(words, start + maxWidth); end++) {
          int span = row * spans + start * maxWidth + end - start;
          indexes[2 * span] = start;
          indexes[2 * span + 1] = end;
          mask[span] = 1;
        }
      }
    }
    // An exporter drops what the graph makes no use of.
    if (inputs.contains(SPAN_IDX)) {
      run.put(SPAN_IDX, indexes, rows, spans, 2);
    }
    if (inputs.contains(SPAN_MASK)) {
      run.putBooleans(SPAN_MASK, mask, rows, spans);
    }
  }

  private static int words(List<GlinerInput> batch) {
    return batch.stream().mapToInt(GlinerInput::words).max().orElse(0);
  }

  private float[][] scores(List<GlinerInput> batch, OnnxValue value) {
    int rows = batch.size();
    int words = words(batch);
    int types = batch.stream().mapToInt(GlinerInput::types).max().orElse(0);
    long[] found = value instanceof OnnxTensor tensor ? tensor.getInfo().getShape() : new long[] {};
    if (form == GlinerForm.SPAN) {
      if (Arrays.equals(found, new long[] {rows, words, maxWidth, types})) {
        return spanScores(batch, (OnnxTensor) value, words, types);
      }
    } else if (Arrays.equals(found, new long[] {rows, words, types, 3})) {
      return wordScores(batch, (OnnxTensor) value, words, types);
    } else if (Arrays.equals(found, new long[] {3, rows, words, types})) {
      return partScores(batch, (OnnxTensor) value, words, types);
    }
    throw new InferenceException(
        "The %s model must give scores of the shape %s for %d windows of up to %d words and %d types, found %s; %s"
            .formatted(
                form == GlinerForm.SPAN ? "span" : "token",
                form == GlinerForm.SPAN
                    ? Arrays.toString(new long[] {rows, words, maxWidth, types})
                    : "[%d, %d, %d, 3] or [3, %1$d, %2$d, %3$d]".formatted(rows, words, types),
                rows,
                words,
                types,
                Arrays.toString(found),
                EXPORT));
  }

  /** Scores {@code [batch][words][widths][types]} without the padding. */
  private float[][] spanScores(List<GlinerInput> batch, OnnxTensor value, int words, int types) {
    return rows(batch, value.getFloatBuffer(), words * maxWidth, maxWidth, types, 1);
  }

  /** Scores {@code [batch][words][types][3]} without the padding. */
  private float[][] wordScores(List<GlinerInput> batch, OnnxTensor value, int words, int types) {
    return rows(batch, value.getFloatBuffer(), words, 1, types, 3);
  }

  private static float[][] rows(
      List<GlinerInput> batch, FloatBuffer values, int cells, int perWord, int types, int each) {
    float[][] rows = new float[batch.size()][];
    for (int row = 0; row < rows.length; row++) {
      GlinerInput input = batch.get(row);
      int length = input.types() * each;
      float[] scores = new float[input.words() * perWord * length];
      for (int cell = 0; cell < input.words() * perWord; cell++) {
        values.get((row * cells + cell) * types * each, scores, cell * length, length);
      }
      rows[row] = scores;
    }
    return rows;
  }

  /**
   * Scores {@code [3][batch][words][types]}, in the order that the exporter names, in the other
   * one.
   */
  private static float[][] partScores(
      List<GlinerInput> batch, OnnxTensor value, int words, int types) {
    FloatBuffer values = value.getFloatBuffer();
    float[][] rows = new float[batch.size()][];
    for (int row = 0; row < rows.length; row++) {
      GlinerInput input = batch.get(row);
      float[] scores = new float[3 * input.words() * input.types()];
      int at = 0;
      for (int word = 0; word < input.words(); word++) {
        for (int type = 0; type < input.types(); type++) {
          for (int part = 0; part < 3; part++) {
            scores[at++] = values.get(((part * rows.length + row) * words + word) * types + type);
          }
        }
      }
      rows[row] = scores;
    }
    return rows;
  }
}
