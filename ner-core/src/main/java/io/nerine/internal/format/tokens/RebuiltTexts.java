package io.nerine.internal.format.tokens;

import io.nerine.document.AnnotatedDocument;
import io.nerine.internal.format.files.Losses;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches texts that are not written, but left to be rebuilt from their tokens. Not thread-safe.
 */
public final class RebuiltTexts {

  private final Losses losses;
  private final String fix;
  private final Join.Judge join = new Join.Judge();
  private @Nullable AnnotatedDocument spaced;

  /**
   * Begins a file.
   *
   * @param losses takes texts that are lost
   * @param fix what to do about them
   */
  public RebuiltTexts(Losses losses, String fix) {
    this.losses = losses;
    this.fix = fix;
  }

  /**
   * Adds a document whose tokens are one sentence.
   *
   * @param document the document
   * @param tokens its tokens as they are written
   */
  public void add(AnnotatedDocument document, List<String> tokens) {
    add(document, tokens, PlacedTokens.joined(tokens, Join.SPACE).text());
  }

  /**
   * Adds a document.
   *
   * @param document the document
   * @param tokens its tokens as they are written
   * @param rebuilt what is made of them with one space between two
   */
  public void add(AnnotatedDocument document, List<String> tokens, String rebuilt) {
    tokens.forEach(join::add);
    if (!rebuilt.equals(document.text())) {
      losses.warning(
          document,
          "a text that is not its tokens with one space between them",
          "its spacing is lost",
          fix);
    } else if (spaced == null && tokens.size() > 1) {
      spaced = document;
    }
  }

  /** Ends the file; reports what only all of it can tell. */
  public void report() {
    if (spaced != null && join.judged() == Join.NONE) {
      losses.warning(
          spaced,
          "spaces between tokens nearly all of which are single Chinese or Japanese characters",
          "lost unless told when reading",
          "read with option 'join' as 'space'");
    }
  }
}
