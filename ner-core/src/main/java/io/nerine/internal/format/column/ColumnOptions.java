package io.nerine.internal.format.column;

import io.nerine.format.ReadOptions;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.tokens.Join;
import io.nerine.internal.format.tokens.OptionValues;
import io.nerine.internal.format.tokens.TagNotation;
import io.nerine.internal.format.tokens.TagScheme;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller knows of a column file.
 *
 * @param tagColumns the numbers of the columns with the tags, from 0; empty to judge
 * @param tokenColumn the number of the column with the token, from 0; -1 to judge
 * @param separator a tab or a space; 0 to judge
 * @param scheme the scheme of the tags; null to judge
 * @param notation how tags are spelled; null to judge
 * @param documents what a document is; null to judge
 * @param join what stands between two tokens; null to judge
 * @param bareType the type of tags that name none
 * @param encoding the encoding of the file
 */
record ColumnOptions(
    List<Integer> tagColumns,
    int tokenColumn,
    char separator,
    @Nullable TagScheme scheme,
    @Nullable TagNotation notation,
    @Nullable DocumentMarks documents,
    @Nullable Join join,
    String bareType,
    Charset encoding) {

  /** The last column of most rows. */
  static final int LAST = -2;

  /** The options of reading, and what they mean. */
  static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(
        "tag-column",
        "number of the column with the tags, from 1, or 'last'; several as 3,4 for nested tags;"
            + " by default the last that looks like tags");
    names.put(
        "token-column",
        "number of the column with the tokens, from 1; by default the first, or the second if the"
            + " first counts them");
    names.put("separator", "what parts columns: auto (default), tab or space");
    put(names, OptionValues.SCHEME_OPTION);
    names.put(
        "documents",
        "what a document is: auto (default), docstart, sentence or blank-lines (two or more)");
    put(names, OptionValues.JOIN_OPTION);
    put(names, OptionValues.TYPE_OPTION);
    names.put("encoding", "encoding of the file, such as ISO-8859-1; UTF-8 by default");
    return names;
  }

  private static void put(Map<String, String> names, Map.Entry<String, String> option) {
    names.put(option.getKey(), option.getValue());
  }

  static ColumnOptions of(ReadOptions options) {
    String scheme = options.option("scheme").orElse("auto").toLowerCase(Locale.ROOT);
    boolean named = !scheme.equals("auto") && !scheme.equals("types");
    return new ColumnOptions(
        columns(options),
        options.option("token-column").map(value -> column("token-column", value)).orElse(-1),
        separator(options),
        named ? TagScheme.named(scheme) : null,
        scheme.equals("types") ? TagNotation.TYPE : null,
        documents(options),
        OptionValues.join(options),
        OptionValues.bareType(options),
        options.option("encoding").map(ColumnOptions::encoding).orElse(StandardCharsets.UTF_8));
  }

  private static char separator(ReadOptions options) {
    List<String> names = List.of("auto", "tab", "space");
    return switch (OptionChoice.of("separator", options.option("separator"), names)) {
      case "tab" -> '\t';
      case "space" -> ' ';
      default -> 0;
    };
  }

  private static @Nullable DocumentMarks documents(ReadOptions options) {
    List<String> names = List.of("auto", "docstart", "sentence", "blank-lines");
    return switch (OptionChoice.of("documents", options.option("documents"), names)) {
      case "docstart" -> DocumentMarks.DOCSTART;
      case "sentence" -> DocumentMarks.SENTENCE;
      case "blank-lines" -> DocumentMarks.BLANK_LINES;
      default -> null;
    };
  }

  private static List<Integer> columns(ReadOptions options) {
    String value = options.option("tag-column").orElse("");
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.equals("last")) {
      return List.of(LAST);
    }
    return Stream.of(value.split(",", -1))
        .map(number -> column("tag-column", number.strip()))
        .toList();
  }

  private static int column(String option, String value) {
    return OptionValues.number(option, value, 1, Columns.MOST) - 1;
  }

  private static Charset encoding(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Option 'encoding' names '%s', which is no encoding that this Java knows".formatted(name),
          e);
    }
  }
}
