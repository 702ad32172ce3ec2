package io.nerine.samples.benchmarks;

import ai.djl.ModelException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.TokenClassificationTranslator;
import ai.djl.inference.Predictor;
import ai.djl.modality.nlp.translator.NamedEntity;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DJL's token classification on ONNX Runtime: one model with a predictor a thread, as its manual
 * asks for, and one thread of the runtime for each, which serves it best.
 */
final class DjlPeer implements Peer {

  private final HuggingFaceTokenizer tokenizer;
  private final ZooModel<String, NamedEntity[]> model;
  private final List<Predictor<String, NamedEntity[]>> predictors = new ArrayList<>();

  DjlPeer(PeerFiles files, int runtimeThreads) throws IOException, ModelException {
    this.tokenizer =
        HuggingFaceTokenizer.newInstance(
            files.tokenizer(), Map.of("truncation", "true", "padding", "true"));
    this.model =
        Criteria.builder()
            .setTypes(String.class, NamedEntity[].class)
            .optModelPath(files.folder())
            .optModelName("model")
            .optEngine("OnnxRuntime")
            .optOption("intraOpNumThreads", Integer.toString(runtimeThreads))
            .optOption("interOpNumThreads", "1")
            .optTranslator(TokenClassificationTranslator.builder(tokenizer).build())
            .build()
            .loadModel();
    predictors.add(model.newPredictor());
    predictors.add(model.newPredictor());
  }

  @Override
  public String name() {
    return "DJL";
  }

  @Override
  public boolean batches() {
    return true;
  }

  @Override
  public void find(int thread, List<String> sentences, int batch) throws TranslateException {
    Predictor<String, NamedEntity[]> predictor = predictors.get(thread);
    if (batch == 1) {
      for (String sentence : sentences) {
        predictor.predict(sentence);
      }
      return;
    }
    for (int from = 0; from < sentences.size(); from += batch) {
      predictor.batchPredict(sentences.subList(from, Math.min(sentences.size(), from + batch)));
    }
  }

  @Override
  public Set<Mention> mentions(List<String> sentences) throws TranslateException {
    Set<Mention> mentions = new LinkedHashSet<>();
    for (int i = 0; i < sentences.size(); i++) {
      addMentions(i, sentences.get(i), predictors.get(0).predict(sentences.get(i)), mentions);
    }
    return mentions;
  }

  /** Joins tokens, which is what it gives, to entities. Offsets are in code points. */
  private static void addMentions(
      int sentence, String text, NamedEntity[] tokens, Set<Mention> mentions) {
    for (int first = 0; first < tokens.length; ) {
      int end = first + 1;
      while (end < tokens.length && continues(tokens[end - 1], tokens[end])) {
        end++;
      }
      String found =
          text.substring(
              text.offsetByCodePoints(0, tokens[first].getStart()),
              text.offsetByCodePoints(0, tokens[end - 1].getEnd()));
      mentions.add(Mention.of(sentence, tokens[first].getEntity().substring(2), found));
      first = end;
    }
  }

  private static boolean continues(NamedEntity token, NamedEntity next) {
    boolean sameWord = next.getWord().startsWith("##");
    boolean sameEntity =
        next.getEntity().startsWith("I-")
            && next.getEntity().substring(2).equals(token.getEntity().substring(2));
    return next.getIndex() == token.getIndex() + 1 && (sameWord || sameEntity);
  }

  @Override
  public void close() {
    predictors.forEach(Predictor::close);
    model.close();
    tokenizer.close();
  }
}
