package io.nerine.internal.format.uima;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class UimaXmiFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new UimaXmiFormat();
  }

  @Override
  protected String targetName() {
    return "cas";
  }
}
