package io.nerine.training;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.onnx.decode.TagDecoder;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.text.WindowMerger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Scores a network on the dev documents, through the pipeline that extraction uses. */
final class DevScorer {

  private static final int BATCH_TOKENS = 1_024;

  private final List<EncodedDocument> documents;
  private final List<EncodedDocument.Window> windows;
  private final List<List<Integer>> groups;
  private final Batches batches;
  private final TagSet tagSet;

  DevScorer(List<EncodedDocument> documents, Batches batches, TagSet tagSet) {
    this.documents = documents;
    this.windows = documents.stream().flatMap(document -> document.windows().stream()).toList();
    this.groups = Batches.groups(windows, BATCH_TOKENS);
    this.batches = batches;
    this.tagSet = tagSet;
  }

  /** {@return the number of tokens that one evaluation scores} */
  long tokens() {
    return documents.stream().mapToLong(EncodedDocument::windowTokens).sum();
  }

  Evaluation evaluate(TokenClassifier network) {
    List<List<TaggedSpan>> spans = predict(network);
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      EncodedText text = documents.get(i).text();
      AnnotatedDocument document = documents.get(i).document();
      AnnotatedDocument.Builder prediction = document.toBuilder().clearSpans();
      for (TaggedSpan span : spans.get(i)) {
        prediction.span(
            text.start(span.firstWord()),
            text.end(span.endWord() - 1),
            tagSet.typeNames().get(span.type()));
      }
      gold.add(document);
      predicted.add(prediction.build());
    }
    return Evaluator.evaluate(gold, predicted);
  }

  /** {@return the entities that the network finds, one list a document} */
  List<List<TaggedSpan>> predict(TokenClassifier network) {
    float[][] logits = logits(network);
    TagDecoder decoder = new TagDecoder(tagSet);
    List<List<TaggedSpan>> predictions = new ArrayList<>();
    int next = 0;
    for (EncodedDocument document : documents) {
      EncodedText text = document.text();
      WindowMerger merger = new WindowMerger(text.size(), tagSet.size());
      for (TextWindow window : text.windows()) {
        merger.add(window, logits[next++]);
      }
      predictions.add(decoder.decode(merger.flat()));
    }
    return predictions;
  }

  private float[][] logits(TokenClassifier network) {
    float[][] logits = new float[windows.size()][];
    for (List<Integer> group : groups) {
      float[] flat = network.logits(batches.batch(group.stream().map(windows::get).toList()));
      int from = 0;
      for (int index : group) {
        int to = from + windows.get(index).input().words() * tagSet.size();
        logits[index] = Arrays.copyOfRange(flat, from, to);
        from = to;
      }
    }
    return logits;
  }
}
