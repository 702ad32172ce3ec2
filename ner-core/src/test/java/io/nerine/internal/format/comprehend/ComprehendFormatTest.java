package io.nerine.internal.format.comprehend;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class ComprehendFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new ComprehendFormat();
  }

  @Override
  protected String targetName() {
    return "corpus";
  }
}
