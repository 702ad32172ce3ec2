package io.nerine.improve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The best of many candidates, each text once. What it holds at the end does not depend on the
 * order in which they came. Not thread-safe.
 */
final class CandidatePool {

  /** What a document of usual length has at most. */
  private static final long CHARACTERS_EACH = 1 << 14;

  private final int mostCandidates;
  private final long mostCharacters;
  private final ToDoubleFunction<Candidate> score;
  private final TreeSet<Entry> entries = new TreeSet<>(Entry.BEST_FIRST);
  private final Map<String, Entry> byText = new HashMap<>();
  private long characters;

  /** The best entry that had to go; whatever is no better goes as well. */
  private @Nullable Entry cut;

  private record Entry(double score, Candidate candidate) {

    static final Comparator<Entry> BEST_FIRST =
        Comparator.comparingDouble(Entry::score)
            .reversed()
            .thenComparing(Entry::candidate, Candidate.BY_LOT);

    int length() {
      return candidate.text().length();
    }
  }

  /**
   * Creates a pool.
   *
   * @param mostCandidates how many candidates it may hold
   * @param score what makes a candidate better; one whose score is 0 is not held
   */
  CandidatePool(int mostCandidates, ToDoubleFunction<Candidate> score) {
    this.mostCandidates = mostCandidates;
    this.mostCharacters =
        Math.max(4L * ActiveLearning.MAX_CHARACTERS, mostCandidates * CHARACTERS_EACH);
    this.score = score;
  }

  void offer(Candidate candidate) {
    Entry entry = new Entry(score.applyAsDouble(candidate), candidate);
    if (!(entry.score > 0) || (cut != null && Entry.BEST_FIRST.compare(entry, cut) >= 0)) {
      return;
    }
    Entry twin = byText.get(candidate.text());
    if (twin != null) {
      if (Entry.BEST_FIRST.compare(entry, twin) >= 0) {
        return;
      }
      remove(twin);
    }
    entries.add(entry);
    byText.put(candidate.text(), entry);
    characters += entry.length();
    while (entries.size() > mostCandidates || characters > mostCharacters) {
      cut = entries.last();
      remove(cut);
    }
  }

  private void remove(Entry entry) {
    entries.remove(entry);
    byText.remove(entry.candidate.text());
    characters -= entry.length();
  }

  /** {@return what it holds, the best first} */
  List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>(entries.size());
    entries.forEach(entry -> candidates.add(entry.candidate));
    return candidates;
  }
}
