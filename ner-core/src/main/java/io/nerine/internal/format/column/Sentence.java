package io.nerine.internal.format.column;

import io.nerine.internal.format.tokens.TagNotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of one sentence. Used again for the next. Not thread-safe. */
final class Sentence {

  private final StringBuilder forms = new StringBuilder();
  private final List<List<String>> tags = new ArrayList<>();
  private int[] ends = new int[64];
  private int[] lines = new int[64];
  private int size;

  /**
   * Creates an empty sentence.
   *
   * @param tagColumns the number of columns with tags
   */
  Sentence(int tagColumns) {
    for (int i = 0; i < tagColumns; i++) {
      tags.add(new ArrayList<>());
    }
  }

  void clear() {
    forms.setLength(0);
    tags.forEach(List::clear);
    size = 0;
  }

  /** Adds a token; its tags follow. */
  void add(String line, int start, int end, int number) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
    }
    forms.append(line, start, end);
    ends[size] = forms.length();
    lines[size++] = number;
  }

  void addTag(int column, String tag) {
    tags.get(column).add(tag);
  }

  /** Gives the last token a tag if it has none. */
  void mergeTag(int column, String tag) {
    List<String> all = tags.get(column);
    if (TagNotation.isOutside(all.get(size - 1))) {
      all.set(size - 1, tag);
    }
  }

  int size() {
    return size;
  }

  /** {@return the number of UTF-16 units of all tokens} */
  int units() {
    return forms.length();
  }

  String form(int token) {
    return forms.substring(token == 0 ? 0 : ends[token - 1], ends[token]);
  }

  int line(int token) {
    return lines[token];
  }

  List<String> tags(int column) {
    return tags.get(column);
  }
}
