package io.nerine.quality;

import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import java.util.HashSet;
import java.util.Set;

/** Finds tags with faults that show in the tag itself. */
final class SpanChecks {

  private static final double LIKELY = 0.95;
  private static final double UNCLEAR = 0.5;

  private final Corpus corpus;
  private final Findings findings;
  private final int[] mentionsOfType;
  private final int[] cutsOfType;
  private final int[] blanksOfType;
  private final Set<Mention> imprecise = new HashSet<>();
  private final EdgePunctuation punctuation;

  SpanChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
    int types = corpus.types().size();
    this.mentionsOfType = new int[types];
    this.cutsOfType = new int[types];
    this.blanksOfType = new int[types];
    this.punctuation = new EdgePunctuation(corpus);
    for (CheckedDocument document : corpus.documents()) {
      for (Mention mention : document.mentions()) {
        mentionsOfType[mention.type()]++;
        cutsOfType[mention.type()] += isCut(mention) ? 1 : 0;
        blanksOfType[mention.type()] += isBlank(mention) ? 1 : 0;
      }
    }
  }

  /** {@return the mentions with a fault at an edge} */
  Set<Mention> run() {
    findWhiteSpace();
    findPunctuation();
    findCuts();
    findBlanks();
    findParagraphs();
    return imprecise;
  }

  private interface Test {
    boolean has(Mention mention);
  }

  private interface Telling {
    void complete(String type, String places, FindingDraft draft);
  }

  /** One finding for each type that has mentions with a fault. */
  private void findByType(
      FindingCode code, Test test, int[] usual, Severity severity, double certainty, Telling told) {
    DraftGroups groups = new DraftGroups();
    for (CheckedDocument document : corpus.documents()) {
      for (Mention mention : document.mentions()) {
        if (test.has(mention)) {
          imprecise.add(mention);
          boolean convention = isConvention(usual, mention.type());
          groups
              .of(
                  () -> new FindingDraft(code, convention ? Severity.INFO : severity),
                  mention.type())
              .place(document, mention.span().span(), convention ? certainty / 2 : certainty);
        }
      }
    }
    groups.finish(
        findings,
        (key, draft) -> {
          String type = corpus.type((Integer) key.get(0));
          draft.types(type).figure("mentions", mentionsOfType[(Integer) key.get(0)]);
          told.complete(type, Figures.count(draft.places(), "mention"), draft);
        });
  }

  private boolean isConvention(int[] usual, int type) {
    return usual.length > 0
        && usual[type] > 2
        && usual[type] >= mentionsOfType[type] * corpus.threshold(Threshold.EDGE_CONVENTION);
  }

  private void findWhiteSpace() {
    findByType(
        FindingCode.WHITE_SPACE_EDGE,
        SpanChecks::hasWhiteSpaceEdge,
        new int[0],
        Severity.ERROR,
        1,
        (type, mentions, draft) ->
            draft
                .message("%s of %s with white space at an edge".formatted(mentions, type))
                .advice("Leave the white space out of the tag"));
  }

  private static boolean hasWhiteSpaceEdge(Mention mention) {
    String text = mention.document().annotated().text();
    EntitySpan span = mention.span();
    return isSpace(text.codePointAt(span.start())) || isSpace(text.codePointBefore(span.end()));
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  private void findPunctuation() {
    DraftGroups groups = new DraftGroups();
    for (CheckedDocument document : corpus.documents()) {
      for (Mention mention : document.mentions()) {
        if (isBlank(mention)) {
          continue;
        }
        for (EdgePunctuation.Edge edge : punctuation.needless(mention)) {
          imprecise.add(mention);
          groups
              .of(
                  () ->
                      new FindingDraft(
                          FindingCode.PUNCTUATION_EDGE, findings.severity(edge.certainty())),
                  mention.type(),
                  edge.leading(),
                  edge.sign(),
                  findings.severity(edge.certainty()))
              .place(document, mention.span().span(), edge.certainty());
        }
      }
    }
    groups.finish(
        findings,
        (key, draft) -> {
          String type = corpus.type((Integer) key.get(0));
          draft
              .types(type)
              .figure("mentions", mentionsOfType[(Integer) key.get(0)])
              .message(
                  "%s of %s with %s at the %s"
                      .formatted(
                          Figures.count(draft.places(), "mention"),
                          type,
                          Figures.quoted((String) key.get(2)),
                          (Boolean) key.get(1) ? "beginning" : "end"))
              .advice("Leave the sign out of the tag, or take in its partner as well");
        });
  }

  private void findCuts() {
    findByType(
        FindingCode.CUT_WORD,
        mention -> isCut(mention) && !cutsAtDigit(mention),
        cutsOfType,
        Severity.WARNING,
        LIKELY,
        (type, mentions, draft) ->
            draft
                .message("%s of %s with an edge within a word".formatted(mentions, type))
                .advice("Tag whole words: a part of a word can be neither learned nor found"));
    findByType(
        FindingCode.CUT_WORD,
        SpanChecks::cutsAtDigit,
        new int[0],
        Severity.INFO,
        UNCLEAR,
        (type, mentions, draft) ->
            draft
                .message("%s of %s with an edge between digit and letter".formatted(mentions, type))
                .advice(
                    "Part number and unit by a space: what is one word can carry one tag only"));
  }

  private static boolean isCut(Mention mention) {
    return mention.size() > 0 && !mention.aligned();
  }

  /** Whether every cut goes between a digit and a letter, as in {@code 480degC}. */
  private static boolean cutsAtDigit(Mention mention) {
    if (!isCut(mention)) {
      return false;
    }
    String text = mention.document().annotated().text();
    EntitySpan span = mention.span();
    CharSpan words = mention.document().span(mention.first(), mention.end());
    return (words.start() >= span.start() || isDigitEdge(text, span.start()))
        && (words.end() <= span.end() || isDigitEdge(text, span.end()));
  }

  private static boolean isDigitEdge(String text, int offset) {
    int before = text.codePointBefore(offset);
    int behind = text.codePointAt(offset);
    return Character.isDigit(before) != Character.isDigit(behind);
  }

  private void findBlanks() {
    findByType(
        FindingCode.BLANK_MENTION,
        SpanChecks::isBlank,
        blanksOfType,
        Severity.WARNING,
        LIKELY,
        (type, mentions, draft) ->
            draft
                .message("%s of %s without letter or digit".formatted(mentions, type))
                .advice("Remove the tag, or move it to the words that are meant"));
  }

  private static boolean isBlank(Mention mention) {
    return !mention.isVeryLong()
        && mention.text().codePoints().noneMatch(Character::isLetterOrDigit);
  }

  private void findParagraphs() {
    findByType(
        FindingCode.PARAGRAPH_CROSSED,
        SpanChecks::crossesParagraph,
        new int[0],
        Severity.WARNING,
        LIKELY,
        (type, mentions, draft) ->
            draft
                .message("%s of %s across a blank line".formatted(mentions, type))
                .advice("End the tag with the paragraph"));
  }

  private static boolean crossesParagraph(Mention mention) {
    if (mention.isVeryLong()) {
      return false;
    }
    String text = mention.text();
    boolean lineEnded = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        if (lineEnded) {
          return true;
        }
        lineEnded = true;
      } else if (!Character.isWhitespace(c)) {
        lineEnded = false;
      }
    }
    return false;
  }
}
