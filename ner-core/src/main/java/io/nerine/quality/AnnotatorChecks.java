package io.nerine.quality;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares annotators: those whose tags stand side by side in a document, told apart by the
 * attribute {@link EntitySpan#ANNOTATOR}, and those who tagged the same text as two documents.
 */
final class AnnotatorChecks {

  /** Of more annotators of one document, only the first by name are compared. */
  private static final int MOST_ANNOTATORS = 12;

  private static final double SURE = 0.98;

  private record Pair(String first, String second) {}

  private record Difference(CheckedDocument document, EntitySpan span) {}

  private final Corpus corpus;
  private final Findings findings;
  private final Map<Pair, WordLabels> labels = new LinkedHashMap<>();
  private final Map<Pair, List<Difference>> differences = new HashMap<>();

  AnnotatorChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
  }

  /** {@return how far each two annotators agree, by their names} */
  List<Agreement> run() {
    Map<String, CheckedDocument> firstOfText = new HashMap<>();
    for (CheckedDocument document : corpus.documents()) {
      compareWithin(document);
      if (document.size() > 0 && isComplete(document)) {
        CheckedDocument first = firstOfText.putIfAbsent(document.annotated().text(), document);
        if (first != null) {
          compareTwins(first, document);
        }
      }
    }
    List<Agreement> agreements = new ArrayList<>();
    labels.forEach(
        (pair, counts) -> {
          Agreement agreement = counts.between(pair.first(), pair.second());
          agreements.add(agreement);
          tell(agreement, differences.getOrDefault(pair, List.of()));
        });
    return agreements;
  }

  private static boolean isComplete(CheckedDocument document) {
    return document.reviewsAllTypes() && document.annotated().reviewedRegions().isEmpty();
  }

  private void compareWithin(CheckedDocument document) {
    TreeMap<String, List<EntitySpan>> byAnnotator = new TreeMap<>();
    for (EntitySpan span : document.annotated().spans()) {
      String annotator = span.attributes().get(EntitySpan.ANNOTATOR);
      if (annotator != null) {
        byAnnotator.computeIfAbsent(annotator, key -> new ArrayList<>()).add(span);
      }
    }
    List<Map.Entry<String, List<EntitySpan>>> views =
        byAnnotator.entrySet().stream().limit(MOST_ANNOTATORS).toList();
    for (int i = 0; i < views.size(); i++) {
      for (int j = i + 1; j < views.size(); j++) {
        add(
            new Pair(views.get(i).getKey(), views.get(j).getKey()),
            document,
            views.get(i).getValue(),
            document,
            views.get(j).getValue());
      }
    }
  }

  private void add(
      Pair pair,
      CheckedDocument one,
      List<EntitySpan> first,
      CheckedDocument other,
      List<EntitySpan> second) {
    labels.computeIfAbsent(pair, key -> new WordLabels()).add(one, first, second);
    List<Difference> differ = differences.computeIfAbsent(pair, key -> new ArrayList<>());
    addMissing(one, first, second, differ);
    addMissing(other, second, first, differ);
  }

  /** Adds the tags that the other does not have. */
  private static void addMissing(
      CheckedDocument document,
      List<EntitySpan> spans,
      List<EntitySpan> others,
      List<Difference> to) {
    Set<EntitySpan> known = WordLabels.plain(others);
    for (EntitySpan span : WordLabels.plain(spans).stream().sorted().toList()) {
      if (!known.contains(span)) {
        to.add(new Difference(document, span));
      }
    }
  }

  private void compareTwins(CheckedDocument one, CheckedDocument other) {
    List<EntitySpan> first = one.annotated().spans();
    List<EntitySpan> second = other.annotated().spans();
    String firstName = annotator(one);
    String secondName = annotator(other);
    if (!firstName.isEmpty() && !secondName.isEmpty() && !firstName.equals(secondName)) {
      if (firstName.compareTo(secondName) < 0) {
        add(new Pair(firstName, secondName), one, first, other, second);
      } else {
        add(new Pair(secondName, firstName), other, second, one, first);
      }
    }
    List<Difference> differ = new ArrayList<>();
    addMissing(one, first, second, differ);
    addMissing(other, second, first, differ);
    if (!differ.isEmpty()) {
      WordLabels counts = new WordLabels();
      counts.add(one, first, second);
      tellTwins(one, other, counts.between(firstName, secondName), differ);
    }
  }

  /** Who tagged a document: what all of its tags say, or else what came with the document. */
  private static String annotator(CheckedDocument document) {
    List<String> names =
        document.annotated().spans().stream()
            .map(span -> span.attributes().getOrDefault(EntitySpan.ANNOTATOR, ""))
            .distinct()
            .toList();
    if (names.size() == 1 && !names.get(0).isEmpty()) {
      return names.get(0);
    }
    Object name = document.annotated().metadata().get(EntitySpan.ANNOTATOR);
    return names.size() < 2 && name instanceof String text ? text : "";
  }

  private void tellTwins(
      CheckedDocument one,
      CheckedDocument other,
      Agreement agreement,
      List<Difference> differences) {
    FindingDraft draft =
        new FindingDraft(FindingCode.SAME_TEXT_TAGGED_DIFFERENTLY, Severity.WARNING)
            .figure("f1", Figures.rounded(agreement.f1()))
            .figure("kappa", Figures.rounded(agreement.kappa()))
            .figure("differences", differences.size())
            .message(
                "Documents '%s' and '%s' have the same text, but differ in %s"
                    .formatted(
                        one.annotated().id(),
                        other.annotated().id(),
                        Figures.count(differences.size(), "tag")))
            .advice("Settle the differences and keep one of the documents");
    addPlaces(draft, differences);
    findings.add(draft);
  }

  private static void addPlaces(FindingDraft draft, List<Difference> differences) {
    draft.types(
        differences.stream().map(difference -> difference.span().type()).distinct().toList());
    for (Difference difference : differences) {
      draft.place(difference.document(), difference.span().span(), SURE);
    }
  }

  private void tell(Agreement agreement, List<Difference> differences) {
    double least = corpus.threshold(Threshold.AGREEMENT);
    if (agreement.f1() >= least && agreement.kappa() >= least) {
      return;
    }
    FindingDraft draft =
        new FindingDraft(FindingCode.ANNOTATORS_DISAGREE, Severity.WARNING)
            .certainty(SURE)
            .figure("documents", agreement.documents())
            .figure("f1", Figures.rounded(agreement.f1()))
            .figure("kappa", Figures.rounded(agreement.kappa()))
            .message(
                "%s and %s agree with F1 %s and kappa %s in %s"
                    .formatted(
                        agreement.first(),
                        agreement.second(),
                        Figures.number(Figures.rounded(agreement.f1())),
                        Figures.number(Figures.rounded(agreement.kappa())),
                        Figures.count(agreement.documents(), "document")))
            .advice("Talk the differences over, sharpen the guideline, then correct the tags");
    addPlaces(draft, differences);
    findings.add(draft);
  }
}
