package io.nerine.internal.format.huggingface;

import io.nerine.format.DocumentFormat;
import io.nerine.internal.format.tokens.TokenFormatContract;

class HuggingFaceFormatTest extends TokenFormatContract {

  @Override
  protected DocumentFormat format() {
    return new HuggingFaceFormat();
  }

  @Override
  protected String targetName() {
    return "rows.jsonl";
  }
}
