package io.nerine.format;

import io.nerine.exception.DataFormatException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in one source: the first problems in words, and how many there are. */
final class Problems {

  private static final int LISTED = 20;

  private final String source;
  private final List<String> listed = new ArrayList<>();
  private int count;

  Problems(String source) {
    this.source = source;
  }

  void add(int line, String found, String fix) {
    add(line, fix.isEmpty() ? found : found + "; " + fix);
  }

  void add(int line, String problem) {
    add("line " + line + ": " + problem);
  }

  void add(String problem) {
    count++;
    if (listed.size() < LISTED) {
      listed.add(problem);
    }
  }

  int count() {
    return count;
  }

  void throwIfAny() {
    if (count == 0) {
      return;
    }
    if (count == 1) {
      throw new DataFormatException(source + ", " + listed.get(0));
    }
    StringBuilder message = new StringBuilder(source).append(": ").append(count);
    message.append(" problems");
    if (count > listed.size()) {
      message.append(", the first ").append(listed.size()).append(" are");
    }
    listed.forEach(problem -> message.append("\n  ").append(problem));
    throw new DataFormatException(message.toString());
  }
}
