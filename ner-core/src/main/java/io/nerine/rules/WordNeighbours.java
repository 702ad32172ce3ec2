package io.nerine.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the known words that are one edit away from a word: a letter more, less, other, or two
 * neighbours swapped. By symmetric deletion (Garbe, SymSpell, 2012): two words within one edit
 * share a form with at most one letter deleted. Thread-safe once built.
 */
final class WordNeighbours {

  /** Shorter words have too many neighbours that mean something else. */
  static final int SHORTEST = 5;

  /** What a misspelling can reasonably stand for; it bounds the search. */
  static final int MOST = 16;

  private final WordTable words;
  private final Map<String, int[]> numbersByForm = new HashMap<>();

  WordNeighbours(WordTable words) {
    this.words = words;
    for (int number = 0; number < words.size(); number++) {
      String word = words.word(number);
      if (word.length() >= SHORTEST) {
        for (String form : forms(word)) {
          numbersByForm.merge(form, new int[] {number}, WordNeighbours::concatenated);
        }
      }
    }
  }

  private static int[] concatenated(int[] numbers, int[] more) {
    int[] all = Arrays.copyOf(numbers, numbers.length + 1);
    all[numbers.length] = more[0];
    return all;
  }

  /** {@return the numbers of the words one edit away, at most {@value #MOST}} */
  int[] of(String word) {
    if (word.length() < SHORTEST - 1) {
      return new int[0];
    }
    List<Integer> found = new ArrayList<>();
    for (String form : forms(word)) {
      for (int number : numbersByForm.getOrDefault(form, new int[0])) {
        if (found.size() < MOST && !found.contains(number) && oneEdit(word, words.word(number))) {
          found.add(number);
        }
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<String> forms(String word) {
    List<String> forms = new ArrayList<>(word.length() + 1);
    forms.add(word);
    for (int i = 0; i < word.length(); i++) {
      if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
        forms.add(word.substring(0, i) + word.substring(i + 1));
      }
    }
    return forms;
  }

  /** Whether two words differ by exactly one edit. */
  private static boolean oneEdit(String one, String other) {
    String shorter = one.length() <= other.length() ? one : other;
    String longer = one.length() <= other.length() ? other : one;
    if (longer.length() - shorter.length() > 1 || one.equals(other)) {
      return false;
    }
    int i = 0;
    while (i < shorter.length() && shorter.charAt(i) == longer.charAt(i)) {
      i++;
    }
    if (shorter.length() < longer.length()) {
      return shorter.regionMatches(i, longer, i + 1, shorter.length() - i);
    }
    int rest = shorter.length() - i - 1;
    if (shorter.regionMatches(i + 1, longer, i + 1, rest)) {
      return true;
    }
    return rest >= 1
        && shorter.charAt(i) == longer.charAt(i + 1)
        && shorter.charAt(i + 1) == longer.charAt(i)
        && shorter.regionMatches(i + 2, longer, i + 2, rest - 1);
  }
}
