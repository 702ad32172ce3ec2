package io.nerine.internal.format.column;

import io.nerine.internal.format.tokens.TagNotation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows among the first lines of a file, and what they have in common. */
final class ColumnSample {

  /** A tag column with more tags than this share that are none is no tag column. */
  private static final double FAULTS = 0.1;

  /** The types of chunks, which stand in columns that look like those of entities. */
  private static final Set<String> CHUNKS =
      Set.of("NP", "VP", "PP", "ADVP", "ADJP", "SBAR", "PRT", "CONJP", "INTJ", "LST", "UCP");

  private static final int MOST_TYPES = 200;

  private final char separator;
  private final int columns;

  /** The rows that have as many columns as most; null between sentences. */
  private final List<String @Nullable []> rows = new ArrayList<>();

  private int all;
  private boolean conll2012;
  private boolean marked;
  private List<String> names = List.of();

  /**
   * Looks at lines.
   *
   * @param lines the first lines
   * @param separator the separator of columns, or 0 to judge
   */
  ColumnSample(List<String> lines, char separator) {
    List<String> content = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (DocumentMarks.isDocstart(line)) {
        marked = true;
        conll2012 |= line.startsWith("#");
        content.add("");
      } else if (isComment(line)) {
        content.add("");
      } else {
        content.add(line);
      }
    }
    this.separator = separator == 0 ? separatorOf(content) : separator;
    Columns split = new Columns();
    Map<Integer, Integer> counts = new TreeMap<>();
    for (String line : content) {
      int count = split.split(line, this.separator).count();
      if (count > 0) {
        all++;
        counts.merge(count, 1, Integer::sum);
      }
    }
    int commonest = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      if (count.getValue() > counts.getOrDefault(commonest, 0)) {
        commonest = count.getKey();
      }
    }
    this.columns = commonest;
    collect(content, split);
  }

  private boolean isComment(String line) {
    if (!line.startsWith("#")) {
      return false;
    }
    Comment comment = Comment.parse(line);
    if (comment != null && comment.key().startsWith(Comment.DOCUMENT)) {
      marked = true;
    }
    if (comment != null && comment.key().equals(Comment.COLUMNS) && comment.value() != null) {
      names = List.of(comment.value().strip().split("\\s+"));
    }
    return comment != null
        || line.startsWith("# ")
        || line.startsWith("#\t")
        || line.startsWith("#end document");
  }

  private static char separatorOf(List<String> content) {
    int tabs = 0;
    int lines = 0;
    for (String line : content) {
      if (!line.isBlank()) {
        lines++;
        tabs += line.indexOf('\t') >= 0 ? 1 : 0;
      }
    }
    return 2 * tabs >= lines && tabs > 0 ? '\t' : ' ';
  }

  private void collect(List<String> content, Columns split) {
    for (String line : content) {
      int count = split.split(line, separator).count();
      if (count == columns && count > 0) {
        String[] row = new String[count];
        for (int i = 0; i < count; i++) {
          row[i] = split.get(i);
        }
        rows.add(row);
      } else if (count == 0) {
        rows.add(null);
      }
    }
  }

  char separator() {
    return separator;
  }

  /** {@return the number of columns of most rows; 0 if there is no row} */
  int columns() {
    return columns;
  }

  /** {@return the share of rows that have that number} */
  double uniform() {
    long same = rows.stream().filter(row -> row != null).count();
    return all == 0 ? 0 : (double) same / all;
  }

  /** {@return whether documents are marked} */
  boolean marked() {
    return marked;
  }

  /** {@return whether it has the document lines of CoNLL-2012} */
  boolean conll2012() {
    return conll2012;
  }

  /**
   * Finds columns by the names that CoNLL-U Plus states.
   *
   * @param wanted which names are wanted, without name space
   * @return the numbers of the columns, from 0
   */
  List<Integer> named(Predicate<String> wanted) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (wanted.test(names.get(i).substring(names.get(i).indexOf(':') + 1))) {
        found.add(i);
      }
    }
    return found;
  }

  /** {@return the values of a column} */
  List<String> values(int column) {
    List<String> values = new ArrayList<>(rows.size());
    for (String[] row : rows) {
      if (row != null && column < row.length) {
        values.add(row[column]);
      }
    }
    return values;
  }

  /** {@return whether the first column counts the tokens of each sentence} */
  boolean numbered() {
    if (columns < 3) {
      return false;
    }
    int expected = -1;
    int good = 0;
    int seen = 0;
    for (String[] row : rows) {
      if (row == null) {
        expected = -1;
        continue;
      }
      if (isRange(row[0])) {
        continue;
      }
      int number = number(row[0]);
      seen++;
      good += number >= 0 && (expected < 0 ? number <= 1 : number == expected) ? 1 : 0;
      expected = number < 0 ? expected : number + 1;
    }
    return seen > 0 && good >= 0.9 * seen;
  }

  /** In CoNLL-U, 1-2 is a token of two words, and 1.1 a word that is left out in the text. */
  private static boolean isRange(String text) {
    int joint = Math.max(text.indexOf('-'), text.indexOf('.'));
    return joint > 0
        && number(text.substring(0, joint)) >= 0
        && number(text.substring(joint + 1)) >= 0;
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 6) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = 10 * number + c - '0';
    }
    return number;
  }

  /** What a column may be. */
  enum Kind {
    /** Tags, some of which name a type behind a prefix or bracket. */
    TAGS,
    /** {@code O} in each row. */
    OUTSIDE,
    /** Few different values, often {@code O}. */
    TYPES,
    /** Something else. */
    OTHER
  }

  /** Judges a column. */
  Kind kind(int column) {
    Map<String, Integer> counts = new HashMap<>();
    values(column).forEach(value -> counts.merge(value, 1, Integer::sum));
    int total = 0;
    int typed = 0;
    int bare = 0;
    int brackets = 0;
    int faults = 0;
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      String value = count.getKey();
      int times = count.getValue();
      total += times;
      if (TagNotation.isBracket(value)) {
        brackets += times;
      } else if (TagNotation.isPrefixed(value)) {
        typed += value.length() > 1 ? times : 0;
        bare += value.length() > 1 ? 0 : times;
      } else if (!TagNotation.isOutside(value)) {
        faults += times;
      }
    }
    int outside = counts.getOrDefault("O", 0);
    boolean tags = typed > 0 || (bare > 0 && outside > 0);
    boolean starred = brackets > 0 && counts.containsKey("*");
    if ((tags || starred) && faults <= Math.max(1, FAULTS * total)) {
      return Kind.TAGS;
    }
    if (outside > 0 && outside == total) {
      return Kind.OUTSIDE;
    }
    boolean types = outside >= 0.3 * total && counts.size() <= MOST_TYPES && column > 0;
    return types && total > 0 ? Kind.TYPES : Kind.OTHER;
  }

  /** {@return whether the tags of a column name chunks} */
  boolean chunks(int column) {
    Set<String> types = new HashSet<>();
    for (String value : values(column)) {
      if (value.length() > 2 && TagNotation.isPrefixed(value)) {
        types.add(value.substring(2));
      }
    }
    return !types.isEmpty() && CHUNKS.containsAll(types);
  }
}
