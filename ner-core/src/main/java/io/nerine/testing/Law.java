package io.nerine.testing;

/** What an extractor must keep, in the words of a failure message. */
enum Law {
  SCHEMA("schema() gives the same schema each time"),
  ANY_TEXT("any text has an extraction"),
  SAME_TEXT("an extraction is one of the text that was given"),
  DECLARED_TYPES("entities have types that the schema declares"),
  WHOLE_CHARACTERS("an entity begins and ends between characters, not within a surrogate pair"),
  NO_DUPLICATES("an entity occurs once"),
  COVERAGE("what was not searched has a warning"),
  REPEATABLE("equal calls give equal results"),
  BATCH("a batch gives what single calls give, in order"),
  FAILS_ALONE("a text that fails fails alone"),
  STREAM("a stream gives what single calls give, in order"),
  STREAM_IS_LAZY("a stream draws texts as extractions are drawn, and closes its source"),
  ASYNC("an asynchronous call gives what a single call gives"),
  CANCELLATION("cancelling an asynchronous call harms no other"),
  THREADS("many threads get what one gets"),
  MIN_CONFIDENCE("no entity is below the least confidence, and none is lost that is not"),
  TIMEOUT("a call ends in time as without a limit, or with ExtractionTimeoutException"),
  LENGTH_POLICY("TRUNCATE says what it left out, FAIL throws TextTooLongException"),
  NULLS("null is refused with NullPointerException"),
  CLOSING("closing is idempotent, and later calls throw ExtractorClosedException"),
  CLOSING_WHILE_RUNNING("calls that run while it is closed are finished or refused");

  private final String text;

  Law(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
