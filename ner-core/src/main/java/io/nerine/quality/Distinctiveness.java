package io.nerine.quality;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the words of a type are words of their own: the Kullback-Leibler divergence, in nats, of
 * the words in its mentions from those of all texts, and of the words beside its mentions. As
 * spaCy's {@code debug data} measures it (Papay, Klinger and Pado, "Dissecting span identification
 * tasks with performance prediction", 2020): what stands out is easy to find.
 */
final class Distinctiveness {

  private final Corpus corpus;
  private final Map<Integer, Integer> all = new HashMap<>();
  private long words;

  Distinctiveness(Corpus corpus) {
    this.corpus = corpus;
    for (CheckedDocument document : corpus.documents()) {
      words += document.size();
      for (int i = 0; i < document.size(); i++) {
        all.merge(document.folded(i), 1, Integer::sum);
      }
    }
  }

  /** Finds types that do not stand out, and returns both figures by the name of the type. */
  Map<String, double[]> run(Findings findings) {
    int types = corpus.types().size();
    Sample[] inside = new Sample[types];
    Sample[] beside = new Sample[types];
    for (int type = 0; type < types; type++) {
      inside[type] = new Sample();
      beside[type] = new Sample();
    }
    for (CheckedDocument document : corpus.documents()) {
      for (Mention mention : document.mentions()) {
        int end = Math.min(mention.end(), mention.first() + MentionTrie.MAX_WORDS);
        for (int i = mention.first(); i < end; i++) {
          inside[mention.type()].add(document.folded(i));
        }
        if (mention.first() > 0) {
          beside[mention.type()].add(document.folded(mention.first() - 1));
        }
        if (mention.end() < document.size()) {
          beside[mention.type()].add(document.folded(mention.end()));
        }
        inside[mention.type()].mentions++;
      }
    }
    Map<String, double[]> figures = new LinkedHashMap<>();
    for (int type = 0; type < types; type++) {
      if (inside[type].mentions > 0) {
        double[] both = {divergence(inside[type]), divergence(beside[type])};
        figures.put(corpus.type(type), both);
        tell(corpus.type(type), inside[type].mentions, both, findings);
      }
    }
    return figures;
  }

  /** Words and how often each occurs. */
  private static final class Sample {

    private final Map<Integer, Integer> counts = new HashMap<>();
    private long size;
    private int mentions;

    void add(int word) {
      counts.merge(word, 1, Integer::sum);
      size++;
    }
  }

  private double divergence(Sample sample) {
    double sum = 0;
    for (Map.Entry<Integer, Integer> word : sample.counts.entrySet()) {
      double share = (double) word.getValue() / sample.size;
      double expected = (double) all.getOrDefault(word.getKey(), 1) / words;
      sum += share * Math.log(share / expected);
    }
    return sum;
  }

  private void tell(String type, int mentions, double[] figures, Findings findings) {
    double least = corpus.threshold(Threshold.DISTINCTIVENESS);
    boolean in = figures[0] < least;
    // The context of names is nearly always that of other words, and says less.
    boolean beside = figures[1] < least / 2;
    // Of few mentions every word stands out.
    if (mentions < corpus.threshold(Threshold.ADVISED_MENTIONS) || !(in || beside)) {
      return;
    }
    findings.add(
        new FindingDraft(FindingCode.INDISTINCT_TYPE, Severity.INFO)
            .certainty(0.5)
            .types(type)
            .figure("inside", Figures.rounded(figures[0]))
            .figure("beside", Figures.rounded(figures[1]))
            .message(
                "The words %s mentions of %s are those of any text"
                    .formatted(in && beside ? "in and beside" : in ? "in" : "beside", type))
            .advice("Expect to need many mentions, or define the type more narrowly"));
  }
}
