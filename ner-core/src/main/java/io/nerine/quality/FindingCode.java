package io.nerine.quality;

/** What kind of thing a {@link Finding} is about. */
public enum FindingCode {

  // Precise: tags stand where they should.

  /** A tag begins or ends with white space. */
  WHITE_SPACE_EDGE(Topic.PRECISE),
  /** A tag begins or ends with punctuation that others of its type do not have. */
  PUNCTUATION_EDGE(Topic.PRECISE),
  /** A tag begins or ends within a word. */
  CUT_WORD(Topic.PRECISE),
  /** A tag holds neither letter nor digit. */
  BLANK_MENTION(Topic.PRECISE),
  /** A tag reaches over a blank line. */
  PARAGRAPH_CROSSED(Topic.PRECISE),
  /** A tag is far longer than others of its type, or than an entity may be. */
  LONG_MENTION(Topic.PRECISE),
  /** A tag breaks the pattern or length that the schema declares for its type. */
  HINT_BROKEN(Topic.PRECISE),
  /** Two tags share a part of the text. */
  OVERLAP(Topic.PRECISE),
  /** One place carries the same tag twice. */
  REPEATED_TAG(Topic.PRECISE),

  // Consistent: the same thing is tagged in the same way.

  /** A tag has a type that mentions like it do not have. */
  TYPE_DOUBTFUL(Topic.CONSISTENT),
  /** A text is tagged with several types, each often. */
  TYPE_VARIES(Topic.CONSISTENT),
  /** A tag begins or ends where mentions like it do not. */
  BOUNDARY_DOUBTFUL(Topic.CONSISTENT),
  /** A text is tagged now with, now without a word at its edge. */
  BOUNDARY_VARIES(Topic.CONSISTENT),
  /** Two annotators agree less than they should. */
  ANNOTATORS_DISAGREE(Topic.CONSISTENT),
  /** Two documents have one text and different tags. */
  SAME_TEXT_TAGGED_DIFFERENTLY(Topic.CONSISTENT),

  // Complete: every mention is tagged.

  /** Text that carries no tag looks like a mention. */
  MISSING_MENTION(Topic.COMPLETE),
  /** A text is tagged in some places and not in others, both often. */
  TAGGING_VARIES(Topic.COMPLETE),
  /** A tag stands on a text that is hardly ever tagged. */
  RARELY_TAGGED(Topic.COMPLETE),
  /** A document has no tag where documents of its length have many. */
  UNTAGGED_DOCUMENT(Topic.COMPLETE),

  // Enough and balanced.

  /** There are few documents. */
  FEW_DOCUMENTS(Topic.BALANCED),
  /** A type has no mention. */
  NO_MENTIONS(Topic.BALANCED),
  /** A type has few mentions. */
  FEW_MENTIONS(Topic.BALANCED),
  /** The mentions of a type come from few documents. */
  FEW_SOURCES(Topic.BALANCED),
  /** A type stands in every document, so that nothing shows where it is not. */
  NO_COUNTEREXAMPLE(Topic.BALANCED),
  /** Some types have far more mentions than others. */
  IMBALANCE(Topic.BALANCED),
  /** A type is missing from the test or dev part. */
  ABSENT_FROM_TEST(Topic.BALANCED),
  /** A type stands in the test or dev part but not in train. */
  ABSENT_FROM_TRAINING(Topic.BALANCED),
  /** Types are mixed otherwise in the test or dev part than in train. */
  MIX_DIFFERS(Topic.BALANCED),
  /** Languages are mixed so that some can hardly be learned or scored. */
  LANGUAGE_MIX(Topic.BALANCED),
  /** Documents are of very different lengths. */
  LENGTH_SPREAD(Topic.BALANCED),

  // Leaks.

  /** Documents of one part have the same text. */
  DUPLICATE(Topic.LEAK),
  /** Documents of one part have nearly the same text. */
  NEAR_DUPLICATE(Topic.LEAK),
  /** Documents of different parts have the same text. */
  LEAKED_DUPLICATE(Topic.LEAK),
  /** Documents of different parts have nearly the same text. */
  LEAKED_NEAR_DUPLICATE(Topic.LEAK),
  /** Nearly all, or hardly any, mentions of a type in the test part were seen in train. */
  SEEN_MENTIONS(Topic.LEAK),

  // Text.

  /** A document has no visible text. */
  EMPTY_TEXT(Topic.TEXT),
  /** A text holds control characters. */
  CONTROL_CHARACTER(Topic.TEXT),
  /** A text holds invisible characters that keep equal words apart. */
  INVISIBLE_CHARACTER(Topic.TEXT),
  /** A text holds half a character: an unpaired surrogate or a replacement character. */
  BROKEN_CHARACTER(Topic.TEXT),
  /** A text was decoded with the wrong character set. */
  MOJIBAKE(Topic.TEXT),
  /** Letters with accents are written in two ways. */
  MIXED_NORMALISATION(Topic.TEXT),
  /** A text holds a very long word. */
  LONG_WORD(Topic.TEXT),
  /** A document is very long. */
  LONG_DOCUMENT(Topic.TEXT),
  /** A text is not in the language that the document declares. */
  LANGUAGE_DIFFERS(Topic.TEXT),

  // Schema.

  /** Two types have names that are easily taken for each other. */
  SIMILAR_NAMES(Topic.SCHEMA),
  /** Two types have nearly the same description. */
  SIMILAR_DESCRIPTIONS(Topic.SCHEMA),
  /** Two types share an example or a dictionary entry. */
  SHARED_EXAMPLES(Topic.SCHEMA),
  /** Two types share many of their mentions. */
  SHARED_MENTIONS(Topic.SCHEMA),
  /** Mentions of one type look like mentions of another. */
  HARD_TO_TELL(Topic.SCHEMA),
  /** A type has long and varied mentions. */
  BROAD_TYPE(Topic.SCHEMA),
  /** The words in, or around, mentions of a type are those of any text. */
  INDISTINCT_TYPE(Topic.SCHEMA);

  /** The groups of checks. */
  public enum Topic {
    /** Tags stand where they should. */
    PRECISE,
    /** The same thing is tagged in the same way. */
    CONSISTENT,
    /** Every mention is tagged. */
    COMPLETE,
    /** There is enough of everything. */
    BALANCED,
    /** What is scored was not trained on. */
    LEAK,
    /** The text is sound. */
    TEXT,
    /** The types can be told apart. */
    SCHEMA
  }

  private final Topic topic;

  FindingCode(Topic topic) {
    this.topic = topic;
  }

  /** {@return the group of checks that it comes from} */
  public Topic topic() {
    return topic;
  }
}
