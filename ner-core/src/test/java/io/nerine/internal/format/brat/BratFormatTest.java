package io.nerine.internal.format.brat;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class BratFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new BratFormat();
  }

  @Override
  protected String targetName() {
    return "notes";
  }
}
