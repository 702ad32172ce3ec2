package io.nerine.internal.format.inline;

import io.nerine.format.ReadOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How markup is read.
 *
 * @param unit what a document is; null if the file decides
 * @param references whether references such as &amp;lt; stand for characters
 * @param names the names of the tags that are read; empty for all that are no structure
 */
record InlineOptions(@Nullable Unit unit, boolean references, Set<String> names) {

  static final String DOCUMENTS = "documents";
  static final String REFERENCES = "references";
  static final String TAGS = "tags";

  static final Map<String, String> NAMES =
      Map.of(
          DOCUMENTS,
          "what a document is: 'line', 'blank-lines' for what blank lines separate, or 'file'; by"
              + " default the smallest in which the tags at the file's beginning are closed",
          REFERENCES,
          "'yes' (default) if &lt; and the like stand for characters, 'no' if they stand for"
              + " themselves",
          TAGS,
          "the names of the tags that are read, separated by commas, instead of all but those that"
              + " structure documents in SGML and HTML");

  /** What a document is. */
  enum Unit {
    LINE,
    BLANK_LINES,
    FILE
  }

  /**
   * Names that structure documents of the Message Understanding Conferences, of SGML and of HTML,
   * in the case that they have there: {@code <b>} is bold type, {@code <B>} may be an entity.
   */
  private static final Set<String> STRUCTURE =
      Set.of(
          "DOC",
          "DOCID",
          "DOCNO",
          "DOCTYPE",
          "STORYID",
          "SLUG",
          "NWORDS",
          "PREAMBLE",
          "TRAILER",
          "TXT",
          "TEXT",
          "BODY",
          "HEAD",
          "HEADLINE",
          "HL",
          "P",
          "S",
          "doc",
          "docid",
          "docno",
          "text",
          "body",
          "head",
          "headline",
          "p",
          "s",
          "sent",
          "sentence",
          "paragraph",
          "html",
          "div",
          "b",
          "i",
          "u",
          "em",
          "strong",
          "br",
          "a");

  static InlineOptions of(ReadOptions options) {
    String references = options.option(REFERENCES).orElse("yes");
    if (!references.equals("yes") && !references.equals("no")) {
      throw new IllegalArgumentException(
          "Option '%s' must be yes or no, found '%s'".formatted(REFERENCES, references));
    }
    Set<String> names =
        options.option(TAGS).stream()
            .flatMap(stated -> Arrays.stream(stated.split(",", -1)))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    return new InlineOptions(unit(options), references.equals("yes"), names);
  }

  private static @Nullable Unit unit(ReadOptions options) {
    String value = options.option(DOCUMENTS).orElse("");
    for (Unit unit : Unit.values()) {
      if (unit.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
        return unit;
      }
    }
    if (!value.isEmpty()) {
      throw new IllegalArgumentException(
          "Option '%s' must be line, blank-lines or file, found '%s'".formatted(DOCUMENTS, value));
    }
    return null;
  }

  /** {@return whether a tag marks an entity, not the structure of a document} */
  boolean marksEntity(String name) {
    return names.isEmpty() ? !isStructure(name) : names.contains(name);
  }

  static boolean isStructure(String name) {
    return STRUCTURE.contains(name);
  }
}
