package io.nerine.samples.benchmarks;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import opennlp.dl.InferenceOptions;
import opennlp.dl.namefinder.NameFinderDL;
import opennlp.tools.sentdetect.SentenceDetector;
import opennlp.tools.util.Span;

/**
 * Apache OpenNLP's name finder on ONNX Runtime. It knows the tags {@code B-PER} and {@code I-PER}
 * alone, so that one type of the model is given that name. It has no lower case of its own, so that
 * it gets the sentences in lower case for a model without case.
 */
final class OpenNlpPeer implements Peer {

  private final String type;
  private final Finder finder;

  OpenNlpPeer(PeerFiles files, String type, int runtimeThreads) throws IOException, OrtException {
    this.type = type;
    Map<Integer, String> labels = new TreeMap<>(files.labels());
    UnaryOperator<String> rename =
        label ->
            label.equals("B-" + type)
                ? NameFinderDL.B_PER
                : label.equals("I-" + type) ? NameFinderDL.I_PER : "O";
    labels.replaceAll((tag, label) -> rename.apply(label));
    this.finder = new Finder(files, labels, runtimeThreads);
  }

  /** A finder whose session has a number of threads, for which there is no option. */
  private static final class Finder extends NameFinderDL {

    Finder(PeerFiles files, Map<Integer, String> labels, int runtimeThreads)
        throws IOException, OrtException {
      super(
          files.graph().toFile(),
          files.vocabulary().toFile(),
          labels,
          inference(),
          new WholeSentence());
      session.close();
      try (SessionOptions options = new SessionOptions()) {
        options.setIntraOpNumThreads(runtimeThreads);
        session = env.createSession(files.graph().toString(), options);
      }
    }

    private static InferenceOptions inference() {
      InferenceOptions options = new InferenceOptions();
      options.setIncludeTokenTypeIds(false);
      return options;
    }

    void end() throws OrtException {
      session.close();
    }
  }

  /** Leaves each text whole, since sentences are what it gets. */
  private static final class WholeSentence implements SentenceDetector {

    @Override
    public String[] sentDetect(CharSequence text) {
      return new String[] {text.toString()};
    }

    @Override
    public Span[] sentPosDetect(CharSequence text) {
      return new Span[] {new Span(0, text.length())};
    }
  }

  @Override
  public String name() {
    return "OpenNLP-DL";
  }

  @Override
  public boolean batches() {
    return false;
  }

  @Override
  public void find(int thread, List<String> sentences, int batch) {
    sentences.forEach(this::find);
  }

  private Span[] find(String sentence) {
    return finder.find(sentence.toLowerCase(Locale.ROOT).split(" "));
  }

  @Override
  public Set<Mention> mentions(List<String> sentences) {
    Set<Mention> mentions = new LinkedHashSet<>();
    for (int i = 0; i < sentences.size(); i++) {
      String text = sentences.get(i).toLowerCase(Locale.ROOT);
      for (Span span : find(sentences.get(i))) {
        mentions.add(Mention.of(i, type, text.substring(span.getStart(), span.getEnd())));
      }
    }
    return mentions;
  }

  @Override
  public void close() throws OrtException {
    finder.end();
  }
}
