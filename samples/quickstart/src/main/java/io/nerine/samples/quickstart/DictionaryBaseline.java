package io.nerine.samples.quickstart;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An extractor that knows the mentions of tagged documents by heart and nothing else: what a model
 * has to beat. It takes the longest mention that begins at a word's edge and ends at one, as it was
 * written in training, with the type that it had there most often. Thread-safe.
 */
final class DictionaryBaseline implements Extractor {

  private final EntitySchema schema;
  private final Map<String, String> typeByMention;

  /** How long mentions are, the longest first. */
  private final SortedSet<Integer> lengths = new TreeSet<>(Collections.reverseOrder());

  private DictionaryBaseline(EntitySchema schema, Map<String, String> typeByMention) {
    this.schema = schema;
    this.typeByMention = typeByMention;
    typeByMention.keySet().forEach(mention -> lengths.add(mention.length()));
  }

  /**
   * Learns the mentions of tagged documents.
   *
   * @param train the documents
   * @return the extractor
   */
  static DictionaryBaseline of(Dataset train) {
    Map<String, Map<String, Integer>> counts = new HashMap<>();
    for (AnnotatedDocument document : train.documents()) {
      for (EntitySpan span : document.spans()) {
        counts
            .computeIfAbsent(document.textOf(span), mention -> new TreeMap<>())
            .merge(span.type(), 1, Integer::sum);
      }
    }
    Map<String, String> typeByMention = new HashMap<>();
    counts.forEach((mention, types) -> typeByMention.put(mention, mostFrequent(types)));
    return new DictionaryBaseline(train.schema(), typeByMention);
  }

  private static String mostFrequent(Map<String, Integer> types) {
    return Collections.max(types.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    Extraction.Builder extraction = Extraction.builder(text);
    int start = 0;
    while (start < text.length()) {
      int length = isEdge(text, start) ? lengthOfMention(text, start) : 0;
      if (length > 0) {
        String mention = text.substring(start, start + length);
        String type = typeByMention.getOrDefault(mention, "");
        extraction.entity(new Entity(start, start + length, mention, type, 1, "dictionary"));
      }
      start += Math.max(1, length);
    }
    return extraction.build();
  }

  private int lengthOfMention(String text, int start) {
    for (int length : lengths) {
      int end = start + length;
      if (end <= text.length()
          && isEdge(text, end)
          && typeByMention.containsKey(text.substring(start, end))) {
        return length;
      }
    }
    return 0;
  }

  private static boolean isEdge(String text, int offset) {
    return offset == 0
        || offset == text.length()
        || !Character.isLetterOrDigit(text.charAt(offset - 1))
        || !Character.isLetterOrDigit(text.charAt(offset));
  }

  @Override
  public void close() {}
}
