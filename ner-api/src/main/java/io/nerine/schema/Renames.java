package io.nerine.schema;

import io.nerine.schema.RenameSuggestion.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds types that may be the same under another name. */
final class Renames {

  private static final double LEAST_SIMILARITY = 0.8;

  /** What is shorter abbreviates anything. */
  private static final int SHORTEST_ABBREVIATION = 3;

  private Renames() {}

  static List<RenameSuggestion> suggest(List<EntityType> removed, List<EntityType> added) {
    List<RenameSuggestion> candidates = new ArrayList<>();
    for (EntityType from : removed) {
      for (EntityType to : added) {
        reason(from, to)
            .ifPresent(reason -> candidates.add(new RenameSuggestion(from, to, reason)));
      }
    }
    candidates.sort(Comparator.comparing(RenameSuggestion::reason));
    Set<String> used = new HashSet<>();
    Set<String> given = new HashSet<>();
    List<RenameSuggestion> suggestions = new ArrayList<>();
    for (RenameSuggestion candidate : candidates) {
      if (!used.contains(candidate.from().name()) && !given.contains(candidate.to().name())) {
        used.add(candidate.from().name());
        given.add(candidate.to().name());
        suggestions.add(candidate);
      }
    }
    return List.copyOf(suggestions);
  }

  private static Optional<Reason> reason(EntityType from, EntityType to) {
    if (from.formerNames().contains(to.name())) {
      return Optional.of(Reason.FORMER_NAME);
    }
    if (!from.description().isBlank()
        && from.description().strip().equals(to.description().strip())) {
      return Optional.of(Reason.DESCRIPTION);
    }
    if (!from.examples().isEmpty()
        && Set.copyOf(from.examples()).equals(Set.copyOf(to.examples()))) {
      return Optional.of(Reason.EXAMPLES);
    }
    return areAlike(letters(from.name()), letters(to.name()))
        ? Optional.of(Reason.NAME)
        : Optional.empty();
  }

  private static String letters(String name) {
    return name.codePoints()
        .filter(Character::isLetterOrDigit)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toLowerCase(Locale.ROOT);
  }

  private static boolean areAlike(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int longer = Math.max(one.length(), other.length());
    if (shorter >= SHORTEST_ABBREVIATION && (one.startsWith(other) || other.startsWith(one))) {
      return true;
    }
    return shorter > 0
        && shorter >= LEAST_SIMILARITY * longer
        && longer - editDistance(one, other) >= LEAST_SIMILARITY * longer;
  }

  /** Levenshtein's distance: the fewest letters to insert, delete or replace. */
  private static int editDistance(String one, String other) {
    int[] above = new int[other.length() + 1];
    for (int j = 0; j < above.length; j++) {
      above[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[above.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[other.length()];
  }
}
