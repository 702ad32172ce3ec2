package io.nerine.evaluation;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.DataFormatException;
import io.nerine.exception.InferenceException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Compares predictions with gold tags. Thread-safe.
 *
 * <p>A mention that is tagged or predicted twice counts once. In a document that names its reviewed
 * types or regions, nothing else is counted, unless {@link EvaluationOptions#countUnreviewed()}.
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
   * Begins an evaluation of documents that come one by one.
   *
   * @param options how to compare
   * @return a tally to add them to
   */
  public static EvaluationTally tally(EvaluationOptions options) {
    return new EvaluationTally(options, EvaluationOptions.KEPT_OF_STREAM);
  }

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
    return evaluate(gold, predicted, EvaluationOptions.defaults());
  }

  /**
   * Compares two versions of the same documents, joined by id.
   *
   * @param gold the documents as they should be tagged
   * @param predicted the documents as they were tagged; one that is missing counts as one without a
   *     prediction. Tags may carry the attribute {@link io.nerine.document.EntitySpan#CONFIDENCE}
   * @param options how to compare
   * @return the comparison
   * @throws DataFormatException if an id occurs twice on one side, a predicted one is not in gold,
   *     the texts of an id differ, or a confidence is no number from 0 to 1; the message names it
   */
  public static Evaluation evaluate(
      List<AnnotatedDocument> gold, List<AnnotatedDocument> predicted, EvaluationOptions options) {
    Map<String, AnnotatedDocument> predictedById = new LinkedHashMap<>();
    for (AnnotatedDocument document : predicted) {
      if (predictedById.put(document.id(), document) != null) {
        throw new DataFormatException(
            "Id '%s' occurs twice among the predicted documents; give each document its own"
                .formatted(document.id()));
      }
    }
    EvaluationTally tally = new EvaluationTally(options, Integer.MAX_VALUE);
    for (AnnotatedDocument document : gold) {
      AnnotatedDocument prediction = predictedById.remove(document.id());
      if (prediction == null) {
        tally.add(document, List.of());
      } else {
        tally.add(document, prediction);
      }
    }
    if (!predictedById.isEmpty()) {
      throw new DataFormatException(
          "Predicted document '%s' is not among the %d gold documents; compare the same documents"
              .formatted(predictedById.keySet().iterator().next(), gold.size()));
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
    return evaluate(extractor, gold, EvaluationOptions.defaults());
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
    return evaluate(extractor, gold, EvaluationOptions.builder().extraction(options).build());
  }

  /**
   * Runs an extractor over tagged documents and compares.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged
   * @param options how to extract and compare
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(
      Extractor extractor, List<AnnotatedDocument> gold, EvaluationOptions options) {
    return evaluate(
        extractor, gold.iterator(), options, new EvaluationTally(options, Integer.MAX_VALUE));
  }

  /**
   * Runs an extractor over a stream of tagged documents and compares. Documents are not held, but
   * for the worst; memory grows as that of an {@link EvaluationTally}.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged, each read once; the stream is not closed
   * @param options how to extract and compare
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(
      Extractor extractor, Stream<AnnotatedDocument> gold, EvaluationOptions options) {
    return evaluate(extractor, gold.iterator(), options);
  }

  /**
   * Runs an extractor over tagged documents that come one by one and compares. Documents are not
   * held, but for the worst; memory grows as that of an {@link EvaluationTally}.
   *
   * @param extractor the extractor
   * @param gold the documents as they should be tagged, each read once
   * @param options how to extract and compare
   * @return the comparison
   * @throws DataFormatException if an id occurs twice
   * @throws InferenceException if the extractor fails on a document; the message names it
   */
  public static Evaluation evaluate(
      Extractor extractor, Iterator<AnnotatedDocument> gold, EvaluationOptions options) {
    return evaluate(extractor, gold, options, tally(options));
  }

  private static Evaluation evaluate(
      Extractor extractor,
      Iterator<AnnotatedDocument> gold,
      EvaluationOptions options,
      EvaluationTally tally) {
    Objects.requireNonNull(extractor, "extractor");
    List<AnnotatedDocument> chunk = new ArrayList<>();
    int characters = 0;
    while (gold.hasNext()) {
      AnnotatedDocument document = gold.next();
      if (chunk.size() == CHUNK_DOCUMENTS
          || (!chunk.isEmpty() && characters + document.text().length() > CHUNK_CHARACTERS)) {
        extract(extractor, chunk, options.extraction(), tally);
        chunk.clear();
        characters = 0;
      }
      chunk.add(document);
      characters += document.text().length();
    }
    extract(extractor, chunk, options.extraction(), tally);
    return tally.evaluation();
  }

  private static void extract(
      Extractor extractor,
      List<AnnotatedDocument> documents,
      ExtractionOptions options,
      EvaluationTally tally) {
    List<String> texts = documents.stream().map(AnnotatedDocument::text).toList();
    List<Extraction> extractions = extractor.extractAll(texts, options);
    for (int i = 0; i < texts.size(); i++) {
      tally.add(documents.get(i), extractions.get(i));
    }
  }
}
