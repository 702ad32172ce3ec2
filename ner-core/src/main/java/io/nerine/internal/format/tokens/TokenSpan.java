package io.nerine.internal.format.tokens;

import io.nerine.document.EntitySpan;

/**
 * A tag in tokens.
 *
 * @param first the number of its first token, from 0
 * @param end the number behind its last token, greater than {@code first}
 * @param span the tag in characters: from the start of its first token to the end of its last
 */
public record TokenSpan(int first, int end, EntitySpan span) {

  /** {@return the name of the entity type} */
  public String type() {
    return span.type();
  }
}
