package io.nerine.improve;

import io.nerine.data.NearDuplicates;
import io.nerine.document.AnnotatedDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses a batch from the pools of one search. Used once, by one thread. */
final class BatchSelection {

  private static final double RANDOM_SHARE = 0.16;
  private static final double RARE_SHARE = 0.16;
  private static final double UNCERTAIN_SHARE = 0.5;

  /** How many tagged documents others are compared with; a sample of so many shows the rest. */
  private static final int MOST_TAGGED = 500;

  private final int count;
  private final long seed;
  private final List<AnnotatedDocument> tagged;
  private final CandidatePool uncertain;
  private final List<RareType> rareTypes;
  private final CandidatePool sample;

  /** The first document of the group of near-duplicates, by text; itself for most. */
  private final Map<String, Integer> groupOfText = new HashMap<>();

  private final Set<Integer> takenGroups = new HashSet<>();
  private final List<Candidate> taken = new ArrayList<>();
  private final Map<TaggingReason, List<TaggingSuggestion>> chosen =
      new EnumMap<>(TaggingReason.class);

  BatchSelection(
      int count,
      long seed,
      List<AnnotatedDocument> tagged,
      CandidatePool uncertain,
      List<RareType> rareTypes,
      CandidatePool sample) {
    this.count = count;
    this.seed = seed;
    this.tagged = tagged;
    this.uncertain = uncertain;
    this.rareTypes = rareTypes;
    this.sample = sample;
    for (TaggingReason reason : TaggingReason.values()) {
      chosen.put(reason, new ArrayList<>());
    }
  }

  List<TaggingSuggestion> suggestions() {
    groupNearDuplicates();
    // First, and so from all documents, or it would not be unbiased.
    takeRandom((int) Math.round(RANDOM_SHARE * count));
    takeUncertain((int) Math.ceil(UNCERTAIN_SHARE * count));
    takeRare((int) Math.round(RARE_SHARE * count));
    takeDiverse();
    takeUncertain(count);
    return inTurn();
  }

  private void groupNearDuplicates() {
    TreeSet<Candidate> all = new TreeSet<>(Candidate.BY_LOT);
    all.addAll(uncertain.candidates());
    all.addAll(sample.candidates());
    rareTypes.forEach(type -> all.addAll(type.pool().candidates()));
    List<String> texts = new ArrayList<>();
    all.forEach(candidate -> texts.add(candidate.text()));
    int candidates = texts.size();
    tagged.forEach(document -> texts.add(document.text()));
    for (int i = 0; i < candidates; i++) {
      groupOfText.put(texts.get(i), i);
    }
    for (List<Integer> group : NearDuplicates.of(texts).groups()) {
      int first = group.get(0);
      for (int member : group) {
        if (member < candidates) {
          groupOfText.put(texts.get(member), first);
        } else {
          takenGroups.add(first);
        }
      }
    }
  }

  private boolean isFree(Candidate candidate) {
    return !takenGroups.contains(group(candidate));
  }

  private Integer group(Candidate candidate) {
    return Objects.requireNonNull(groupOfText.get(candidate.text()));
  }

  private List<TaggingSuggestion> chosen(TaggingReason reason) {
    return Objects.requireNonNull(chosen.get(reason));
  }

  private void take(Candidate candidate, TaggingReason reason, double score, String explanation) {
    takenGroups.add(group(candidate));
    taken.add(candidate);
    chosen(reason).add(new TaggingSuggestion(candidate.document(), reason, score, explanation));
  }

  private void takeRandom(int most) {
    for (Candidate candidate : sample.candidates()) {
      if (chosen(TaggingReason.RANDOM).size() == most) {
        return;
      }
      if (isFree(candidate)) {
        take(candidate, TaggingReason.RANDOM, 0, Explanations.random());
      }
    }
  }

  /** Takes uncertain documents until there are so many of them, or all together are enough. */
  private void takeUncertain(int most) {
    for (Candidate candidate : uncertain.candidates()) {
      if (taken.size() == count || chosen(TaggingReason.UNCERTAINTY).size() == most) {
        return;
      }
      if (isFree(candidate)) {
        take(
            candidate,
            TaggingReason.UNCERTAINTY,
            candidate.uncertainty(),
            Explanations.uncertainty(candidate));
      }
    }
  }

