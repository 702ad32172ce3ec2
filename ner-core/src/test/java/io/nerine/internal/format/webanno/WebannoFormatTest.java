package io.nerine.internal.format.webanno;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class WebannoFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new WebannoFormat();
  }

  @Override
  protected String targetName() {
    return "project";
  }

  @Override
  protected boolean statesOffsets() {
    return true;
  }
}
