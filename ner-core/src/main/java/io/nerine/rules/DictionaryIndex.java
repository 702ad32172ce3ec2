package io.nerine.rules;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All entries of a dictionary, and the search for them in a text. A position of the text costs as
 * many look-ups as words there go on to be the beginning of an entry, however many entries there
 * are. Thread-safe once {@linkplain #freeze built}.
 */
final class DictionaryIndex {

  /** Takes what is found, in text order. */
  interface Found {

    /**
     * Takes a mention.
     *
     * @param start the offset of the first UTF-16 unit
     * @param end the offset behind the last UTF-16 unit
     * @param entry the number of the entry
     * @param agreement the share of the mention's letters that are those of the entry, 0 to 1
     */
    void entry(int start, int end, int entry, double agreement);
  }

  private final boolean insideWords;
  private final boolean caseSensitive;
  private final boolean ignoreAccents;
  private final WordTable words = new WordTable();
  private final WordTrie trie = new WordTrie();
  private int[] types = new int[1 << 9];

  /** The entry that ends at the same node and was added before, or {@link WordTrie#NO_ENTRY}. */
  private int[] before = new int[1 << 9];

  private int size;
  private final Map<Integer, String> exact = new HashMap<>();
  private final Map<Integer, String> ids = new HashMap<>();
  private @Nullable WordNeighbours neighbours;

  /** The places of the entries that begin with a word, by its number. */
  private int[] roots = new int[0];

  DictionaryIndex(boolean insideWords, boolean caseSensitive, boolean ignoreAccents) {
    this.insideWords = insideWords;
    this.caseSensitive = caseSensitive;
    this.ignoreAccents = ignoreAccents;
  }

  /** {@return the number of entries} */
  int size() {
    return size;
  }

  int type(int entry) {
    return types[entry];
  }

  Optional<String> id(int entry) {
    return Optional.ofNullable(ids.get(entry));
  }

  /**
   * Adds an entry.
   *
   * @return whether the mention has a unit to compare, so that it could be added
   */
  boolean add(int type, String mention, boolean asWritten, @Nullable String id) {
    TextUnits units = units(mention.strip());
    if (units.size() == 0) {
      return false;
    }
    WordFolding folding = folding();
    int[] numbers = new int[units.size()];
    for (int i = 0; i < numbers.length; i++) {
      folding.fold(mention.strip(), units.start(i), units.end(i));
      numbers[i] = words.add(folding.chars(), folding.length());
    }
    int place = trie.place(numbers);
    if (isKnown(place, type, asWritten ? mention.strip() : null)) {
      return true;
    }
    if (size == types.length) {
      types = Arrays.copyOf(types, 2 * size);
      before = Arrays.copyOf(before, 2 * size);
    }
    types[size] = type;
    before[size] = trie.entry(place);
    trie.end(place, size);
    if (asWritten) {
      exact.put(size, mention.strip());
    }
    if (id != null) {
      ids.put(size, id);
    }
    size++;
    return true;
  }

  private boolean isKnown(int place, int type, @Nullable String asWritten) {
    for (int entry = trie.entry(place); entry != WordTrie.NO_ENTRY; entry = before[entry]) {
      if (types[entry] == type && Objects.equals(exact.get(entry), asWritten)) {
        return true;
      }
    }
    return false;
  }

  /** Ends the building. */
  void freeze(boolean fuzzy) {
    roots = trie.freeze(words.size());
    words.setRoots(roots);
    if (fuzzy) {
      neighbours = new WordNeighbours(words);
    }
  }

  private TextUnits units(String text) {
    return insideWords ? TextUnits.characters(text) : TextUnits.words(text);
  }

  private WordFolding folding() {
    return new WordFolding(caseSensitive, ignoreAccents);
  }

  /**
   * Finds the longest entries from left to right.
   *
   * @param text the text
   * @param overlapping whether to look on behind the first word of a mention that was found, not
   *     behind its last
   * @param found takes the mentions
   */
  void search(String text, boolean overlapping, Found found) {
    TextUnits units = units(text);
    Search search = new Search(text, units, values(text, units), found);
    for (int i = 0; i < units.size(); ) {
      int end = search.longestFrom(i);
      i = end > i && !overlapping ? end : i + 1;
    }
  }

  private long[] values(String text, TextUnits units) {
    WordFolding folding = folding();
    long[] values = new long[units.size()];
    for (int i = 0; i < values.length; i++) {
      folding.fold(text, units.start(i), units.end(i));
      values[i] = words.find(folding.chars(), folding.length());
    }
    return values;
  }

  /** The search in one text. */
  private final class Search {

    private final String text;
    private final TextUnits units;
    private final long[] values;
    private final Found found;
    private final WordFolding folding = folding();

    /** The best end so far from one start, its place in the trie, and how many letters differ. */
    private int end;

    private int place;
    private int edits;

    Search(String text, TextUnits units, long[] values, Found found) {
      this.text = text;
      this.units = units;
      this.values = values;
      this.found = found;
    }

    /** {@return behind which unit the longest mention from a unit ends, or that unit if none} */
    int longestFrom(int start) {
      end = start;
      edits = Integer.MAX_VALUE;
      if (neighbours == null) {
        followExactly(start);
      } else {
        follow(start, start, WordTrie.NONE, 0);
      }
      if (end > start) {
        report(start);
      }
      return end;
    }

    private void followExactly(int start) {
      int at = WordTable.root(values[start]);
      int i = start;
      while (at != WordTrie.NONE) {
        i++;
        if (WordTrie.endsEntry(at) && isSame(start, i) && fits(at, start, i)) {
          end = i;
          place = at;
          edits = 0;
        }
        at =
            i == values.length || values[i] == WordTable.UNKNOWN
                ? WordTrie.NONE
                : trie.next(at, WordTable.number(values[i]));
      }
    }

    /** Whether words that were found by their hashes are what the text says. */
    private boolean isSame(int start, int behind) {
      for (int i = start; i < behind; i++) {
        folding.fold(text, units.start(i), units.end(i));
        if (!words.is(WordTable.number(values[i]), folding.chars(), folding.length())) {
          return false;
        }
      }
      return true;
    }

    private void follow(int start, int i, int from, int editsSoFar) {
      if (i == values.length) {
        return;
      }
      if (values[i] != WordTable.UNKNOWN && isSame(i, i + 1)) {
        int at =
            from == WordTrie.NONE
                ? WordTable.root(values[i])
                : trie.next(from, WordTable.number(values[i]));
        step(start, i, at, editsSoFar);
      }
      for (int near : near(i)) {
        int at = from == WordTrie.NONE ? roots[near] : trie.next(from, near);
        step(start, i, at, editsSoFar + 1);
      }
    }

    private void step(int start, int i, int at, int editsNow) {
      if (at == WordTrie.NONE) {
        return;
      }
      boolean better = i + 1 > end || (i + 1 == end && editsNow < edits);
      if (WordTrie.endsEntry(at) && better && fits(at, start, i + 1)) {
        end = i + 1;
        place = at;
        edits = editsNow;
      }
      follow(start, i + 1, at, editsNow);
    }

    private int[] near(int i) {
      WordNeighbours known = neighbours;
      if (known == null || units.end(i) - units.start(i) < WordNeighbours.SHORTEST - 1) {
        return new int[0];
      }
      folding.fold(text, units.start(i), units.end(i));
      return known.of(new String(folding.chars(), 0, folding.length()));
    }

    private boolean fits(int at, int start, int behind) {
      for (int entry = trie.entry(at); entry != WordTrie.NO_ENTRY; entry = before[entry]) {
        if (fits(entry, mention(start, behind))) {
          return true;
        }
      }
      return false;
    }

    private boolean fits(int entry, String mention) {
      String asWritten = exact.isEmpty() ? null : exact.get(entry);
      return asWritten == null || asWritten.equals(mention);
    }

    private String mention(int start, int behind) {
      // Only what must be as written is compared as text.
      return exact.isEmpty() ? "" : text.substring(units.start(start), units.end(behind - 1));
    }

    private void report(int start) {
      int from = units.start(start);
      int to = units.end(end - 1);
      double agreement = Math.max(0, 1 - (double) edits / (to - from));
      for (int entry = trie.entry(place); entry != WordTrie.NO_ENTRY; entry = before[entry]) {
        if (fits(entry, mention(start, end))) {
          found.entry(from, to, entry, agreement);
        }
      }
    }
  }
}
