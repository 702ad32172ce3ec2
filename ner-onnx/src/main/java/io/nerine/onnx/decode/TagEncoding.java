package io.nerine.onnx.decode;

import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.Objects;

/** Spans as a tag for each word, and the spans that the tags can't express exactly. Immutable. */
public final class TagEncoding {

  /** Why tags don't express a span. */
  public enum Reason {
    /** It shares a word with a span that begins earlier or is longer. */
    OVERLAPS,
    /** It holds no word that the model sees, only white space or characters that are dropped. */
    COVERS_NO_WORD
  }

  /**
   * A span that the tags leave out.
   *
   * @param span the span
   * @param reason why
   */
  public record LeftOut(EntitySpan span, Reason reason) {

    /** Creates the entry. */
    public LeftOut {
      Objects.requireNonNull(span, "span");
      Objects.requireNonNull(reason, "reason");
    }
  }

  private final int[] tags;
  private final List<LeftOut> leftOut;
  private final List<EntitySpan> widened;

  TagEncoding(int[] tags, List<LeftOut> leftOut, List<EntitySpan> widened) {
    this.tags = tags;
    this.leftOut = List.copyOf(leftOut);
    this.widened = List.copyOf(widened);
  }

  /** {@return {@code [words]} the tag of each word; a copy} */
  public int[] tags() {
    return tags.clone();
  }

  /** {@return the spans that no tag stands for, in text order} */
  public List<LeftOut> leftOut() {
    return leftOut;
  }

  /** {@return the spans that cut a word and stand for the whole word now, in text order} */
  public List<EntitySpan> widened() {
    return widened;
  }
}
