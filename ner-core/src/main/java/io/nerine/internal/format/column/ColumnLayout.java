package io.nerine.internal.format.column;

import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.TagNotation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a file are.
 *
 * @param separator a tab, or a space for runs of both
 * @param columns the number of columns of most rows; 0 if it varies
 * @param numbered whether the first column counts the tokens
 * @param tokenColumn the number of the column with the token, from 0
 * @param tagColumns the numbers of the columns with the tags, from 0
 * @param notation how tags are spelled; null if no tag told so far
 * @param documents what a document is
 * @param join what stands between two tokens
 */
record ColumnLayout(
    char separator,
    int columns,
    boolean numbered,
    int tokenColumn,
    List<Integer> tagColumns,
    @Nullable TagNotation notation,
    DocumentMarks documents,
    Join join) {

  private static final Set<String> TAG = Set.of("NE", "ENTITY", "ENTITIES");
  private static final int CONLL_2012_TOKEN = 3;
  private static final int CONLL_2012_TAG = 10;

  /**
   * Judges a file by its first lines, as far as the options leave it open.
   *
   * @param lines the first lines
   * @param options what the caller knows of the file
   */
  static ColumnLayout of(List<String> lines, ColumnOptions options) {
    ColumnSample sample = new ColumnSample(lines, options.separator());
    List<Integer> tagColumns = options.tagColumns();
    if (tagColumns.isEmpty()) {
      tagColumns = tagColumns(sample);
    } else if (tagColumns.get(0) == ColumnOptions.LAST) {
      tagColumns = List.of(Math.max(0, sample.columns() - 1));
    }
    int tokenColumn = options.tokenColumn();
    if (tokenColumn < 0) {
      tokenColumn = tokenColumn(sample, tagColumns);
    }
    DocumentMarks documents = options.documents();
    if (documents == null) {
      documents = sample.marked() ? DocumentMarks.DOCSTART : DocumentMarks.SENTENCE;
    }
    Join join = options.join();
    if (join == null) {
      join = Join.of(sample.values(tokenColumn));
    }
    TagNotation notation = options.notation();
    if (notation == null) {
      notation = TagNotation.of(sample.values(tagColumns.get(0))).orElse(null);
    }
    int columns = sample.conll2012() ? 0 : sample.columns();
    return new ColumnLayout(
        sample.separator(),
        columns,
        sample.numbered(),
        tokenColumn,
        tagColumns,
        notation,
        documents,
        join);
  }

  private static int tokenColumn(ColumnSample sample, List<Integer> tagColumns) {
    if (isConll2012(sample)) {
      return CONLL_2012_TOKEN;
    }
    List<Integer> named = sample.named("FORM"::equals);
    if (!named.isEmpty()) {
      return named.get(0);
    }
    return sample.numbered() && tagColumns.get(0) > 1 ? 1 : 0;
  }

  private static boolean isConll2012(ColumnSample sample) {
    return sample.conll2012() && sample.columns() > CONLL_2012_TAG;
  }

  private static List<Integer> tagColumns(ColumnSample sample) {
    if (isConll2012(sample)) {
      return List.of(CONLL_2012_TAG);
    }
    List<Integer> named = sample.named(name -> name.startsWith("NER") || TAG.contains(name));
    if (!named.isEmpty()) {
      return named;
    }
    int columns = sample.columns();
    if (isGermEval(sample)) {
      return List.of(2, 3);
    }
    for (ColumnSample.Kind kind : ColumnSample.Kind.values()) {
      for (int i = columns - 1; i > 0; i--) {
        if (sample.kind(i) == kind && !(kind == ColumnSample.Kind.TAGS && sample.chunks(i))) {
          return List.of(i);
        }
      }
    }
    return List.of(Math.max(0, columns - 1));
  }

  /** Number, token, outer tag and inner tag. */
  private static boolean isGermEval(ColumnSample sample) {
    return sample.columns() == 4
        && sample.separator() == '\t'
        && sample.numbered()
        && isTags(sample.kind(2))
        && isTags(sample.kind(3))
        && !sample.chunks(2);
  }

  private static boolean isTags(ColumnSample.Kind kind) {
    return kind == ColumnSample.Kind.TAGS || kind == ColumnSample.Kind.OUTSIDE;
  }

  /**
   * Tells whether a row is one of this layout, for lines that may be comments.
   *
   * @param row the line
   * @return whether it has the right number of columns and tags where tags stand
   */
  boolean fits(Columns row) {
    if (columns == 0 || row.count() != columns) {
      return false;
    }
    for (int column : tagColumns) {
      if (column >= columns) {
        return false;
      }
      String tag = row.get(column);
      boolean tagged =
          notation == TagNotation.TYPE
              || TagNotation.isOutside(tag)
              || TagNotation.isPrefixed(tag)
              || TagNotation.isBracket(tag);
      if (!tagged || tag.isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
