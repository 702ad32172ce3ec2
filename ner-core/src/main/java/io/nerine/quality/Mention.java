package io.nerine.quality;

import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;

/** Some words that are tagged, or might be. */
final class Mention {

  private static final int VERY_LONG = 2000;

  /** The type of what carries no tag. */
  static final int UNTAGGED = -1;

  private final CheckedDocument document;
  private final EntitySpan span;
  private final int type;
  private final int first;
  private final int end;
  private final boolean aligned;
  private int node = MentionTrie.NONE;
  private boolean overlapping;

  /**
   * Creates the mention.
   *
   * @param type the index of its type, or {@link #UNTAGGED}
   * @param first the first word that shares a character with it
   * @param end the word behind the last such
   * @param aligned whether it covers all of those words, of which there is at least one
   */
  Mention(
      CheckedDocument document, EntitySpan span, int type, int first, int end, boolean aligned) {
    this.document = document;
    this.span = span;
    this.type = type;
    this.first = first;
    this.end = end;
    this.aligned = aligned;
  }

  /** {@return words without a tag as a mention} */
  static Mention untagged(CheckedDocument document, int first, int end, int node) {
    CharSpan span = document.span(first, end);
    Mention mention =
        new Mention(
            document,
            new EntitySpan(span.start(), span.end(), "untagged"),
            UNTAGGED,
            first,
            end,
            true);
    mention.setNode(node);
    return mention;
  }

  CheckedDocument document() {
    return document;
  }

  EntitySpan span() {
    return span;
  }

  /** {@return the index of its type, or {@link #UNTAGGED}} */
  int type() {
    return type;
  }

  boolean isTagged() {
    return type != UNTAGGED;
  }

  int first() {
    return first;
  }

  int end() {
    return end;
  }

  /** {@return the number of words} */
  int size() {
    return end - first;
  }

  boolean aligned() {
    return aligned;
  }

  /** {@return its node in the trie, or {@link MentionTrie#NONE} if it cuts a word or is long} */
  int node() {
    return node;
  }

  void setNode(int node) {
    this.node = node;
  }

  /** {@return whether it shares words with another tag} */
  boolean overlapping() {
    return overlapping;
  }

  void setOverlapping() {
    overlapping = true;
  }

  /** {@return whether others can be compared with it word by word} */
  boolean comparable() {
    return aligned && !overlapping;
  }

  /**
   * Tells whether the text is too long to be looked at as a whole. Such a tag is a fault of its
   * own; many of them, one within the other, would make the work grow with their square.
   */
  boolean isVeryLong() {
    return span.end() - span.start() > VERY_LONG;
  }

  /** {@return the tagged text} */
  String text() {
    return document.annotated().textOf(span);
  }
}
