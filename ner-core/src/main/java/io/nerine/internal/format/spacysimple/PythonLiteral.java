package io.nerine.internal.format.spacysimple;

import java.util.regex.Pattern;

/** Whether a file is training data as it stands in a Python program, and which. */
enum PythonLiteral {
  /** It is not. */
  NONE,
  /** One list of pairs, which a name may be given to. */
  LIST,
  /** Pairs one after the other, with or without commas between them. */
  PAIRS;

  private static final int LOOKED_AT = 4096;

  /** White space and comments. Possessive, so that no input makes it try again. */
  private static final String GAP = "(?:\\s++|#[^\\n]*+\\n)*+";

  private static final String STRING = "(?:[uUrR]?+['\"])";

  private static final Pattern NAMED_LIST =
      Pattern.compile(GAP + "\\w++" + GAP + "=" + GAP + "\\[" + GAP + "[\\[(]" + GAP + STRING);

  private static final Pattern LIST_OF_PAIRS =
      Pattern.compile(
          GAP
              + "\\["
              + GAP
              + "(?:\\("
              + GAP
              + STRING
              + "|\\["
              + GAP
              + "[uUrR]?+'|\\["
              + GAP
              + "[uUrR]\")");

  private static final Pattern PAIR = Pattern.compile(GAP + "\\(" + GAP + STRING);

  /** Judges the beginning of a file. */
  static PythonLiteral in(String head) {
    if (!head.contains("entities")) {
      return NONE;
    }
    String looked = head.substring(0, Math.min(head.length(), LOOKED_AT));
    if (PAIR.matcher(looked).lookingAt()) {
      return PAIRS;
    }
    boolean list =
        NAMED_LIST.matcher(looked).lookingAt() || LIST_OF_PAIRS.matcher(looked).lookingAt();
    return list ? LIST : NONE;
  }
}
