package io.nerine.quality;

import io.nerine.document.EntitySpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up how two annotators label the same words. Not thread-safe. */
final class WordLabels {

  private static final String NONE = "";

  private int documents;
  private long words;
  private long same;
  private long firstMentions;
  private long secondMentions;
  private long sameMentions;
  private final Map<String, long[]> labels = new HashMap<>();

  /** Adds what both did in a document. */
  void add(CheckedDocument document, List<EntitySpan> first, List<EntitySpan> second) {
    String[] firstLabels = labels(document, first);
    String[] secondLabels = labels(document, second);
    documents++;
    words += document.size();
    for (int i = 0; i < document.size(); i++) {
      labels.computeIfAbsent(firstLabels[i], key -> new long[2])[0]++;
      labels.computeIfAbsent(secondLabels[i], key -> new long[2])[1]++;
      same += firstLabels[i].equals(secondLabels[i]) ? 1 : 0;
    }
    Set<EntitySpan> firstTags = plain(first);
    Set<EntitySpan> secondTags = plain(second);
    firstMentions += firstTags.size();
    secondMentions += secondTags.size();
    sameMentions += firstTags.stream().filter(secondTags::contains).count();
  }

  private static String[] labels(CheckedDocument document, List<EntitySpan> spans) {
    String[] labels = new String[document.size()];
    int labelled = 0;
    for (EntitySpan span : spans) {
      int end = document.wordBehind(span.end());
      for (int i = Math.max(labelled, document.wordAt(span.start())); i < end; i++) {
        labels[i] = span.type();
      }
      labelled = Math.max(labelled, end);
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = labels[i] == null ? NONE : labels[i];
    }
    return labels;
  }

  /** Tags without what else is known of them, each once. */
  static Set<EntitySpan> plain(List<EntitySpan> spans) {
    Set<EntitySpan> plain = new HashSet<>();
    spans.forEach(span -> plain.add(new EntitySpan(span.start(), span.end(), span.type())));
    return plain;
  }

  Agreement between(String first, String second) {
    double expected = 0;
    for (long[] counts : labels.values()) {
      expected += (double) counts[0] / words * counts[1] / words;
    }
    double observed = words == 0 ? 1 : (double) same / words;
    double kappa = words == 0 || expected >= 1 ? 1 : (observed - expected) / (1 - expected);
    return new Agreement(
        first, second, documents, words, firstMentions, secondMentions, sameMentions, kappa);
  }
}
