package io.nerine.internal.format.tokens;

import io.nerine.document.AnnotatedDocument;
import io.nerine.format.WriteOptions;
import io.nerine.internal.format.OptionChoice;
import io.nerine.internal.format.files.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How records of tokens are written.
 *
 * @param rule how texts are cut
 * @param text whether the text stands beside the tokens
 */
public record TokenStyle(TokenRule rule, boolean text) {

  private static final String TEXT = "text";
  private static final String TOKENS = "tokens";

  /** What option {@code text} means. */
  public static final Map.Entry<String, String> TEXT_OPTION =
      Map.entry(TEXT, "true (default) keeps the text in a field of its own, false loses spacing");

  /** What option {@code tokens} means. */
  public static final Map.Entry<String, String> TOKENS_OPTION =
      Map.entry(TOKENS, "words (default), or spaces for texts that are cut into tokens already");

  /**
   * Reads the options.
   *
   * @param options the options
   * @param words what stands for words
   * @return the style
   * @throws IllegalArgumentException if the options make no sense
   */
  public static TokenStyle of(WriteOptions options, TokenRule words) {
    List<String> tokens = List.of("words", "spaces");
    boolean spaces = OptionChoice.of(TOKENS, options.option(TOKENS), tokens).equals("spaces");
    String text = OptionChoice.of(TEXT, options.option(TEXT), List.of("true", "false"));
    return new TokenStyle(spaces ? TokenRule.SPACES : words, text.equals("true"));
  }

  /**
   * Returns the tokens of a document.
   *
   * @param document the document
   * @return their texts
   */
  public static List<String> tokens(TokenisedDocument document) {
    List<String> tokens = new ArrayList<>(document.size());
    for (int i = 0; i < document.size(); i++) {
      tokens.add(document.text(i));
    }
    return tokens;
  }

  /**
   * Begins a file whose texts may be left out.
   *
   * @param losses takes texts that are lost
   * @return what watches them
   */
  public static RebuiltTexts rebuilt(Losses losses) {
    return new RebuiltTexts(losses, "write it beside the tokens, by option 'text'");
  }

  /**
   * Adds the text if it is wanted. It comes behind the tokens, by which a file is recognised.
   *
   * @param document the document
   * @param tokens its tokens
   * @param record takes the text
   * @param rebuilt takes a text that is not written
   */
  public void putText(
      AnnotatedDocument document,
      List<String> tokens,
      Map<String, @Nullable Object> record,
      RebuiltTexts rebuilt) {
    if (text) {
      record.put(TEXT, document.text());
    } else {
      rebuilt.add(document, tokens);
    }
  }
}
