package io.nerine.quality;

/**
 * The numbers that decide what becomes a {@link Finding}, each with its default and bounds. Set
 * them with {@link QualityOptions.Builder#threshold}.
 *
 * <p>Sources: the limits of Azure's custom NER (15 mentions before training warns, 50 advised, 10
 * documents, 128,000 characters a document, 500 an entity, 5 % of documents in a weak language),
 * spaCy's {@code debug data} (100 documents, distinctiveness 1), Krippendorff (2004) for agreement;
 * the others are our own, tuned on public data sets.
 *
 * <table>
 *   <caption>Thresholds and their defaults</caption>
 *   <tr><th>threshold</th><th>default</th></tr>
 *   <tr><td>{@link #WARNING_CERTAINTY}</td><td>0.9</td></tr>
 *   <tr><td>{@link #INFO_CERTAINTY}</td><td>0.75</td></tr>
 *   <tr><td>{@link #MAX_PLACES}</td><td>100</td></tr>
 *   <tr><td>{@link #EDGE_CONVENTION}</td><td>0.05</td></tr>
 *   <tr><td>{@link #NESTING_CONVENTION}</td><td>0.02</td></tr>
 *   <tr><td>{@link #LONG_MENTION_FACTOR}</td><td>3</td></tr>
 *   <tr><td>{@link #LONG_MENTION_CHARACTERS}</td><td>500</td></tr>
 *   <tr><td>{@link #AGREEMENT}</td><td>0.8</td></tr>
 *   <tr><td>{@link #EXPECTED_MENTIONS}</td><td>5</td></tr>
 *   <tr><td>{@link #FEW_DOCUMENTS}</td><td>10</td></tr>
 *   <tr><td>{@link #ADVISED_DOCUMENTS}</td><td>100</td></tr>
 *   <tr><td>{@link #FEW_MENTIONS}</td><td>15</td></tr>
 *   <tr><td>{@link #ADVISED_MENTIONS}</td><td>50</td></tr>
 *   <tr><td>{@link #FEW_SOURCES}</td><td>5</td></tr>
 *   <tr><td>{@link #IMBALANCE}</td><td>10</td></tr>
 *   <tr><td>{@link #MIX_DISTANCE}</td><td>0.2</td></tr>
 *   <tr><td>{@link #RARE_LANGUAGE}</td><td>0.05</td></tr>
 *   <tr><td>{@link #LENGTH_SPREAD}</td><td>50</td></tr>
 *   <tr><td>{@link #LENGTH_SHIFT}</td><td>3</td></tr>
 *   <tr><td>{@link #NEAR_DUPLICATE}</td><td>0.8</td></tr>
 *   <tr><td>{@link #SHORT_TEXT}</td><td>8</td></tr>
 *   <tr><td>{@link #MANY_SEEN}</td><td>0.95</td></tr>
 *   <tr><td>{@link #FEW_SEEN}</td><td>0.05</td></tr>
 *   <tr><td>{@link #LONG_WORD}</td><td>64</td></tr>
 *   <tr><td>{@link #LONG_DOCUMENT}</td><td>128000</td></tr>
 *   <tr><td>{@link #LANGUAGE_WORDS}</td><td>30</td></tr>
 *   <tr><td>{@link #SIMILAR_DESCRIPTIONS}</td><td>0.6</td></tr>
 *   <tr><td>{@link #SHARED_MENTIONS}</td><td>0.3</td></tr>
 *   <tr><td>{@link #CONFUSED_MENTIONS}</td><td>0.2</td></tr>
 *   <tr><td>{@link #BROAD_TYPE_WORDS}</td><td>8</td></tr>
 *   <tr><td>{@link #DISTINCTIVENESS}</td><td>1</td></tr>
 * </table>
 */
