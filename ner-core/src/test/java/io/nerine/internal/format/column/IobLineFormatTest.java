package io.nerine.internal.format.column;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class IobLineFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new IobLineFormat();
  }

  @Override
  protected String targetName() {
    return "shifts.iob";
  }
}
