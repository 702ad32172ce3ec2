package io.nerine.improve;

import java.util.List;
import java.util.Optional;

/**
 * The documents to tag next, and what became of the others.
 *
 * @param suggestions what to tag, the most useful first: reasons take turns by their shares, so
 *     that whoever stops early has some of each
 * @param documents how many documents there were to choose from, those below counted
 * @param alreadyTagged how many of them have the text of a document that is tagged
 * @param tooLong how many were too long for a person to tag, see {@link
 *     ActiveLearning#MAX_CHARACTERS}
 * @param failed how many the model failed on
 * @param firstFailure which document it failed on first, and why
 */
public record TaggingSelection(
    List<TaggingSuggestion> suggestions,
    long documents,
    long alreadyTagged,
    long tooLong,
    long failed,
    Optional<String> firstFailure) {

  /** Creates the selection. */
  public TaggingSelection {
    suggestions = List.copyOf(suggestions);
  }
}
