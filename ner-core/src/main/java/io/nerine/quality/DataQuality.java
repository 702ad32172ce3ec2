package io.nerine.quality;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks tagged documents before a model is trained on them: whether tags are precise, consistent
 * and complete, whether there is enough of everything, whether what is scored was kept apart from
 * what is learned, and whether texts and types are sound. Thread-safe.
 *
 * <pre>{@code
 * QualityReport report = DataQuality.check(Dataset.read(Path.of("tickets.jsonl")));
 * System.out.println(report);
 * for (Finding finding : report.findings(FindingCode.MISSING_MENTION)) {
 *   System.out.println(finding.message() + " " + finding.places());
 * }
 * }</pre>
 */
public final class DataQuality {

  private DataQuality() {}

  /**
   * Checks documents. Those that say that they are for dev or test are compared with the others, if
   * there are others.
   *
   * @param data the documents
   * @return what was found
   */
  public static QualityReport check(Dataset data) {
    return check(data, QualityOptions.defaults());
  }

  /**
   * Checks documents. Those that say that they are for dev or test are compared with the others, if
   * there are others.
   *
   * @param data the documents
   * @param options how to check
   * @return what was found
   */
  public static QualityReport check(Dataset data, QualityOptions options) {
    Objects.requireNonNull(options, "options");
    Corpus corpus = new Corpus(data.schema(), options);
    for (AnnotatedDocument document : data.documents()) {
      corpus.add(document, document.part().orElse(DatasetPart.TRAIN));
    }
    return check(corpus);
  }

  /**
   * Checks documents to train on and documents to score on, each by itself and against each other.
   *
   * @param train what to train on
   * @param test what to score on
   * @return what was found
   * @throws IllegalArgumentException if the schemas differ
   */
  public static QualityReport check(Dataset train, Dataset test) {
    return check(train, test, QualityOptions.defaults());
  }

  /**
   * Checks documents to train on and documents to score on, each by itself and against each other.
   *
   * @param train what to train on
   * @param test what to score on
   * @param options how to check
   * @return what was found
   * @throws IllegalArgumentException if the schemas differ
   */
  public static QualityReport check(Dataset train, Dataset test, QualityOptions options) {
    Dataset noDev = Dataset.of(train.schema(), List.of());
    return check(new DatasetSplit(train, noDev, test), options);
  }

  /**
   * Checks the parts of a split, each by itself and against each other.
   *
   * @param split the parts
   * @return what was found
   */
  public static QualityReport check(DatasetSplit split) {
    return check(split, QualityOptions.defaults());
  }

  /**
   * Checks the parts of a split, each by itself and against each other.
   *
   * @param split the parts
   * @param options how to check
   * @return what was found
   */
  public static QualityReport check(DatasetSplit split, QualityOptions options) {
    Objects.requireNonNull(options, "options");
    Corpus corpus = new Corpus(split.train().schema(), options);
    split.train().documents().forEach(document -> corpus.add(document, DatasetPart.TRAIN));
    split.dev().documents().forEach(document -> corpus.add(document, DatasetPart.DEV));
    split.test().documents().forEach(document -> corpus.add(document, DatasetPart.TEST));
    return check(corpus);
  }

  private static QualityReport check(Corpus corpus) {
    Findings findings = new Findings(corpus.options());
    List<Agreement> agreements = checkTags(corpus, findings);
    Map<String, Object> data = checkData(corpus, findings);
    return new QualityReport(findings.ranked(), agreements, data, corpus.options().toMap());
  }

  private static List<Agreement> checkTags(Corpus corpus, Findings findings) {
    new OverlapChecks(corpus, findings).run();
    Set<Mention> imprecise = new SpanChecks(corpus, findings).run();
    new LengthChecks(corpus, findings).run();
    Set<CheckedDocument> neglected = new UntaggedDocuments(corpus).find(findings);
    CompletenessChecks completeness = new CompletenessChecks(corpus, neglected, findings);
    TypeEvidence types = new TypeEvidence(corpus, completeness.places());
    completeness.run(types);
    new TypeChecks(corpus, types, findings).run();
    new BoundaryChecks(corpus, imprecise, findings).run();
    return new AnnotatorChecks(corpus, findings).run();
  }

  private static Map<String, Object> checkData(Corpus corpus, Findings findings) {
    new SchemaChecks(corpus, findings).run();
    new TextChecks(corpus).run(findings);
    new LanguageChecks(corpus, findings).run();
    LeakChecks leaks = new LeakChecks(corpus, findings);
    leaks.run();
    // A test part that is checked by itself is what there is to look at.
    DatasetPart main = corpus.parts().stream().findFirst().orElse(DatasetPart.TRAIN);
    PartFigures train = new PartFigures(corpus, main);
    new BalanceChecks(corpus, train, findings).run();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put(train.name(), train.toMap());
    for (DatasetPart part : corpus.parts()) {
      if (part != main) {
        PartFigures figures = new PartFigures(corpus, part);
        new SplitChecks(corpus, train, figures, findings).run();
        Map<String, Object> told = figures.toMap();
        told.put("seenMentions", leaks.findSeenMentions(main, part));
        told.put(
            "distance", Figures.rounded(train.distribution().distance(figures.distribution())));
        data.put(figures.name(), told);
      }
    }
    Map<String, Object> distinct = new LinkedHashMap<>();
    new Distinctiveness(corpus)
        .run(findings)
        .forEach(
            (type, both) ->
                distinct.put(
                    type,
                    Map.of(
                        "inside", Figures.rounded(both[0]), "beside", Figures.rounded(both[1]))));
    data.put("distinctiveness", distinct);
    return data;
  }
}
