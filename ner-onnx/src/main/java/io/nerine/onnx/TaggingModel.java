package io.nerine.onnx;

import io.nerine.exception.TextTooLongException;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.LengthPolicy;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
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

/** A model that gives each word a tag. */
final class TaggingModel implements WindowModel {

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
   * Creates a model, which owns the tokenizer and the tagger from now on.
   *
   * @param tagSet the types, and what the graph's scores stand for
   * @param tokenizer the tokenizer that the graph was trained with
   * @param tagger the graph
   * @param settings how windows are made
   * @param thresholds the least confidence of an entity by type; 0 for types that are not there
   * @param source the name that entities carry
   */
  TaggingModel(
      TagSet tagSet,
      SubwordTokenizer tokenizer,
      OnnxTagger tagger,
      PipelineSettings settings,
      Map<String, Double> thresholds,
      String source) {
    this.tagSet = tagSet;
    this.decoder = new TagDecoder(tagSet);
    this.encoder = new TextEncoder(tokenizer, settings);
    this.tagger = tagger;
    this.settings = settings;
    this.thresholds =
        tagSet.typeNames().stream()
            .mapToDouble(type -> thresholds.getOrDefault(type, 0.0))
            .toArray();
    this.source = source;
    live.addAndGet(2);
    owned.own(tokenizer);
    owned.own(tagger);
  }

  TagSet tagSet() {
    return tagSet;
  }

  TagDecoder decoder() {
    return decoder;
  }

  /** {@return the least confidence of an entity of a type} */
  double threshold(int type) {
    return thresholds[type];
  }

  String source() {
    return source;
  }

  @Override
  public Reading read(String text, ExtractionOptions options) {
    LengthPolicy policy = options.lengthPolicy();
    EncodedText encoded = encoder.encode(text);
    List<TextWindow> windows = encoded.windows();
    if (windows.size() > 1 && policy == LengthPolicy.FAIL) {
      throw new TextTooLongException(
          ("The text has %d sub-word tokens, one window of the model takes %d; cut the text, or"
                  + " use LengthPolicy.WINDOW, which searches texts of any length")
              .formatted(encoded.tokens(), settings.maxTokens() - 2));
    }
    if (windows.size() > 1 && policy == LengthPolicy.TRUNCATE) {
      windows = windows.subList(0, 1);
    }
    if (encoded.size() > Integer.MAX_VALUE / tagSet.size() - 1) {
      throw new TextTooLongException(
          "The text has %d words, more than one call can keep scores of; cut the text"
              .formatted(encoded.size()));
    }
    return new TaggedReading(this, text, encoded, windows, options);
  }

  @Override
  public float[][] run(List<BatchPlan.Job> batch) {
    List<EncodedWindow> windows = new ArrayList<>(batch.size());
    batch.forEach(job -> windows.add(((TaggedReading) job.text().reading()).encode(job.index())));
    return tagger.run(windows);
  }

  @Override
  public OnnxSession session() {
    return tagger.session();
  }

  @Override
  public int liveNatives() {
    return live.get() + tagger.liveNatives();
  }

  @Override
  public void close() {
    owned.close();
  }
}
