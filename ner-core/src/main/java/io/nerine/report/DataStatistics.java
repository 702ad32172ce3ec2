package io.nerine.report;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a data set holds, in numbers.
 *
 * @param documents the number of documents
 * @param characters the length of all texts together, in UTF-16 units
 * @param mentions the number of mentions by type, in the order of the schema
 * @param languages the number of documents by language tag, sorted; documents without one are not
 *     among them
 * @param sha256 the {@linkplain Dataset#sha256() fingerprint} of the documents
 */
public record DataStatistics(
    int documents,
    long characters,
    Map<String, Integer> mentions,
    Map<String, Integer> languages,
    String sha256) {

  /** Creates the statistics. */
  public DataStatistics {
    mentions = Collections.unmodifiableMap(new LinkedHashMap<>(mentions));
    languages = Collections.unmodifiableMap(new TreeMap<>(languages));
    Objects.requireNonNull(sha256, "sha256");
  }

  /**
   * Counts a data set.
   *
   * @param data the data set
   * @return its statistics
   */
  public static DataStatistics of(Dataset data) {
    long characters = 0;
    Map<String, Integer> languages = new TreeMap<>();
    for (AnnotatedDocument document : data.documents()) {
      characters += document.text().length();
      document.language().ifPresent(language -> languages.merge(language, 1, Integer::sum));
    }
    return new DataStatistics(data.size(), characters, data.mentions(), languages, data.sha256());
  }

  /** {@return the components as maps and numbers} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("documents", documents);
    map.put("characters", characters);
    map.put("mentions", mentions);
    map.put("languages", languages);
    map.put("sha256", sha256);
    return map;
  }
}
