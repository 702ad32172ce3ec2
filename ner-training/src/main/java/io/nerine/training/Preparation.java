package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.TrainingException;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.schema.EntitySchema;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Turns documents into what networks see. Owns a tokenizer, which {@link #close()} frees. */
final class Preparation implements AutoCloseable {

  private final PretrainedEncoder encoder;
  private final SubwordTokenizer tokenizer;
  private final PipelineSettings settings;
  private final TagSet tagSet;
  private final TextEncoder textEncoder;

  Preparation(PretrainedEncoder encoder, int maxTokens, EntitySchema schema) {
    this.encoder = encoder;
    this.tokenizer = SubwordTokenizer.of(encoder.tokenizerJson(), encoder.tokenization());
    try {
      this.settings = settings(maxTokens);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
    this.tagSet = TagSet.bio(schema.typeNames());
    this.textEncoder = new TextEncoder(tokenizer, settings);
  }

  private PipelineSettings settings(int maxTokens) {
    if (tokenizer.vocabularySize() > encoder.config().vocabulary()) {
      throw new TrainingException(
          "The tokenizer of encoder '%s' has %d word pieces, but its word embedding has %d rows"
              .formatted(
                  encoder.name(), tokenizer.vocabularySize(), encoder.config().vocabulary()));
    }
    if (maxTokens > encoder.config().positions()) {
      throw new TrainingException(
          "Encoder '%s' has %d positions; a window cannot have %d tokens"
              .formatted(encoder.name(), encoder.config().positions(), maxTokens));
    }
    // What the tokenizer throws away by lower-casing, the network gets beside the tokens.
    return new PipelineSettings(
        maxTokens, maxTokens / 4, tokenizer.lowercases(), encoder.tokenization());
  }

  PipelineSettings settings() {
    return settings;
  }

  TagSet tagSet() {
    return tagSet;
  }

  List<EncodedDocument> encode(Dataset dataset) {
    return dataset.documents().stream()
        .map(document -> EncodedDocument.of(document, textEncoder, tagSet))
        .toList();
  }

  /**
   * Adds what teachers say of documents, and documents of which only they say something.
   *
   * @param documents tagged documents
   * @param unlabelled texts without tags
   * @param bundles the teachers, at least one
   * @return the documents, then the texts
   */
  List<EncodedDocument> taught(
      List<EncodedDocument> documents, List<String> unlabelled, List<Path> bundles) {
    List<EncodedDocument> all = new ArrayList<>(documents);
    for (int i = 0; i < unlabelled.size(); i++) {
      AnnotatedDocument text = AnnotatedDocument.of("unlabelled-" + i, unlabelled.get(i));
      all.add(EncodedDocument.of(text, textEncoder, tagSet).untagged());
    }
    float[][] probabilities = new float[all.size()][];
    for (Path bundle : bundles) {
      try (Teacher teacher = Teacher.load(bundle, tagSet)) {
        for (int i = 0; i < probabilities.length; i++) {
          EncodedText words = all.get(i).text();
          if (probabilities[i] == null) {
            probabilities[i] = new float[words.size() * tagSet.size()];
          }
          teacher.addProbabilities(
              all.get(i).document().text(), words, 1.0 / bundles.size(), probabilities[i]);
        }
      }
    }
    List<EncodedDocument> taught = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      taught.add(all.get(i).taught(probabilities[i]));
    }
    return taught;
  }

  /** {@return the word pieces that occur in documents} */
  VocabularySubset vocabulary(List<EncodedDocument> documents) {
    BitSet used = new BitSet();
    used.set(tokenizer.padId());
    for (EncodedDocument document : documents) {
      for (EncodedDocument.Window window : document.windows()) {
        for (int id : window.input().inputIds()) {
          used.set(id);
        }
      }
    }
    return new VocabularySubset(used, encoder.config().vocabulary());
  }

  Batches batches(VocabularySubset vocabulary) {
    return new Batches(vocabulary, tokenizer.padId());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