public enum Threshold {
  /** From this certainty on, a doubt about a tag or its absence is a warning. */
  WARNING_CERTAINTY(0.9, 0.5, 1),
  /** From this certainty on, a doubt about a tag or its absence is told at all. */
  INFO_CERTAINTY(0.75, 0.5, 1),
  /** The greatest number of places that a finding lists. */
  MAX_PLACES(100, 1, 1_000_000),
  /**
   * From this share of a type's mentions on, an edge within a word or at punctuation is taken for
   * the way the type is tagged, and told as information.
   */
  EDGE_CONVENTION(0.05, 0, 1),
  /** From this share of mentions within others on, nesting is taken for intended. */
  NESTING_CONVENTION(0.02, 0, 1),
  /** A mention is long if its words are more than this many times those of nine in ten others. */
  LONG_MENTION_FACTOR(3, 1, 1_000_000),
  /** A mention is long if it has more UTF-16 units than this. */
  LONG_MENTION_CHARACTERS(500, 1, Integer.MAX_VALUE),
  /** Annotators disagree if their F1 or kappa is less than this. */
  AGREEMENT(0.8, 0, 1),
  /** A document without tags is told if its length lets expect this many mentions or more. */
  EXPECTED_MENTIONS(5, 1, 1_000_000),
  /** Fewer documents than this to train on are a warning. */
  FEW_DOCUMENTS(10, 0, Integer.MAX_VALUE),
  /** Fewer documents than this to train on are told. */
  ADVISED_DOCUMENTS(100, 0, Integer.MAX_VALUE),
  /** Fewer mentions of a type than this to train on are a warning. */
  FEW_MENTIONS(15, 0, Integer.MAX_VALUE),
  /** Fewer mentions of a type than this to train on are told. */
  ADVISED_MENTIONS(50, 0, Integer.MAX_VALUE),
  /** Mentions of a type from fewer documents than this are told. */
  FEW_SOURCES(5, 0, Integer.MAX_VALUE),
  /** Types are out of balance if the most frequent has this many times the mentions of another. */
  IMBALANCE(10, 1, Integer.MAX_VALUE),
  /**
   * The mix of types differs if the {@linkplain io.nerine.data.TypeDistribution#distance
   * Jensen-Shannon distance} of two parts is at least this, and clearly more than chance gives.
   */
  MIX_DISTANCE(0.2, 0, 1),
  /** A language is rare if a smaller share of the documents than this is in it. */
  RARE_LANGUAGE(0.05, 0, 1),
  /** Lengths are told if the 95th percentile is this many times the 5th or more. */
  LENGTH_SPREAD(50, 1, Integer.MAX_VALUE),
  /** Parts differ in length if the median of one is this many times the other's or more. */
  LENGTH_SHIFT(3, 1, Integer.MAX_VALUE),
  /** Texts are nearly the same from this Jaccard similarity of their word sequences on. */
  NEAR_DUPLICATE(0.8, 0.5, 1),
  /** Texts that occur twice are told together if they have fewer words than this. */
  SHORT_TEXT(8, 0, Integer.MAX_VALUE),
  /** Told if at least this share of the mentions of a type in a test part were seen in train. */
  MANY_SEEN(0.95, 0, 1),
  /** Told if at most this share of the mentions of a type in a test part were seen in train. */
  FEW_SEEN(0.05, 0, 1),
  /** A word is very long if it has more UTF-16 units than this. */
  LONG_WORD(64, 1, Integer.MAX_VALUE),
  /** A document is very long if it has more UTF-16 units than this. */
  LONG_DOCUMENT(128_000, 1, Integer.MAX_VALUE),
  /** The language of a text with fewer words than this is not checked. */
  LANGUAGE_WORDS(30, 1, Integer.MAX_VALUE),
  /** Descriptions are alike if the Jaccard similarity of their words is at least this. */
  SIMILAR_DESCRIPTIONS(0.6, 0, 1),
  /** Types share mentions if at least this share of one's is also tagged as the other. */
  SHARED_MENTIONS(0.3, 0, 1),
  /** Types are hard to tell apart if at least this share of one's mentions look like the other. */
  CONFUSED_MENTIONS(0.2, 0, 1),
  /** A type is broad if half of its mentions have at least this many words, and few are alike. */
  BROAD_TYPE_WORDS(8, 1, Integer.MAX_VALUE),
  /**
   * A type is indistinct if the Kullback-Leibler divergence, in nats, of the words in its mentions
   * from those of all texts is less than this, or that of the words beside them less than half.
   */
  DISTINCTIVENESS(1, 0, 100);

  private final double defaultValue;
  private final double minimum;
  private final double maximum;

  Threshold(double defaultValue, double minimum, double maximum) {
    this.defaultValue = defaultValue;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** {@return the value where none is set} */
  public double defaultValue() {
    return defaultValue;
  }

  /** {@return the least value that can be set} */
  public double minimum() {
    return minimum;
  }

  /** {@return the greatest value that can be set} */
  public double maximum() {
    return maximum;
  }
}
