package io.nerine.testing;

import io.nerine.exception.ExtractorClosedException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.ExtractionWarning;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * An extractor that finds what a test tells it to, for unit tests without a model. Thread-safe;
 * owns no native memory. It keeps the contract of {@link Extractor} otherwise: least confidence,
 * timeout and length policy are respected, a batch survives a text that fails, and closing waits
 * for calls that run.
 *
 * <pre>{@code
 * ScriptedExtractor extractor =
 *     ScriptedExtractor.builder("PART", "PLACE")
 *         .on("Send bolts M8 to Basel.").find("PART", "bolts M8").find("PLACE", "Basel", 0.7)
 *         .onContaining("invoice").fail(new InferenceException("out of memory"))
 *         .build();
 * }</pre>
 *
 * <p>The first rule that fits a text answers; a text that none fits has no entities, unless {@link
 * Builder#otherwise()} says else.
 */
public final class ScriptedExtractor implements Extractor {

  private final EntitySchema schema;
  private final List<ScriptedRule> rules;
  private final String source;
  private final int window;
  private final List<Call> calls = new ArrayList<>();
  private final Object gate = new Object();
  private int running;
  private boolean closed;

  private ScriptedExtractor(Builder builder) {
    this.schema = builder.schema;
    this.source = builder.source;
    this.window = builder.window;
    List<ScriptedRule> inOrder = new ArrayList<>(builder.rules);
    inOrder.add(builder.otherwise);
    this.rules = inOrder.stream().map(ScriptedRule::copy).toList();
  }

  /**
   * A call of the extractor for one text; a batch is one call a text.
   *
   * @param text the text
   * @param options the options
   */
  public record Call(String text, ExtractionOptions options) {}

  /**
   * Returns a builder for an extractor of types that have names only.
   *
   * @param typeNames the names of the types, at least one
   * @return the builder
   * @throws IllegalArgumentException if a name is not valid or occurs twice, or none is given
   */
  public static Builder builder(String... typeNames) {
    return new Builder(EntitySchema.of("scripted", typeNames));
  }

  /**
   * Returns a builder for an extractor.
   *
   * @param schema the types that it may find
   * @return the builder
   */
  public static Builder builder(EntitySchema schema) {
    return new Builder(Objects.requireNonNull(schema, "schema"));
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(options, "options");
    enter(new Call(text, options));
    try {
      for (ScriptedRule rule : rules) {
        if (rule.fits(text)) {
          return rule.nextAnswer().give(text, options, source, window);
        }
      }
      throw new IllegalStateException("The last rule fits every text");
    } finally {
      leave();
    }
  }

  private void enter(Call call) {
    synchronized (gate) {
      if (closed) {
        throw new ExtractorClosedException("The scripted extractor is closed; build another");
      }
      running++;
      calls.add(call);
    }
  }

  private void leave() {
    synchronized (gate) {
      running--;
      gate.notifyAll();
    }
  }

  /** {@return the calls that were not refused, in the order in which they began} */
  public List<Call> calls() {
    synchronized (gate) {
      return List.copyOf(calls);
    }
  }

  /**
   * Returns how often a text was asked for.
   *
   * @param text the text
   * @return the number of calls with exactly this text
   */
  public int callCount(String text) {
    Objects.requireNonNull(text, "text");
    return (int) calls().stream().filter(call -> call.text().equals(text)).count();
  }

  /** {@return whether it was closed, so that a test can tell that its code closes what it owns} */
  public boolean isClosed() {
    synchronized (gate) {
      return closed;
    }
  }

  /** Waits for the calls that run; an interrupt ends the wait. Calling it again does no harm. */
  @Override
  public void close() {
    synchronized (gate) {
      closed = true;
      try {
        while (running > 0) {
          gate.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Builds a {@link ScriptedExtractor}: {@code on...} begins a rule, what follows is its answer.
   * Not thread-safe.
   */
  public static final class Builder {

    private final EntitySchema schema;
    private final List<ScriptedRule> rules = new ArrayList<>();
    private final ScriptedRule otherwise = new ScriptedRule(text -> true, null);
    private ScriptedRule current = otherwise;
    private String source = "scripted";
    private int window = Integer.MAX_VALUE;

    private Builder(EntitySchema schema) {
      this.schema = schema;
    }

    /**
     * Begins the answer for one text.
     *
     * @param text the text, exactly
     * @return this builder
     */
    public Builder on(String text) {
      Objects.requireNonNull(text, "text");
      return rule(new ScriptedRule(text::equals, text));
    }

    /**
     * Begins the answer for texts that hold a part.
     *
     * @param part what they hold, exactly
     * @return this builder
     */
    public Builder onContaining(String part) {
      Objects.requireNonNull(part, "part");
      return rule(new ScriptedRule(text -> text.contains(part), null));
    }

    /**
     * Begins the answer for texts in which a regular expression is found.
     *
     * @param pattern the expression
     * @return this builder
     */
    public Builder onMatching(Pattern pattern) {
      Objects.requireNonNull(pattern, "pattern");
      Predicate<String> found = pattern.asPredicate();
      return rule(new ScriptedRule(found, null));
    }

    private Builder rule(ScriptedRule rule) {
      rules.add(rule);
      current = rule;
      return this;
    }

    /**
     * Begins the answer for all texts that no rule fits; no entities by default.
     *
     * @return this builder
     */
    public Builder otherwise() {
      current = otherwise;
      return this;
    }

    /**
     * Finds every place of a mention, with confidence 1.
     *
     * @param type the type, one of the schema
     * @param mention what to find, exactly
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type, or the text of
     *     {@link #on(String)} does not hold the mention
     */
    public Builder find(String type, String mention) {
      return find(type, mention, 1);
    }

    /**
     * Finds every place of a mention.
     *
     * @param type the type, one of the schema
     * @param mention what to find, exactly
     * @param confidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type, the text of {@link
     *     #on(String)} does not hold the mention, or the confidence lies outside 0 to 1
     */
    public Builder find(String type, String mention, double confidence) {
      if (Objects.requireNonNull(mention, "mention").isEmpty()) {
        throw new IllegalArgumentException("mention must not be empty");
      }
      if (current.text() != null && !current.text().contains(mention)) {
        throw new IllegalArgumentException(
            "The text %s does not hold the mention %s"
                .formatted(ShownText.quoted(current.text()), ShownText.quoted(mention)));
      }
      current.answer().find(checked(type), mention, checked(confidence));
      return this;
    }

    /**
     * Finds what stands at a place; in a text that is shorter, nothing.
     *
     * @param type the type, one of the schema
     * @param start the offset of the first UTF-16 unit
     * @param end the offset behind the last UTF-16 unit
     * @param confidence 0 to 1
     * @return this builder
     * @throws IllegalArgumentException if the schema does not declare the type, the place is empty
     *     or reaches outside the text of {@link #on(String)}, or the confidence lies outside 0 to 1
     */
    public Builder findAt(String type, int start, int end, double confidence) {
      String text = current.text();
      if (start < 0 || end <= start || (text != null && end > text.length())) {
        throw new IllegalArgumentException(
            "A mention needs 0 <= start < end <= length of the text, found %d..%d%s"
                .formatted(start, end, text == null ? "" : " in " + ShownText.quoted(text)));
      }
      current.answer().findAt(checked(type), start, end, checked(confidence));
      return this;
    }

    /**
     * Fails.
     *
     * @param failure what {@link Extractor#extract(String, ExtractionOptions)} throws, and what a
     *     batch keeps
     * @return this builder
     */
    public Builder fail(NerException failure) {
      current.answer().fail(Objects.requireNonNull(failure, "failure"));
      return this;
    }

    /**
     * Adds a warning to what is found.
     *
     * @param code what it is, for programs
     * @param message what it is, for people
     * @return this builder
     */
    public Builder warn(ExtractionWarning.Code code, String message) {
      current.answer().warn(new ExtractionWarning(code, message));
      return this;
    }

    /**
     * Answers late. A call whose options allow less time fails when that is over.
     *
     * @param delay how long the call takes, not negative
     * @return this builder
     * @throws IllegalArgumentException if the time is negative
     */
    public Builder delay(Duration delay) {
      if (Objects.requireNonNull(delay, "delay").isNegative()) {
        throw new IllegalArgumentException("delay must not be negative, found " + delay);
      }
      current.answer().delay(delay);
      return this;
    }

    /**
     * Answers when a test lets it: a call runs until the latch is down, or until the time that its
     * options allow is over.
     *
     * @param latch the latch that the test counts down
     * @return this builder
     */
    public Builder waitFor(CountDownLatch latch) {
      current.answer().waitFor(Objects.requireNonNull(latch, "latch"));
      return this;
    }

    /**
     * Begins the answer for the next call with a text of the same rule, such as one that succeeds
     * when tried again; the last answer is given from then on.
     *
     * @return this builder
     */
    public Builder then() {
      current.then();
      return this;
    }

    /**
     * Sets the name that entities carry; {@code scripted} by default.
     *
     * @param source the name
     * @return this builder
     */
    public Builder source(String source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets the length of a window, as a model has one, so that the length policies show; by default
     * any text fits in one window.
     *
     * @param characters UTF-16 units of text, at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder window(int characters) {
      if (characters < 1) {
        throw new IllegalArgumentException("window must be at least 1, found " + characters);
      }
      this.window = characters;
      return this;
    }

    /** {@return the extractor} */
    public ScriptedExtractor build() {
      return new ScriptedExtractor(this);
    }

    private String checked(String type) {
      if (!schema.declares(type)) {
        throw new IllegalArgumentException(
            "Type '%s' is not declared by schema '%s'; declared are %s"
                .formatted(type, schema.name(), String.join(", ", schema.typeNames())));
      }
      return type;
    }

    private static double checked(double confidence) {
      if (!(confidence >= 0 && confidence <= 1)) {
        throw new IllegalArgumentException("confidence must be 0 to 1, found " + confidence);
      }
      return confidence;
    }
  }
}
