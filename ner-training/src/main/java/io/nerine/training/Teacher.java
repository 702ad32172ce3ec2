package io.nerine.training;

import io.nerine.bundle.ModelBundle;
import io.nerine.exception.TrainingException;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxTagger;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import io.nerine.onnx.text.WindowMerger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A trained model that says of each word how probable it holds each tag: softened targets for a
 * smaller network (Hinton et al., "Distilling the Knowledge in a Neural Network", 2015). Owns
 * native memory. Thread-safe.
 */
final class Teacher implements AutoCloseable {

  /** What logits are divided by, so that what is second and third best shows. */
  static final double SOFTENING = 2;

  private final Path bundle;
  private final TagSet tagSet;
  private final SubwordTokenizer tokenizer;
  private final TextEncoder encoder;
  private final OnnxTagger tagger;

  private Teacher(
      Path bundle,
      TagSet tagSet,
      SubwordTokenizer tokenizer,
      PipelineSettings settings,
      OnnxTagger tagger) {
    this.bundle = bundle;
    this.tagSet = tagSet;
    this.tokenizer = tokenizer;
    this.encoder = new TextEncoder(tokenizer, settings);
    this.tagger = tagger;
  }

  /**
   * Loads a model.
   *
   * @param bundle where it lies
   * @param tagSet the tags that it shall score
   * @throws TrainingException if it is no model of these tags
   * @throws io.nerine.exception.ModelLoadingException if it cannot be loaded
   */
  static Teacher load(Path bundle, TagSet tagSet) {
    try (ModelBundle model = ModelBundle.open(bundle)) {
      Map<String, Object> settings = model.manifest().settings();
      if (!model.manifest().backend().equals(OnnxBackend.NAME)) {
        throw new TrainingException(
            "Teacher '%s' is a model of backend '%s'; only token classifiers (backend '%s') can teach"
                .formatted(bundle, model.manifest().backend(), OnnxBackend.NAME));
      }
      List<String> tags = TagSet.from(settings, model.schema().typeNames()).tagNames();
      if (!tags.equals(tagSet.tagNames())) {
        throw new TrainingException(
            "Teacher '%s' has the tags %s, but the training documents need %s; train it with the same"
                    .formatted(bundle, tags, tagSet.tagNames())
                + " schema");
      }
      PipelineSettings pipeline = PipelineSettings.from(settings);
      SubwordTokenizer tokenizer =
          SubwordTokenizer.of(model.read(OnnxBackend.TOKENIZER), pipeline.tokenization());
      try {
        return new Teacher(
            bundle,
            tagSet,
            tokenizer,
            pipeline,
            OnnxTagger.of(model.read(OnnxBackend.GRAPH), LoadOptions.defaults(), tagSet.size()));
      } catch (RuntimeException e) {
        tokenizer.close();
        throw e;
      }
    }
  }

  /**
   * Adds what the teacher holds of each word of a text.
   *
   * @param text the text
   * @param words its words, as the student sees them
   * @param share what probabilities are multiplied by, as there may be several teachers
   * @param sum {@code [words * tags]} is added to
   */
  void addProbabilities(String text, EncodedText words, double share, float[] sum) {
    EncodedText own = encoder.encode(text);
    check(own, words);
    WindowMerger merger = new WindowMerger(own.size(), tagSet.size());
    for (TextWindow window : own.windows()) {
      EncodedWindow encoded = own.encodeWindow(window);
      merger.add(window, tagger.run(List.of(encoded))[0]);
    }
    float[] logits = merger.flat();
    int tags = tagSet.size();
    for (int row = 0; row < logits.length; row += tags) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int tag = 0; tag < tags; tag++) {
        greatest = Math.max(greatest, logits[row + tag]);
      }
      double total = 0;
      for (int tag = 0; tag < tags; tag++) {
        total += Math.exp((logits[row + tag] - greatest) / SOFTENING);
      }
      for (int tag = 0; tag < tags; tag++) {
        sum[row + tag] +=
            (float) (share * Math.exp((logits[row + tag] - greatest) / SOFTENING) / total);
      }
    }
  }

  private void check(EncodedText own, EncodedText words) {
    boolean equal = own.size() == words.size();
    for (int word = 0; equal && word < own.size(); word++) {
      equal = own.start(word) == words.start(word) && own.end(word) == words.end(word);
    }
    if (!equal) {
      throw new TrainingException(
          "Teacher '%s' cuts texts into other words than the encoder; take one that Nerine has trained"
              .formatted(bundle));
    }
  }

  @Override
  public void close() {
    tagger.close();
    tokenizer.close();
  }
}
