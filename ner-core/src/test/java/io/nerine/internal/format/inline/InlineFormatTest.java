package io.nerine.internal.format.inline;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class InlineFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new InlineFormat();
  }

  @Override
  protected String targetName() {
    return "news.txt";
  }

  @Override
  protected boolean statesOffsets() {
    return false;
  }
}
