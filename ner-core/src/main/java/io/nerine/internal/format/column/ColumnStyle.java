package io.nerine.internal.format.column;

import io.nerine.format.WriteOptions;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.tokens.OptionValues;
import io.nerine.internal.format.tokens.TagScheme;
import io.nerine.internal.format.tokens.TokenRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a column file is written.
 *
 * @param scheme the scheme of the tags
 * @param separator what parts columns
 * @param filler what stands between token and tags: empty, or the columns of CoNLL-2003
 * @param comments whether ids and texts stand in comments
 * @param documents how the beginning of a document is marked
 * @param rule how texts are cut into tokens
 * @param layers the number of columns with tags
 */
record ColumnStyle(
    TagScheme scheme,
    char separator,
    String filler,
    boolean comments,
    Marks documents,
    TokenRule rule,
    int layers) {

  /** How the beginning of a document is marked. */
  enum Marks {
    /** By a comment {@code # newdoc id = }. */
    NEWDOC,
    /** By a row {@code -DOCSTART-}. */
    DOCSTART,
    /** Not at all. */
    NONE
  }

  /** The options of writing, and what they mean. */
  static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(
        OptionValues.WRITTEN_SCHEME_OPTION.getKey(), OptionValues.WRITTEN_SCHEME_OPTION.getValue());
    names.put("separator", "what parts columns: tab (default) or space");
    names.put("columns", "token-tag (default), or conll2003 for four with fillers between these");
    names.put(
        "comments",
        "true (default) keeps ids and texts in comments, false gives a plain file without");
    names.put(
        "documents",
        "mark of a document: newdoc (default with comments), docstart (default without) or none");
    names.put("tokens", "words (default), or spaces for texts that are cut into tokens already");
    names.put("nested", "number of tag columns, for tags inside others; 1 by default");
    return names;
  }

  static ColumnStyle of(WriteOptions options) {
    boolean comments = choice(options, "comments", "true", "false").equals("true");
    char separator = choice(options, "separator", "tab", "space").equals("tab") ? '\t' : ' ';
    boolean four = choice(options, "columns", "token-tag", "conll2003").equals("conll2003");
    boolean words = choice(options, "tokens", "words", "spaces").equals("words");
    return new ColumnStyle(
        TagScheme.named(options.option("scheme").orElse("iob2")),
        separator,
        four ? "-X-" + separator + "_" : "",
        comments,
        marks(options, comments),
        words ? TokenRule.WORDS : TokenRule.SPACES,
        OptionValues.number("nested", options.option("nested").orElse("1"), 1, 20));
  }

  private static String choice(WriteOptions options, String name, String... choices) {
    return OptionChoice.of(name, options.option(name), List.of(choices));
  }

  private static Marks marks(WriteOptions options, boolean comments) {
    String marks =
        comments
            ? choice(options, "documents", "newdoc", "docstart", "none")
            : choice(options, "documents", "docstart", "none");
    return switch (marks) {
      case "newdoc" -> Marks.NEWDOC;
      case "docstart" -> Marks.DOCSTART;
      default -> Marks.NONE;
    };
  }
}
