package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxExtractors;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.decode.TaggedSpan;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevScorerTest {

  /** Documents of many windows, so that merging and padding are part of the comparison. */
  private static List<AnnotatedDocument> longDocuments() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      StringBuilder text = new StringBuilder();
      AnnotatedDocument.Builder spans = null;
      for (AnnotatedDocument sentence : TinyData.create(3 + 5 * i, 50 + i).documents()) {
        text.append(sentence.text()).append('\n');
      }
      spans = AnnotatedDocument.builder("long-" + i, text.toString());
      documents.add(spans.span(0, 4, "Code").build());
    }
    return documents;
  }

  @Test
  void theBundleFindsTheTrainersEntitiesWithTheTrainersConfidences() {
    LibTorch.load(2);
    TagSet tagSet = TagSet.bio(TinyData.SCHEMA.typeNames());
    PipelineSettings settings = new PipelineSettings(64, 16, true);
    byte[] tokenizerJson = TinyEncoder.tokenizerJson(true);
    BitSet all = new BitSet();
    all.set(0, TinyEncoder.CONFIG.vocabulary());
    TorchTokenClassifier.Options options =
        new TorchTokenClassifier.Options(tagSet.size(), 5, 2e-3, 2e-2, 0.01, 1, 0.1, 0.9, false, 5);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(tokenizerJson);
        TorchTokenClassifier network =
            new TorchTokenClassifier(
                TinyEncoder.CONFIG, TinyEncoder.weights(TinyEncoder.CONFIG, 11), options)) {
      TextEncoder encoder = new TextEncoder(tokenizer, settings);
      Batches batches =
          new Batches(
              new VocabularySubset(all, TinyEncoder.CONFIG.vocabulary()), tokenizer.padId());
      List<EncodedDocument.Window> windows =
          TinyData.create(60, 1).documents().stream()
              .flatMap(d -> EncodedDocument.of(d, encoder, tagSet).windows().stream())
              .toList();
      for (int epoch = 0; epoch < 6; epoch++) {
        batches.shuffled(windows, 256, epoch).forEach(batch -> network.step(List.of(batch), 1));
      }
      Dataset dataset = Dataset.of(TinyData.SCHEMA, longDocuments());
      List<EncodedDocument> documents =
          dataset.documents().stream().map(d -> EncodedDocument.of(d, encoder, tagSet)).toList();
      List<List<TaggedSpan>> expected = new DevScorer(documents, batches, tagSet).predict(network);

      Weights weights = network.weights();
      byte[] graph = GraphWriter.write(TinyEncoder.CONFIG, weights);
      try (Extractor extractor =
          OnnxExtractors.create(
              TinyData.SCHEMA,
              graph,
              tokenizerJson,
              settings,
              Map.of(),
              "tiny",
              LoadOptions.defaults())) {
        int compared = 0;
        for (int i = 0; i < documents.size(); i++) {
          EncodedDocument document = documents.get(i);
          assertThat(document.windows()).hasSizeGreaterThan(1);
          List<Entity> found = extractor.extract(document.document().text()).entities();
          assertThat(found).hasSameSizeAs(expected.get(i));
          for (int k = 0; k < found.size(); k++) {
            TaggedSpan span = expected.get(i).get(k);
            Entity entity = found.get(k);
            assertThat(entity.start()).isEqualTo(document.text().start(span.firstWord()));
            assertThat(entity.end()).isEqualTo(document.text().end(span.endWord() - 1));
            assertThat(entity.type()).isEqualTo(tagSet.typeNames().get(span.type()));
            assertThat(entity.confidence()).isCloseTo(span.confidence(), within(1e-3));
            compared++;
          }
        }
        assertThat(compared).isGreaterThan(30);
      }
    }
  }
}
