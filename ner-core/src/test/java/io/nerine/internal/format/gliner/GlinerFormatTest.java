package io.nerine.internal.format.gliner;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class GlinerFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new GlinerFormat();
  }

  @Override
  protected String targetName() {
    return "train.json";
  }
}
