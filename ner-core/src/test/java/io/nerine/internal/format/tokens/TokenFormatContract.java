package io.nerine.internal.format.tokens;

import io.nerine.document.AnnotatedDocument;
import io.nerine.internal.format.JsonFormatContract;

/** What the tests of formats share that hold tokens. */
public abstract class TokenFormatContract extends JsonFormatContract {

  /** For the tests of the formats. */
  protected TokenFormatContract() {}

  @Override
  protected boolean statesOffsets() {
    return false;
  }

  /** Tokens hold no white space, so a tag does not begin or end with any. */
  @Override
  protected boolean isPromised(AnnotatedDocument document) {
    return document.spans().stream()
        .map(document::textOf)
        .noneMatch(
            mention ->
                TokenRule.isSpace(mention.charAt(0))
                    || TokenRule.isSpace(mention.charAt(mention.length() - 1)));
  }
}
