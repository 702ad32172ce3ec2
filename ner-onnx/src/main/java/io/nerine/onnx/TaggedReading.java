package io.nerine.onnx;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.text.WindowMerger;
import io.nerine.text.Words;
import java.util.List;

/** A text before a model that gives each word a tag; scores of overlapping windows are merged. */
final class TaggedReading implements Reading {

  private final TaggingModel model;
  private final String text;
  private final EncodedText encoded;
  private final List<TextWindow> windows;
  private final ExtractionOptions options;
  private final WindowMerger merger;

  /**
   * Creates the reading.
   *
   * @param model the model that is going to run on it
   * @param text the text
   * @param encoded the text as the model sees it
   * @param windows the windows to run, the first ones of the text
   * @param options how to treat the text
   */
  TaggedReading(
      TaggingModel model,
      String text,
      EncodedText encoded,
      List<TextWindow> windows,
      ExtractionOptions options) {
    this.model = model;
    this.text = text;
    this.encoded = encoded;
    this.windows = windows;
    this.options = options;
    int words = windows.isEmpty() ? 0 : windows.get(windows.size() - 1).endWord();
    this.merger = new WindowMerger(words, model.tagSet().size());
  }

  @Override
  public int windows() {
    return windows.size();
  }

  @Override
  public int tokens(int window) {
    return windows.get(window).tokens();
  }

  EncodedWindow encode(int window) {
    return encoded.encodeWindow(windows.get(window));
  }

  @Override
  public void take(int window, float[] scores) {
    merger.add(windows.get(window), scores);
  }

  @Override
  public void conclude(Extraction.Builder extraction) {
    for (TaggedSpan span : model.decoder().decode(merger.flat())) {
      String type = model.tagSet().typeNames().get(span.type());
      double least = Math.max(model.threshold(span.type()), options.minConfidence(type));
      if (span.confidence() >= least) {
        int start = encoded.start(span.firstWord());
        int end = encoded.end(span.endWord() - 1);
        String mention = text.substring(start, end);
        extraction.entity(new Entity(start, end, mention, type, span.confidence(), model.source()));
      }
    }
    if (windows.size() < encoded.windows().size()) {
      int covered = encoded.end(windows.get(0).endWord() - 1);
      TextWarnings.truncated(covered, text, encoded.windows().size(), extraction);
    }
    TextWarnings.add(
        encoded.hasUnpairedSurrogates(), encoded.splitRuns(), Words.MAX_LENGTH, extraction);
  }
}
