package io.nerine.internal.format.opennlp;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class OpenNlpFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new OpenNlpFormat();
  }

  @Override
  protected String targetName() {
    return "names.train";
  }

  @Override
  protected boolean statesOffsets() {
    return false;
  }
}
