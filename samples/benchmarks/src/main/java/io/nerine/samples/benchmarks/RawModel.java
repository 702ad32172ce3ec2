package io.nerine.samples.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.nerine.bundle.ModelBundle;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bundle's graph in a bare session of ONNX Runtime, with the options that the library sets, and
 * the tensors that the library gives it: the limit of what it can reach.
 */
final class RawModel implements AutoCloseable {

  /** As the extractor does it. */
  private static final int CHUNK_TEXTS = 1024;

  private static final int PADDED_TOKENS = 1024;

  private static final int TOKENS_A_BATCH = 16;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final SubwordTokenizer tokenizer;
  private final TextEncoder encoder;
  private final OrtSession session;
  private final List<Map<String, OnnxTensor>> batches = new ArrayList<>();
  private long tokens;

  /**
   * Opens a session and prepares its input.
   *
   * @param bundle the model
   * @param texts what to run it on
   * @param defaults whether to leave memory to the options that the runtime has by default
   */
  RawModel(ModelBundle bundle, List<String> texts, boolean defaults) throws OrtException {
    PipelineSettings settings = PipelineSettings.from(bundle.manifest().settings());
    this.tokenizer =
        SubwordTokenizer.of(bundle.read(OnnxBackend.TOKENIZER), settings.tokenization());
    this.encoder = new TextEncoder(tokenizer, settings);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(defaults);
      options.setCPUArenaAllocator(defaults);
      this.session = environment.createSession(bundle.read(OnnxBackend.GRAPH), options);
    }
    for (int from = 0; from < texts.size(); from += CHUNK_TEXTS) {
      prepare(texts.subList(from, Math.min(texts.size(), from + CHUNK_TEXTS)));
    }
  }

  private void prepare(List<String> texts) throws OrtException {
    List<EncodedWindow> windows = new ArrayList<>();
    for (String text : texts) {
      EncodedText encoded = encoder.encode(text);
      encoded.windows().forEach(window -> windows.add(encoded.encodeWindow(window)));
    }
    windows.sort(Comparator.comparingInt(EncodedWindow::tokens).reversed());
    int[] cuts = cuts(windows.stream().mapToInt(EncodedWindow::tokens).toArray());
    for (int end = windows.size(); end > 0; end = cuts[end]) {
      batches.add(tensors(windows.subList(cuts[end], end)));
    }
  }

  /** Where the batch that ends at each place begins, if all batches shall cost least together. */
  private static int[] cuts(int[] tokens) {
    long[] costs = new long[tokens.length + 1];
    int[] cuts = new int[tokens.length + 1];
    for (int end = 1; end <= tokens.length; end++) {
      costs[end] = Long.MAX_VALUE;
      for (int from = end - 1; from >= 0; from--) {
        long padded = (long) tokens[from] * (end - from);
        if (from < end - 1 && padded > PADDED_TOKENS) {
          break;
        }
        if (costs[from] + padded + TOKENS_A_BATCH < costs[end]) {
          costs[end] = costs[from] + padded + TOKENS_A_BATCH;
          cuts[end] = from;
        }
      }
    }
    return cuts;
  }

  private Map<String, OnnxTensor> tensors(List<EncodedWindow> windows) throws OrtException {
    int rows = windows.size();
    int columns = windows.get(0).tokens();
    IntBuffer ids = IntBuffer.allocate(rows * columns);
    IntBuffer mask = IntBuffer.allocate(rows * columns);
    IntBuffer cases = IntBuffer.allocate(rows * columns);
    for (int row = 0; row < rows; row++) {
      EncodedWindow window = windows.get(row);
      tokens += window.tokens();
      for (int i = 0; i < window.tokens(); i++) {
        ids.put(row * columns + i, window.inputIds()[i]);
        mask.put(row * columns + i, 1);
        cases.put(row * columns + i, window.caseIds()[i]);
      }
    }
    Map<String, IntBuffer> values =
        Map.of("input_ids", ids, "attention_mask", mask, "case_ids", cases);
    Map<String, OnnxTensor> tensors = new HashMap<>();
    for (String name : session.getInputNames()) {
      IntBuffer buffer = values.get(name);
      if (buffer == null) {
        throw new IllegalArgumentException("The graph takes " + name + ", which is not known");
      }
      tensors.put(name, OnnxTensor.createTensor(environment, buffer, new long[] {rows, columns}));
    }
    return tensors;
  }

  /** {@return the number of tokens of all batches, padding left out} */
  long tokens() {
    return tokens;
  }

  /** Runs all batches and throws the scores away. */
  void run() throws OrtException {
    for (Map<String, OnnxTensor> batch : batches) {
      session.run(batch).close();
    }
  }

  @Override
  public void close() throws OrtException {
    batches.forEach(batch -> batch.values().forEach(OnnxTensor::close));
    session.close();
    tokenizer.close();
  }
}
