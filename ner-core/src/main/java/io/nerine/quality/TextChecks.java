package io.nerine.quality;

import io.nerine.text.CharSpan;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds texts that were spoilt on their way here. */
final class TextChecks {

  private static final double CERTAIN = 1;
  private static final double LIKELY = 0.95;
  private static final double USEFUL = 0.6;

  /** So many places of one document are enough to see what is wrong with it. */
  private static final int PLACES_OF_DOCUMENT = 5;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Corpus corpus;
  private final FindingDraft empty = new FindingDraft(FindingCode.EMPTY_TEXT, Severity.WARNING);
  private final FindingDraft controls =
      new FindingDraft(FindingCode.CONTROL_CHARACTER, Severity.WARNING);
  private final FindingDraft invisible =
      new FindingDraft(FindingCode.INVISIBLE_CHARACTER, Severity.INFO);
  private final FindingDraft surrogates =
      new FindingDraft(FindingCode.BROKEN_CHARACTER, Severity.ERROR);
  private final FindingDraft replacements =
      new FindingDraft(FindingCode.BROKEN_CHARACTER, Severity.WARNING);
  private final FindingDraft mojibake = new FindingDraft(FindingCode.MOJIBAKE, Severity.WARNING);
  private final FindingDraft longWords = new FindingDraft(FindingCode.LONG_WORD, Severity.INFO);
  private final FindingDraft longDocuments =
      new FindingDraft(FindingCode.LONG_DOCUMENT, Severity.WARNING);
  private final List<CheckedDocument> composed = new ArrayList<>();
  private final List<CheckedDocument> decomposed = new ArrayList<>();

  TextChecks(Corpus corpus) {
    this.corpus = corpus;
  }

  void run(Findings findings) {
    for (CheckedDocument document : corpus.documents()) {
      check(document);
    }
    tellCharacters(findings);
    tellLengths(findings);
    tellNormalisation(findings);
  }

  private void check(CheckedDocument document) {
    String text = document.annotated().text();
    if (text.codePoints().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      empty.place(document, CERTAIN);
      return;
    }
    if (text.length() > corpus.threshold(Threshold.LONG_DOCUMENT)) {
      longDocuments.place(document, LIKELY);
    }
    boolean ascii = checkCharacters(document, text);
    if (!ascii) {
      List<CharSpan> garbled = Mojibake.find(text, PLACES_OF_DOCUMENT);
      garbled.forEach(span -> mojibake.place(document, span, LIKELY));
      if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
        decomposed.add(document);
      }
      if (!Normalizer.isNormalized(text, Normalizer.Form.NFD)) {
        composed.add(document);
      }
    }
  }

  /** Looks at every character, and tells whether all are ASCII. */
  private boolean checkCharacters(CheckedDocument document, String text) {
    Limited limited = new Limited(document);
    boolean ascii = true;
    int letters = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int end = i + Character.charCount(codePoint);
      ascii &= codePoint < 0x80;
      letters = Character.isLetterOrDigit(codePoint) ? letters + end - i : 0;
      boolean runEnds = end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end));
      if (runEnds && letters > corpus.threshold(Threshold.LONG_WORD)) {
        limited.place(longWords, end - letters, end, USEFUL);
      }
      if (Character.isISOControl(codePoint)) {
        if (codePoint != '\n' && codePoint != '\r' && codePoint != '\t') {
          limited.place(controls, i, end, CERTAIN);
        }
      } else if (codePoint == '\uFFFD') {
        limited.place(replacements, i, end, CERTAIN);
      } else if (codePoint >= 0x80) {
        checkUnusual(limited, codePoint, i, end);
      }
      i = end;
    }
    return ascii;
  }

  private void checkUnusual(Limited limited, int codePoint, int start, int end) {
    int category = Character.getType(codePoint);
    if (category == Character.SURROGATE) {
      limited.place(surrogates, start, end, CERTAIN);
    } else if (codePoint == BYTE_ORDER_MARK || isInvisible(codePoint)) {
      limited.place(invisible, start, end, USEFUL);
    }
  }

  /** Soft hyphen, zero-width space, word joiner, marks and overrides of direction. */
  private static boolean isInvisible(int codePoint) {
    return codePoint == 0xAD
        || codePoint == 0x200B
        || (codePoint >= 0x200E && codePoint <= 0x200F)
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2060 && codePoint <= 0x2069);
  }

  /** The places of one document, of which only the first are kept of each kind. */
  private static final class Limited {

    private final CheckedDocument document;
    private final Map<FindingDraft, Integer> counts = new HashMap<>();

    Limited(CheckedDocument document) {
      this.document = document;
    }

    void place(FindingDraft draft, int start, int end, double certainty) {
      if (counts.merge(draft, 1, Integer::sum) <= PLACES_OF_DOCUMENT) {
        draft.place(document, new CharSpan(start, end), certainty);
      }
    }
  }

  private void tellCharacters(Findings findings) {
    tell(
        findings,
        empty,
        "%s without visible text",
        "document",
        "Take them out; a reader may have failed to get at the text");
    tell(
        findings,
        controls,
        "Control characters at %s",
        "place",
        "Remove them, or replace them by a space, and move the tags behind them");
    tell(
        findings,
        invisible,
        "Invisible characters, such as soft hyphens, at %s",
        "place",
        "Remove them where they do not matter: a word with one is another word to most software");
    tell(
        findings,
        surrogates,
        "Unpaired surrogates, halves of characters, at %s",
        "place",
        "Find the program that cut the text within a character, and read the text again");
    tell(
        findings,
        replacements,
        "Replacement characters at %s, where characters were lost",
        "place",
        "Read the text again with the character set it was written in");
    tell(
        findings,
        mojibake,
        "Text at %s was written as UTF-8, but read as Windows-1252",
        "place",
        "Read the text again as UTF-8");
  }

  private void tellLengths(Findings findings) {
    tell(
        findings,
        longWords,
        "Words of more than "
            + Figures.number(corpus.threshold(Threshold.LONG_WORD))
            + " characters at %s",
        "place",
        "See whether this is text: encoded data and lost spaces look so");
    tell(
        findings,
        longDocuments,
        "%s with more than "
            + Figures.number(corpus.threshold(Threshold.LONG_DOCUMENT))
            + " characters",
        "document",
        "Split them where the matter changes");
  }

  private static void tell(
      Findings findings, FindingDraft draft, String message, String noun, String advice) {
    if (draft.places() > 0) {
      findings.add(
          draft.message(message.formatted(Figures.count(draft.places(), noun))).advice(advice));
    }
  }

  private void tellNormalisation(Findings findings) {
    if (composed.isEmpty() || decomposed.isEmpty()) {
      return;
    }
    List<CheckedDocument> fewer = composed.size() < decomposed.size() ? composed : decomposed;
    FindingDraft draft =
        new FindingDraft(FindingCode.MIXED_NORMALISATION, Severity.WARNING)
            .figure("composed", composed.size())
            .figure("decomposed", decomposed.size())
            .message(
                "Letters with accents are one character in %s, and two or more in %s"
                    .formatted(
                        Figures.count(composed.size(), "document"),
                        Figures.count(decomposed.size(), "document")))
            .advice("Bring all texts to one form, most often NFC, and move the tags along");
    fewer.forEach(document -> draft.place(document, LIKELY));
    findings.add(draft);
  }
}
