package io.nerine.internal.format.pubtator;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class PubtatorFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new PubtatorFormat();
  }

  @Override
  protected String targetName() {
    return "abstracts.PubTator.txt";
  }
}
