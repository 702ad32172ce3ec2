package io.nerine.internal.format.spacy;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class SpacyFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new SpacyFormat();
  }

  @Override
  protected String targetName() {
    return "train.json";
  }
}
