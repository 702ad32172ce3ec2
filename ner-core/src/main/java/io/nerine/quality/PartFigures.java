package io.nerine.quality;

import io.nerine.data.TypeDistribution;
import io.nerine.document.DatasetPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one part of the data amounts to. */
final class PartFigures {

  private final DatasetPart part;
  private final List<String> types;
  private final int documents;
  private final long words;
  private final long mentions;
  private final int[] mentionsOfType;
  private final int[] documentsOfType;
  private final int[] lengths;
  private final Map<String, Integer> languages = new TreeMap<>();

  PartFigures(Corpus corpus, DatasetPart part) {
    List<CheckedDocument> checked = corpus.documents(part);
    this.part = part;
    this.types = corpus.types();
    this.documents = checked.size();
    this.mentionsOfType = new int[types.size()];
    this.documentsOfType = new int[types.size()];
    this.lengths = checked.stream().mapToInt(CheckedDocument::size).sorted().toArray();
    long allWords = 0;
    long allMentions = 0;
    for (CheckedDocument document : checked) {
      allWords += document.size();
      allMentions += document.mentions().size();
      document.mentions().forEach(mention -> mentionsOfType[mention.type()]++);
      document.mentions().stream()
          .mapToInt(Mention::type)
          .distinct()
          .forEach(type -> documentsOfType[type]++);
      document
          .annotated()
          .language()
          .ifPresent(language -> languages.merge(Languages.primary(language), 1, Integer::sum));
    }
    this.words = allWords;
    this.mentions = allMentions;
  }

  String name() {
    return Names.of(part);
  }

  int documents() {
    return documents;
  }

  long mentions() {
    return mentions;
  }

  int mentions(int type) {
    return mentionsOfType[type];
  }

  int documents(int type) {
    return documentsOfType[type];
  }

  /** {@return the number of words that a share of the documents does not exceed} */
  int length(double share) {
    return Percentile.of(lengths, share);
  }

  /** {@return the number of documents by language, of those that declare one} */
  Map<String, Integer> languages() {
    return languages;
  }

  /** {@return the share of a type among all mentions} */
  double share(int type) {
    return mentions == 0 ? 0 : (double) mentionsOfType[type] / mentions;
  }

  /** {@return the mentions by type} */
  TypeDistribution distribution() {
    Map<String, Integer> byType = new LinkedHashMap<>();
    for (int type = 0; type < types.size(); type++) {
      byType.put(types.get(type), mentionsOfType[type]);
    }
    return new TypeDistribution(byType);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("words", words);
    map.put("mentions", mentions);
    Map<String, Object> byType = new LinkedHashMap<>();
    for (int type = 0; type < types.size(); type++) {
      byType.put(
          types.get(type),
          Map.of("mentions", mentionsOfType[type], "documents", documentsOfType[type]));
    }
    map.put("types", byType);
    map.put("languages", languages);
    map.put("medianWords", length(0.5));
    return map;
  }
}