  /** Serves the types in turn, the one with the fewest tags, chosen ones counted, first. */
  private void takeRare(int most) {
    PriorityQueue<Turn> turns =
        new PriorityQueue<>(
            Comparator.comparingInt((Turn turn) -> turn.tags)
                .thenComparing(turn -> turn.type.name()));
    rareTypes.forEach(type -> turns.add(new Turn(type)));
    while (!turns.isEmpty()
        && taken.size() < count
        && chosen(TaggingReason.RARE_TYPE).size() < most) {
      Turn turn = turns.remove();
      Candidate best = turn.next(this::isFree);
      if (best != null) {
        RareType type = turn.type;
        take(best, TaggingReason.RARE_TYPE, type.score(best), Explanations.rareType(type, best));
        turn.tags++;
        turns.add(turn);
      }
    }
  }

  /** A rare type that waits for its turn. */
  private static final class Turn {

    private final RareType type;
    private final Iterator<Candidate> candidates;
    private int tags;

    Turn(RareType type) {
      this.type = type;
      this.candidates = type.pool().candidates().iterator();
      this.tags = type.tags();
    }

    /** {@return the best candidate that is left, if any; what is not free now never will be} */
    @Nullable Candidate next(Predicate<Candidate> free) {
      while (candidates.hasNext()) {
        Candidate candidate = candidates.next();
        if (free.test(candidate)) {
          return candidate;
        }
      }
      return null;
    }
  }

  /**
   * Takes documents with a probability in proportion to the square of their distance from the
   * nearest one that is taken or tagged (k-means++; Arthur and Vassilvitskii, 2007), so that they
   * are spread without being the oddest ones. What is drawn depends on the lot of each document.
   */
  private void takeDiverse() {
    List<Candidate> free = sample.candidates().stream().filter(this::isFree).toList();
    List<String> texts = new ArrayList<>();
    free.forEach(candidate -> texts.add(candidate.text()));
    taken.forEach(candidate -> texts.add(candidate.text()));
    taggedSample().forEach(document -> texts.add(document.text()));
    TextVectors vectors = new TextVectors(texts);
    double[] distances = new double[free.size()];
    Arrays.fill(distances, 1);
    for (int other = free.size(); other < texts.size(); other++) {
      shorten(distances, vectors, other);
    }
    while (taken.size() < count) {
      int next = drawn(free, distances);
      if (next < 0) {
        return;
      }
      take(
          free.get(next),
          TaggingReason.DIVERSITY,
          distances[next],
          Explanations.diversity(distances[next]));
      shorten(distances, vectors, next);
    }
  }

  private List<AnnotatedDocument> taggedSample() {
    return tagged.stream()
        .sorted(
            Comparator.comparingLong(document -> Hashing.mix(seed + Hashing.of(document.text()))))
        .limit(MOST_TAGGED)
        .toList();
  }

  private static void shorten(double[] distances, TextVectors vectors, int other) {
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.min(distances[i], vectors.distance(i, other));
    }
  }

  /** Draws in proportion to weights by one number each (Efraimidis and Spirakis, 2006). */
  private int drawn(List<Candidate> free, double[] distances) {
    int best = -1;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < distances.length; i++) {
      if (isFree(free.get(i))) {
        double weight = Math.max(1e-9, distances[i] * distances[i]);
        double key = Math.log(Hashing.unit(Hashing.mix(free.get(i).lot() + taken.size()))) / weight;
        if (key > greatest) {
          greatest = key;
          best = i;
        }
      }
    }
    return best;
  }

  /** Lets the reasons take turns by how many documents each has. */
  private List<TaggingSuggestion> inTurn() {
    chosen(TaggingReason.RARE_TYPE)
        .sort(Comparator.comparingDouble(TaggingSuggestion::score).reversed());
    List<TaggingSuggestion> inTurn = new ArrayList<>();
    Map<TaggingReason, Integer> given = new EnumMap<>(TaggingReason.class);
    while (inTurn.size() < taken.size()) {
      TaggingReason next = TaggingReason.UNCERTAINTY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (Map.Entry<TaggingReason, List<TaggingSuggestion>> entry : chosen.entrySet()) {
        int done = given.getOrDefault(entry.getKey(), 0);
        double due = (double) entry.getValue().size() * (inTurn.size() + 1) / taken.size() - done;
        if (done < entry.getValue().size() && due > greatest) {
          greatest = due;
          next = entry.getKey();
        }
      }
      inTurn.add(chosen(next).get(given.merge(next, 1, Integer::sum) - 1));
    }
    return inTurn;
  }
}
