package io.nerine.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds tags whose type is doubtful, texts that are tagged with several types, and such types. */
final class TypeChecks {

  /** A type counts as one of several if it has at least this share of the tags of a text. */
  private static final double VARYING_SHARE = 0.1;

  private final Corpus corpus;
  private final TypeEvidence evidence;
  private final Findings findings;
  private final Map<Integer, List<Mention>> mentionsOfText = new HashMap<>();

  TypeChecks(Corpus corpus, TypeEvidence evidence, Findings findings) {
    this.corpus = corpus;
    this.evidence = evidence;
    this.findings = findings;
  }

  void run() {
    for (Mention mention : corpus.texts().mentions()) {
      mentionsOfText.computeIfAbsent(mention.node(), key -> new ArrayList<>()).add(mention);
    }
    findDoubtful();
    findVarying();
    findConfused();
  }

  private void findDoubtful() {
    Map<List<Object>, List<TypeEvidence.Judgement>> groups = new LinkedHashMap<>();
    for (TypeEvidence.Judgement judgement : evidence.judgements()) {
      Mention mention = judgement.mention();
      double certainty = certainty(judgement);
      if (mention.isTagged() && findings.worthTelling(certainty)) {
        List<Object> group =
            List.of(
                mention.node() == MentionTrie.NONE ? mention.text() : mention.node(),
                mention.type(),
                judgement.likeliest());
        groups.computeIfAbsent(group, key -> new ArrayList<>()).add(judgement);
      }
    }
    groups.values().forEach(this::addDoubtful);
  }

  /** What the model says, or what the counts alone say where the model agrees. */
  private double certainty(TypeEvidence.Judgement judgement) {
    Mention mention = judgement.mention();
    int likelier = corpus.texts().tagged(mention.node(), judgement.likeliest());
    int given = corpus.texts().tagged(mention.node(), mention.type());
    return Math.max(judgement.odds(), Support.of(likelier, given));
  }

  private void addDoubtful(List<TypeEvidence.Judgement> group) {
    TypeEvidence.Judgement first = group.get(0);
    Mention mention = first.mention();
    String given = corpus.type(mention.type());
    String likelier = corpus.type(first.likeliest());
    int others = corpus.texts().tagged(mention.node(), first.likeliest());
    double surest = group.stream().mapToDouble(this::certainty).max().orElseThrow();
    FindingDraft draft =
        new FindingDraft(FindingCode.TYPE_DOUBTFUL, findings.severity(surest))
            .types(given, likelier)
            .figure("taggedAs", counts(mention))
            .advice(
                "Change the type to %s, or leave it where %s is meant".formatted(likelier, given));
    for (TypeEvidence.Judgement judgement : group) {
      draft.place(
          judgement.mention().document(), judgement.mention().span().span(), certainty(judgement));
    }
    findings.add(
        draft.message(
            others == 0
                ? "%s is tagged %s, but looks like %s"
                    .formatted(Figures.quoted(mention.text()), given, likelier)
                : "%s is tagged %s at %s, but looks like %s, as which it is tagged at %s"
                    .formatted(
                        Figures.quoted(mention.text()),
                        given,
                        Figures.count(group.size(), "place"),
                        likelier,
                        Figures.count(others, "other"))));
  }

  private Map<String, Object> counts(Mention mention) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (int type : corpus.texts().types(mention.node())) {
      counts.put(corpus.type(type), corpus.texts().tagged(mention.node(), type));
    }
    counts.putIfAbsent(corpus.type(mention.type()), 1);
    return counts;
  }

  private void findVarying() {
    for (int node : corpus.texts().nodes()) {
      int all = corpus.texts().tagged(node);
      List<Integer> types =
          corpus.texts().types(node).stream()
              .filter(type -> corpus.texts().tagged(node, type) >= Math.max(2, all * VARYING_SHARE))
              .toList();
      if (types.size() > 1) {
        addVarying(node, all, types);
      }
    }
  }

  private void addVarying(int node, int all, List<Integer> types) {
    int most = types.get(0);
    double minority = 1 - (double) corpus.texts().tagged(node, most) / all;
    FindingDraft draft =
        new FindingDraft(FindingCode.TYPE_VARIES, Severity.INFO)
            .types(types.stream().map(corpus::type).toList())
            .advice("If one type is meant, correct the others; if not, say in the guideline when");
    Map<String, Object> counts = new LinkedHashMap<>();
    List<String> told = new ArrayList<>();
    for (int type : types) {
      int count = corpus.texts().tagged(node, type);
      counts.put(corpus.type(type), count);
      told.add("%s %s".formatted(corpus.type(type), Figures.count(count, "time")));
    }
    for (Mention mention : mentionsOfText.getOrDefault(node, List.of())) {
      if (mention.type() != most) {
        draft.place(mention.document(), mention.span().span(), minority);
      }
    }
    findings.add(
        draft
            .figure("taggedAs", counts)
            .message(
                "%s is tagged %s"
                    .formatted(
                        Figures.quoted(corpus.texts().text(node)), String.join(", ", told))));
  }

  private void findConfused() {
    int[][] confusion = evidence.confusion();
    for (int one = 0; one < confusion.length; one++) {
      int all = 0;
      for (int count : confusion[one]) {
        all += count;
      }
      for (int other = 0; other < confusion.length; other++) {
        double share = all == 0 ? 0 : (double) confusion[one][other] / all;
        if (one != other
            && all >= corpus.threshold(Threshold.ADVISED_MENTIONS)
            && share >= corpus.threshold(Threshold.CONFUSED_MENTIONS)) {
          addConfused(corpus.type(one), corpus.type(other), confusion[one][other], all);
        }
      }
    }
  }

  private void addConfused(String one, String other, int confused, int all) {
    double share = (double) confused / all;
    findings.add(
        new FindingDraft(FindingCode.HARD_TO_TELL, Severity.INFO)
            .certainty(share)
            .types(one, other)
            .figure("mentions", all)
            .figure("lookLikeOther", confused)
            .figure("share", Figures.rounded(share))
            .message(
                "%s of the mentions of %s look like %s by their words and context"
                    .formatted(Figures.percent(share), one, other))
            .advice("Merge the types, or say in their descriptions how they differ and tag more"));
  }
}
