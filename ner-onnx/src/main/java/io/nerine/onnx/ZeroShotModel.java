package io.nerine.onnx;

import io.nerine.exception.TextTooLongException;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.LengthPolicy;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.zeroshot.GlinerEncoder;
import io.nerine.onnx.zeroshot.GlinerInput;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.GlinerText;
import io.nerine.onnx.zeroshot.SpanSearch;
import io.nerine.onnx.zeroshot.TypeLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A GLiNER model, which is told the types with every window. */
final class ZeroShotModel implements WindowModel {

  private final List<String> typeNames;
  private final GlinerEncoder encoder;
  private final GlinerSettings settings;
  private final OnnxSession session;
  private final GlinerGraph graph;
  private final double[] thresholds;
  private final String source;
  private final AtomicInteger live = new AtomicInteger();
  private final NativeScope owned = new NativeScope(live);

  /**
   * Creates a model, which owns the tokenizer and the session from now on.
   *
   * @param labels what types are called
   * @param encoder makes the input
   * @param settings how the model takes it
   * @param tokenizer the tokenizer of the encoder
   * @param graph the graph in the session
   * @param session the session
   * @param thresholds what an entity's probability must exceed, by type
   * @param source the name that entities carry
   */
  ZeroShotModel(
      TypeLabels labels,
      GlinerEncoder encoder,
      GlinerSettings settings,
      SubwordTokenizer tokenizer,
      GlinerGraph graph,
      OnnxSession session,
      Map<String, Double> thresholds,
      String source) {
    this.typeNames = labels.schema().typeNames();
    this.encoder = encoder;
    this.settings = settings;
    this.session = session;
    this.graph = graph;
    this.thresholds =
        typeNames.stream()
            .mapToDouble(type -> thresholds.getOrDefault(type, GlinerExtractors.DEFAULT_THRESHOLD))
            .toArray();
    this.source = source;
    live.addAndGet(2);
    owned.own(tokenizer);
    owned.own(session);
  }

  String typeName(int type) {
    return typeNames.get(type);
  }

  String source() {
    return source;
  }

  SpanSearch search(ExtractionOptions options) {
    double[] least = typeNames.stream().mapToDouble(options::minConfidence).toArray();
    // The package takes what exceeds its threshold; options say what is enough.
    return new SpanSearch(
        graph.form(),
        settings.maxWidth(),
        (type, probability) -> probability > thresholds[type] && probability >= least[type]);
  }

  @Override
  public Reading read(String text, ExtractionOptions options) {
    GlinerText encoded = encoder.encode(text);
    List<TextWindow> windows = encoded.windows();
    if (windows.size() > 1 && options.lengthPolicy() == LengthPolicy.FAIL) {
      throw new TextTooLongException(
          ("The text has %d words, one window of the model takes %d words and %d sub-word tokens;"
                  + " cut the text, or use LengthPolicy.WINDOW, which searches texts of any length")
              .formatted(encoded.size(), settings.maxWords(), settings.maxTokens()));
    }
    if (windows.size() > 1 && options.lengthPolicy() == LengthPolicy.TRUNCATE) {
      windows = windows.subList(0, 1);
    }
    if ((long) windows.size() * encoder.prompts() > Integer.MAX_VALUE) {
      throw new TextTooLongException(
          "The text has %d windows, which %d prompts make too many; cut the text"
              .formatted(windows.size(), encoder.prompts()));
    }
    return new ZeroShotReading(this, text, encoded, windows, encoder.prompts(), options);
  }

  @Override
  public float[][] run(List<BatchPlan.Job> batch) {
    List<GlinerInput> inputs = new ArrayList<>(batch.size());
    batch.forEach(job -> inputs.add(((ZeroShotReading) job.text().reading()).input(job.index())));
    return graph.run(inputs);
  }

  @Override
  public OnnxSession session() {
    return session;
  }

  @Override
  public int liveNatives() {
    return live.get() + session.liveNatives();
  }

  @Override
  public void close() {
    owned.close();
  }
}
