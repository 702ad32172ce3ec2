package io.nerine.onnx;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.zeroshot.GlinerInput;
import io.nerine.onnx.zeroshot.GlinerText;
import io.nerine.onnx.zeroshot.SpanSearch;
import java.util.List;

/**
 * A text before a GLiNER model. What a pipeline calls a window is one with one prompt: all prompts
 * of the first window come first.
 */
final class ZeroShotReading implements Reading {

  private final ZeroShotModel model;
  private final String text;
  private final GlinerText encoded;
  private final List<TextWindow> windows;
  private final int prompts;
  private final SpanSearch search;

  ZeroShotReading(
      ZeroShotModel model,
      String text,
      GlinerText encoded,
      List<TextWindow> windows,
      int prompts,
      ExtractionOptions options) {
    this.model = model;
    this.text = text;
    this.encoded = encoded;
    this.windows = windows;
    this.prompts = prompts;
    this.search = model.search(options);
  }

  @Override
  public int windows() {
    return windows.size() * prompts;
  }

  @Override
  public int tokens(int window) {
    return encoded.tokens(window / prompts, window % prompts);
  }

  GlinerInput input(int window) {
    return encoded.input(window / prompts, window % prompts);
  }

  @Override
  public void take(int window, float[] scores) {
    int prompt = window % prompts;
    search.add(
        windows.get(window / prompts), encoded.firstType(prompt), encoded.types(prompt), scores);
    if (prompt == prompts - 1) {
      search.endWindow();
    }
  }

  @Override
  public void conclude(Extraction.Builder extraction) {
    for (TaggedSpan span : search.spans()) {
      int start = encoded.start(span.firstWord());
      int end = encoded.end(span.endWord() - 1);
      extraction.entity(
          new Entity(
              start,
              end,
              text.substring(start, end),
              model.typeName(span.type()),
              span.confidence(),
              model.source()));
    }
    if (windows.size() < encoded.windows().size()) {
      int covered = encoded.end(windows.get(0).endWord() - 1);
      TextWarnings.truncated(covered, text, encoded.windows().size(), extraction);
    }
    TextWarnings.add(
        encoded.hasUnpairedSurrogates(),
        encoded.splitRuns(),
        GlinerText.maxWordLength(),
        extraction);
  }
}
