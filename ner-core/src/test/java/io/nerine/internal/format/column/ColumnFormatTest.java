package io.nerine.internal.format.column;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class ColumnFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new ColumnFormat();
  }

  @Override
  protected String targetName() {
    return "shifts.conll";
  }
}
