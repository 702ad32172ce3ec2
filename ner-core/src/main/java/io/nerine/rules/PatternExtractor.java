package io.nerine.rules;

import io.nerine.exception.ExtractionTimeoutException;
import io.nerine.exception.ExtractorClosedException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds what matches regular expressions. Thread-safe; owns no native memory.
 *
 * <p>A match that begins or ends within a run of letters and digits is none, unless {@link
 * Builder#insideWords()} allows it. If the expression has a group named {@code mention}, the group
 * is the mention and the rest its context. Expressions that take too long on a text (some need
 * exponential time, such as {@code (a+)+$}) are stopped: what they found up to there is returned,
 * with an {@linkplain ExtractionWarning.Code#RULE_TIME_LIMIT warning} of where they stopped.
 *
 * <pre>{@code
 * try (Extractor parts =
 *     PatternExtractor.builder(EntitySchema.of("tickets", "PartNumber"))
 *         .pattern("PartNumber", "[A-Z]{2}-\\d{3,4}(-[A-Z])?")
 *         .build()) {
 *   parts.extract("Replace valve GX-4471-B.").entities(); // PartNumber 14..23
 * }
 * }</pre>
 */
public final class PatternExtractor implements Extractor {

  private static final String MENTION = "mention";

  private final EntitySchema schema;
  private final List<Rule> rules;
  private final boolean insideWords;
  private final long nanosPerPattern;
  private final double confidence;
  private final String source;
  private volatile boolean closed;

  private record Rule(String type, Pattern pattern, boolean hasGroup) {}

  private PatternExtractor(Builder builder) {
    this.schema = builder.schema;
    this.rules = List.copyOf(builder.rules);
    this.insideWords = builder.insideWords;
    this.nanosPerPattern = builder.timeLimit.toNanos();
    this.confidence = builder.confidence;
    this.source = builder.source;
  }

  /**
   * Returns an extractor of the {@linkplain EntityType#pattern() expressions} that a schema
   * declares.
   *
   * @param schema the schema
   * @return the extractor
   * @throws IllegalArgumentException if no type declares one
   */
  public static PatternExtractor of(EntitySchema schema) {
    Builder builder = builder(schema);
    for (EntityType type : schema.types()) {
      type.pattern().ifPresent(pattern -> builder.pattern(type.name(), pattern));
    }
    return builder.build();
  }

  /**
   * Returns a builder for an extractor.
   *
   * @param schema the types that patterns may have
   * @return the builder
   */
  public static Builder builder(EntitySchema schema) {
    return new Builder(schema);
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Matches of one expression do not overlap each other; those of several may.
   */
  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    if (closed) {
      throw new ExtractorClosedException("The pattern extractor is closed; make another");
    }
    long start = System.nanoTime();
    long allowed = options.timeout().map(Duration::toNanos).orElse(Long.MAX_VALUE);
    Extraction.Builder extraction = Extraction.builder(text);
    for (Rule rule : rules) {
      long left = allowed - (System.nanoTime() - start);
      search(text, rule, Math.min(left, nanosPerPattern), options, extraction);
      if (System.nanoTime() - start > allowed) {
        throw new ExtractionTimeoutException(
            "Searching a text of %d UTF-16 units with %d patterns took longer than %s; allow more"
                    .formatted(text.length(), rules.size(), options.timeout().orElseThrow())
                + " time or simplify the pattern of '%s'".formatted(rule.type));
      }
    }
    return extraction.build();
  }

  private void search(
      String text,
      Rule rule,
      long nanos,
      ExtractionOptions options,
      Extraction.Builder extraction) {
    Matcher matcher = rule.pattern.matcher(new TimedText(text, System.nanoTime() + nanos));
    int from = 0;
    try {
      while (from <= text.length() && matcher.find(from)) {
        int start = rule.hasGroup ? matcher.start(MENTION) : matcher.start();
        int end = rule.hasGroup ? matcher.end(MENTION) : matcher.end();
        boolean fits = start < end && (insideWords || (isEdge(text, start) && isEdge(text, end)));
        if (fits && confidence >= options.minConfidence(rule.type)) {
          String mention = text.substring(start, end);
          extraction.entity(new Entity(start, end, mention, rule.type, confidence, source));
        }
        from = fits ? Math.max(matcher.end(), from + 1) : nextCharacter(text, matcher.start());
      }
    } catch (TimedText.TimeOverException e) {
      stopped(rule, from, "took longer than %d ms".formatted(nanos / 1_000_000), extraction);
    } catch (StackOverflowError e) {
      stopped(rule, from, "nests too deeply for this text", extraction);
    }
  }

  private static void stopped(Rule rule, int from, String why, Extraction.Builder extraction) {
    extraction.warning(
        ExtractionWarning.Code.RULE_TIME_LIMIT,
        "The pattern of '%s' %s and was stopped; what matches from %d on is left out"
            .formatted(rule.type, why, from));
  }

  private static int nextCharacter(String text, int offset) {
    return offset < text.length() ? text.offsetByCodePoints(offset, 1) : offset + 1;
  }

  /** Whether an offset is not between two letters or digits, nor inside a character. */
  private static boolean isEdge(String text, int offset) {
    if (offset == 0 || offset == text.length()) {
      return true;
    }
    return !(isWordCharacter(text.codePointBefore(offset))
            && isWordCharacter(text.codePointAt(offset)))
        && !Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset))
        && Character.getType(text.codePointAt(offset)) != Character.NON_SPACING_MARK;
  }

  private static boolean isWordCharacter(int codePoint) {
    return Character.isLetterOrDigit(codePoint) && !Character.isIdeographic(codePoint);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Builds a {@link PatternExtractor}. Not thread-safe. */
  public static final class Builder {

    private final EntitySchema schema;
    private final List<Rule> rules = new ArrayList<>();
    private boolean insideWords;
    private Duration timeLimit = Duration.ofSeconds(1);
    private double confidence = 1;
    private String source = "pattern";

    private Builder(EntitySchema schema) {
      this.schema = Objects.requireNonNull(schema, "schema");
    }

    /**
     * Adds an expression.
     *
     * @param type the name of the type of what it finds
     * @param pattern the expression, in the syntax of {@link Pattern}
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type or the expression is
     *     not valid
     */
    public Builder pattern(String type, String pattern) {
      try {
        return pattern(type, Pattern.compile(pattern));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "The pattern of '%s' is not valid: %s".formatted(type, e.getMessage()), e);
      }
    }

    /**
     * Adds an expression with flags of its own.
     *
     * @param type the name of the type of what it finds
     * @param pattern the expression
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type
     */
    public Builder pattern(String type, Pattern pattern) {
      if (!schema.declares(type)) {
        throw new IllegalArgumentException(
            "Schema '%s' does not declare type '%s'; declared are %s"
                .formatted(schema.name(), type, String.join(", ", schema.typeNames())));
      }
      rules.add(new Rule(type, pattern, pattern.pattern().contains("(?<" + MENTION + ">")));
      return this;
    }

    /**
     * Takes matches that begin or end within a run of letters and digits.
     *
     * @return this builder
     */
    public Builder insideWords() {
      this.insideWords = true;
      return this;
    }

    /**
     * Sets the time that one expression may take for one text; a second by default.
     *
     * @param timeLimit the time, positive
     * @return this builder
     * @throws IllegalArgumentException if the time is zero or negative
     */
    public Builder timeLimit(Duration timeLimit) {
      if (timeLimit.isZero() || timeLimit.isNegative()) {
        throw new IllegalArgumentException("timeLimit must be positive, found " + timeLimit);
      }
      this.timeLimit = timeLimit;
      return this;
    }

    /**
     * Sets the confidence of what is found; 1 by default.
     *
     * @param confidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the value lies outside 0 to 1
     */
    public Builder confidence(double confidence) {
      this.confidence = RuleConfidence.checked(confidence);
      return this;
    }

    /**
     * Sets the name by which entities say what found them; {@code pattern} by default.
     *
     * @param source the name
     * @return this builder
     */
    public Builder source(String source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Builds the extractor.
     *
     * @return the extractor
     * @throws IllegalArgumentException if there is no expression
     */
    public PatternExtractor build() {
      if (rules.isEmpty()) {
        throw new IllegalArgumentException(
            "No pattern was given for schema '%s'; add one".formatted(schema.name()));
      }
      return new PatternExtractor(this);
    }
  }
}
