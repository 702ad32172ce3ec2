package io.nerine.internal.format.jsonl;

import io.nerine.format.DocumentFormat;
import io.nerine.format.FormatContract;

class JsonLinesFormatTest extends FormatContract {

  @Override
  protected DocumentFormat format() {
    return new JsonLinesFormat();
  }

  @Override
  protected String targetName() {
    return "notes.jsonl";
  }
}
