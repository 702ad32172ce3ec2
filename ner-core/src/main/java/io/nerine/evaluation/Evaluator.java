package io.nerine.evaluation;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.InferenceException;
import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares predictions with gold tags. Thread-safe.
 *
 * <p>A mention that is tagged or predicted twice counts once. Partly tagged documents are compared
 * as if they were completely tagged.
 *
 * <pre>{@code
 * Evaluation evaluation = Evaluator.evaluate(extractor, Dataset.read(Path.of("test.jsonl")));
 * System.out.println(evaluation);
 * double f1 = evaluation.micro().f1();
 * }</pre>
 */
public final class Evaluator {

  /** What one call of the extractor takes: enough to fill batches, few enough to hold at once. */
  private static final int CHUNK_DOCUMENTS = 256;

  private static final int CHUNK_CHARACTERS = 1 << 20;

  private Evaluator() {}

  /**
   * Compares two versions of the same documents, joined by id.
   *
   * @param gold the documents as they should be tagged
   * @param predicted the documents as they were tagged; one that is missing counts as one without a
   *     prediction
   * @return the comparison
   * @throws DataFormatException if an id occurs twice on one side, a predicted one is not in gold,
   *     or the texts of an id differ; the message names it
   */
  public static Evaluation evaluate(
      List<AnnotatedDocument> gold, List<AnnotatedDocument> predicted) {
    Map<String, AnnotatedDocument> goldById = byId(gold, "gold");
    Map<String, AnnotatedDocument> predictedById = byId(predicted, "predicted");
    for (AnnotatedDocument document : predictedById.values()) {
      AnnotatedDocument counterpart = goldById.get(document.id());
      if (counterpart == null) {
        throw new DataFormatException(
            "Predicted document '%s' is not among the %d gold documents; compare the same documents"
                .formatted(document.id(), gold.size()));
      }
      if (!counterpart.text().equals(document.text())) {
        throw new DataFormatException(
            ("The text of predicted document '%s' is not that of the gold document: they differ at"
                    + " offset %d, lengths %d and %d; offsets can only be compared in the same text")
                .formatted(
                    document.id(),
                    firstDifference(counterpart.text(), document.text()),
                    document.text().length(),
                    counterpart.text().length()));
      }
    }
    Tally tally = new Tally();
    for (AnnotatedDocument document : goldById.values()) {
      AnnotatedDocument prediction = predictedById.get(document.id());
      tally.add(document.spans(), prediction == null ? List.of() : prediction.spans());
    }
    return tally.evaluation();
  }

  /**
   * Runs an extractor over tagged documents and compares.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(Extractor extractor, Dataset gold) {
    return evaluate(extractor, gold.documents());
  }

  /**
   * Runs an extractor over tagged documents and compares.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(Extractor extractor, List<AnnotatedDocument> gold) {
    return evaluate(extractor, gold, ExtractionOptions.defaults());
  }

  /**
   * Runs an extractor over tagged documents and compares. What the options leave unsearched counts
   * as not found.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged
   * @param options how to treat each text; a timeout is for each chunk of documents
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(
      Extractor extractor, List<AnnotatedDocument> gold, ExtractionOptions options) {
    Objects.requireNonNull(extractor, "extractor");
    Objects.requireNonNull(options, "options");
    Tally tally = new Tally();
    List<AnnotatedDocument> chunk = new ArrayList<>();
    int characters = 0;
    for (AnnotatedDocument document : byId(gold, "gold").values()) {
      if (chunk.size() == CHUNK_DOCUMENTS
          || (!chunk.isEmpty() && characters + document.text().length() > CHUNK_CHARACTERS)) {
        extract(extractor, chunk, options, tally);
        chunk.clear();
        characters = 0;
      }
      chunk.add(document);
      characters += document.text().length();
    }
    extract(extractor, chunk, options, tally);
    return tally.evaluation();
  }

  private static void extract(
      Extractor extractor,
      List<AnnotatedDocument> documents,
      ExtractionOptions options,
      Tally tally) {
    List<String> texts = documents.stream().map(AnnotatedDocument::text).toList();
    List<Extraction> extractions = extractor.extractAll(texts, options);
    for (int i = 0; i < texts.size(); i++) {
      AnnotatedDocument document = documents.get(i);
      Extraction extraction = extractions.get(i);
      if (extraction.failure().isPresent()) {
        NerException failure = extraction.failure().get();
        throw new InferenceException(
            "Document '%s' could not be extracted, so it cannot be evaluated: %s"
                .formatted(document.id(), failure.getMessage()),
            failure);
      }
      tally.add(document.spans(), extraction.entities().stream().map(Entity::toSpan).toList());
    }
  }

  private static Map<String, AnnotatedDocument> byId(
      List<AnnotatedDocument> documents, String side) {
    Map<String, AnnotatedDocument> byId = new LinkedHashMap<>();
    for (AnnotatedDocument document : documents) {
      if (byId.put(document.id(), document) != null) {
        throw new DataFormatException(
            "Id '%s' occurs twice among the %s documents; give each document its own"
                .formatted(document.id(), side));
      }
    }
    return byId;
  }

  private static int firstDifference(String one, String other) {
    int i = 0;
    while (i < Math.min(one.length(), other.length()) && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }

  /** Counts over documents. */
  private static final class Tally {

    private int documents;
    private final Map<String, int[]> countsByType = new HashMap<>();
    private int boundaries;
    private int overlaps;

    void add(List<EntitySpan> goldSpans, List<EntitySpan> predictedSpans) {
      documents++;
      Set<EntitySpan> gold = mentions(goldSpans);
      Set<EntitySpan> predicted = mentions(predictedSpans);
      gold.forEach(mention -> countsOf(mention)[0]++);
      for (EntitySpan mention : predicted) {
        int[] counts = countsOf(mention);
        counts[1]++;
        counts[2] += gold.contains(mention) ? 1 : 0;
      }
      Set<CharSpan> places = places(gold);
      places.retainAll(places(predicted));
      boundaries += places.size();
      overlaps += OverlapMatching.count(gold, predicted);
    }

    /** Gold, predicted and right mentions of the mention's type. */
    private int[] countsOf(EntitySpan mention) {
      return countsByType.computeIfAbsent(mention.type(), type -> new int[3]);
    }

    /** Without their attributes, which are no part of what is compared, and once each. */
    private static Set<EntitySpan> mentions(List<EntitySpan> spans) {
      Set<EntitySpan> mentions = new HashSet<>();
      spans.forEach(span -> mentions.add(new EntitySpan(span.start(), span.end(), span.type())));
      return mentions;
    }

    private static Set<CharSpan> places(Set<EntitySpan> mentions) {
      Set<CharSpan> places = new HashSet<>();
      mentions.forEach(mention -> places.add(mention.span()));
      return places;
    }

    Evaluation evaluation() {
      Map<String, Scores> types = new HashMap<>();
      int gold = 0;
      int predicted = 0;
      for (Map.Entry<String, int[]> type : countsByType.entrySet()) {
        int[] counts = type.getValue();
        types.put(type.getKey(), new Scores(counts[0], counts[1], counts[2]));
        gold += counts[0];
        predicted += counts[1];
      }
      return new Evaluation(
          documents,
          types,
          new Scores(gold, predicted, boundaries),
          new Scores(gold, predicted, overlaps));
    }
  }
}
