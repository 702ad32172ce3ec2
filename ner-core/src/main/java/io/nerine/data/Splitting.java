package io.nerine.data;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One splitting of documents: which of them stay together, and to which part they go. */
final class Splitting {

  /** The parts of a split in the order of its shares. */
  static final List<DatasetPart> PARTS =
      List.of(DatasetPart.TRAIN, DatasetPart.DEV, DatasetPart.TEST);

  private static final int LISTED = 20;

  private final List<AnnotatedDocument> documents;
  private final SplitOptions options;

  /** The value to group by of each document; {@code null} for a document without. */
  private final List<@Nullable String> values;

  private final List<List<Integer>> groups;

  Splitting(List<AnnotatedDocument> documents, SplitOptions options) {
    this.documents = documents;
    this.options = options;
    this.values = values();
    this.groups = groups();
  }

  private List<@Nullable String> values() {
    List<@Nullable String> found = new ArrayList<>();
    String key = options.groupBy().orElse(null);
    for (AnnotatedDocument document : documents) {
      Object value = key == null ? null : document.metadata().get(key);
      found.add(value == null ? null : value.toString());
    }
    if (key != null && found.stream().allMatch(value -> value == null)) {
      TreeSet<String> keys = new TreeSet<>();
      documents.forEach(document -> keys.addAll(document.metadata().keySet()));
      throw new DataFormatException(
          "No document has the metadata '%s' to group by; %s"
              .formatted(
                  key,
                  keys.isEmpty()
                      ? "the documents have no metadata at all"
                      : "there is "
                          + keys.stream().limit(LISTED).collect(Collectors.joining(", "))));
    }
    return found;
  }

  private List<List<Integer>> groups() {
    DisjointSets sets = new DisjointSets(documents.size());
    List<String> texts = documents.stream().map(AnnotatedDocument::text).toList();
    joinEqual(sets, texts);
    if (options.nearDuplicatesTogether()) {
      NearDuplicates.of(texts, options.nearDuplicateSimilarity())
          .pairs()
          .forEach(pair -> sets.join(pair.first(), pair.second()));
    }
    joinEqual(sets, values);
    return sets.sets();
  }

  private static void joinEqual(DisjointSets sets, List<? extends @Nullable String> values) {
    Map<String, Integer> firstOfValue = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      Integer first = value == null ? null : firstOfValue.putIfAbsent(value, i);
      if (first != null) {
        sets.join(first, i);
      }
    }
  }

  /** {@return the number of groups of documents that stay together} */
  int size() {
    return groups.size();
  }

  /**
   * Deals all documents out.
   *
   * @param shares the share of each part, adding up to 1
   * @return the part of each document, an index of the shares
   */
  int[] deal(double[] shares) {
    Units units = new Units();
    groups.forEach(group -> units.add(group, Stratification.FREE));
    return units.deal(shares);
  }

  /**
   * Sends documents to the part that they name, and one that names none after the others of its
   * value, after its twins or after its near-duplicates.
   *
   * @param shares the share of each of {@link #PARTS}
   * @return the part of each document, an index of {@link #PARTS}
   * @throws DataFormatException if documents of one value name different parts
   */
  int[] dealMarked(double[] shares) {
    checkMarks();
    Map<String, Integer> partOfValue = new HashMap<>();
    Map<String, Integer> partOfText = new HashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      int part = mark(i);
      if (part != Stratification.FREE) {
        partOfText.putIfAbsent(documents.get(i).text(), part);
        String value = values.get(i);
        if (value != null) {
          partOfValue.putIfAbsent(value, part);
        }
      }
    }
    Units units = new Units();
    for (List<Integer> group : groups) {
      int firstMark =
          group.stream()
              .map(this::mark)
              .filter(part -> part != Stratification.FREE)
              .findFirst()
              .orElse(Stratification.FREE);
      Map<Integer, List<Integer>> byPart = new TreeMap<>();
      for (int i : group) {
        int part = mark(i);
        if (part == Stratification.FREE) {
          String value = values.get(i);
          part = partOfText.getOrDefault(documents.get(i).text(), firstMark);
          part = value == null ? part : partOfValue.getOrDefault(value, part);
        }
        byPart.computeIfAbsent(part, key -> new ArrayList<>()).add(i);
      }
      byPart.forEach((part, members) -> units.add(members, part));
    }
    return units.deal(shares);
  }

  private int mark(int document) {
    return documents.get(document).part().map(PARTS::indexOf).orElse(Stratification.FREE);
  }

  private void checkMarks() {
    Map<String, List<Integer>> byValue = new LinkedHashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      String value = values.get(i);
      if (value != null) {
        byValue.computeIfAbsent(value, key -> new ArrayList<>()).add(i);
      }
    }
    List<String> conflicts = new ArrayList<>();
    byValue.forEach(
        (value, group) -> {
          Map<DatasetPart, List<String>> ids = idsByMark(group);
          if (ids.size() > 1) {
            conflicts.add("\n  '%s': %s".formatted(value, PartConflict.describe(ids)));
          }
        });
    if (!conflicts.isEmpty()) {
      throw new DataFormatException(
          "The documents of %d %s of '%s' name different parts, so they cannot both keep these and"
                  .formatted(
                      conflicts.size(),
                      conflicts.size() == 1 ? "value" : "values",
                      options.groupBy().orElseThrow())
              + " stay together:"
              + conflicts.stream().limit(LISTED).collect(Collectors.joining())
              + (conflicts.size() > LISTED
                  ? "\n  and %d more".formatted(conflicts.size() - LISTED)
                  : "")
              + "\ncorrect the parts, do not group, or set honourParts(false) to split anew");
    }
  }

  private Map<DatasetPart, List<String>> idsByMark(List<Integer> group) {
    Map<DatasetPart, List<String>> ids = new EnumMap<>(DatasetPart.class);
    for (int i : group) {
      AnnotatedDocument document = documents.get(i);
      document
          .part()
          .ifPresent(
              part -> ids.computeIfAbsent(part, key -> new ArrayList<>()).add(document.id()));
    }
    return ids;
  }

  /** {@return the groups whose documents name different parts, and so do not stay together} */
  List<PartConflict> conflicts() {
    return groups.stream()
        .map(this::idsByMark)
        .filter(ids -> ids.size() > 1)
        .map(PartConflict::new)
        .toList();
  }

  /** What is dealt out as one. */
  private final class Units {

    private final List<List<Integer>> members = new ArrayList<>();
    private final List<Stratification.Unit> units = new ArrayList<>();

    void add(List<Integer> group, int part) {
      Map<String, Integer> types = new TreeMap<>();
      for (int i : group) {
        for (EntitySpan span : documents.get(i).spans()) {
          types.merge(span.type(), 1, Integer::sum);
        }
      }
      members.add(group);
      units.add(new Stratification.Unit(group.size(), types, part));
    }

    int[] deal(double[] shares) {
      int[] partOfUnit = Stratification.deal(units, shares, options.seed());
      int[] partOf = new int[documents.size()];
      for (int unit = 0; unit < partOfUnit.length; unit++) {
        for (int i : members.get(unit)) {
          partOf[i] = partOfUnit[unit];
        }
      }
      return partOf;
    }
  }
}
