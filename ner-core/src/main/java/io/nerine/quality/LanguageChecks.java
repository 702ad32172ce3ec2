package io.nerine.quality;

import java.util.List;
import java.util.Optional;

/** Finds texts that are not in the language that they declare. */
final class LanguageChecks {

  private final Corpus corpus;
  private final Findings findings;

  LanguageChecks(Corpus corpus, Findings findings) {
    this.corpus = corpus;
    this.findings = findings;
  }

  void run() {
    DraftGroups groups = new DraftGroups();
    for (CheckedDocument document : corpus.documents()) {
      Optional<String> language = declared(document);
      if (language.isEmpty() || language.get().isBlank()) {
        continue;
      }
      Languages.doubt(
              document.annotated().text(),
              language.get(),
              corpus.threshold(Threshold.LANGUAGE_WORDS))
          .ifPresent(
              doubt ->
                  groups
                      .of(
                          () -> new FindingDraft(FindingCode.LANGUAGE_DIFFERS, Severity.WARNING),
                          language.get(),
                          doubt.looksLike())
                      .place(document, doubt.certainty()));
    }
    groups.finish(
        findings,
        (key, draft) ->
            draft
                .figure("declared", key.get(0))
                .figure("looksLike", key.get(1))
                .message(
                    "%s declared as '%s' look like %s"
                        .formatted(
                            Figures.count(draft.places(), "document"), key.get(0), key.get(1)))
                .advice("Correct the language, or take the documents out"));
  }

  /** What the document says, or the schema where it names one language. */
  private Optional<String> declared(CheckedDocument document) {
    List<String> languages = corpus.schema().languages();
    return document
        .annotated()
        .language()
        .or(() -> languages.size() == 1 ? Optional.of(languages.get(0)) : Optional.empty());
  }
}
