package io.nerine.training;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scores a network on documents, through the pipeline that extraction uses. */
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

  List<EncodedDocument> documents() {
    return documents;
  }

  /** {@return the number of tokens that one evaluation scores} */
  long tokens() {
    return documents.stream().mapToLong(EncodedDocument::windowTokens).sum();
  }

  /**
   * Returns a scorer of some of the documents, drawn by chance.
   *
   * @param tokens about how many tokens it shall score, at least one document
   * @param seed the seed of the draw
   */
  DevScorer sample(long tokens, long seed) {
    List<EncodedDocument> order = new ArrayList<>(documents);
    Collections.shuffle(order, new Random(seed));
    List<EncodedDocument> sample = new ArrayList<>();
    long sum = 0;
    for (EncodedDocument document : order) {
      if (sample.isEmpty() || sum + document.windowTokens() <= tokens) {
        sample.add(document);
        sum += document.windowTokens();
      }
    }
    return new DevScorer(sample, batches, tagSet);
  }

  Evaluation evaluate(TokenClassifier network) {
    return evaluate(scores(network), 1);
  }

  /**
   * Evaluates what the network gave.
   *
   * @param scores as {@link #scores} returns them
   * @param temperature what the scores are divided by for confidences
   */
  Evaluation evaluate(List<float[]> scores, double temperature) {
    List<AnnotatedDocument> gold = new ArrayList<>();
    for (EncodedDocument document : documents) {
      gold.add(document.document());
    }
    return Evaluator.evaluate(gold, predicted(scores, temperature));
  }

  /** {@return the documents with the entities that were found, with confidences, for their tags} */
  List<AnnotatedDocument> predicted(List<float[]> scores, double temperature) {
    TagDecoder decoder = new TagDecoder(tagSet);
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      EncodedText text = documents.get(i).text();
      AnnotatedDocument.Builder prediction = documents.get(i).document().toBuilder().clearSpans();
      for (TaggedSpan span : decoder.decode(Temperature.apply(scores.get(i), temperature))) {
        prediction.span(
            new EntitySpan(
                text.start(span.firstWord()),
                text.end(span.endWord() - 1),
                tagSet.typeNames().get(span.type()),
                Map.of(EntitySpan.CONFIDENCE, Double.toString(span.confidence()))));
      }
      predicted.add(prediction.build());
    }
    return predicted;
  }

  /** {@return the entities that the network finds, one list a document} */
  List<List<TaggedSpan>> predict(TokenClassifier network) {
    TagDecoder decoder = new TagDecoder(tagSet);
    return scores(network).stream().map(decoder::decode).toList();
  }

  /** {@return the logits {@code [words * tags]} of each document, its windows merged} */
  List<float[]> scores(TokenClassifier network) {
    float[][] logits = logits(network);
    List<float[]> scores = new ArrayList<>();
    int next = 0;
    for (EncodedDocument document : documents) {
      EncodedText text = document.text();
      WindowMerger merger = new WindowMerger(text.size(), tagSet.size());
      for (TextWindow window : text.windows()) {
        merger.add(window, logits[next++]);
      }
      scores.add(merger.flat());
    }
    return scores;
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
