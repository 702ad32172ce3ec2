package io.nerine.quality;

import io.nerine.schema.EntityType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a schema says of the mentions of a type. */
final class MentionHints {

  /** Longer mentions are a fault of their own, and could exhaust the stack of the matcher. */
  private static final int MAX_MATCHED = 1000;

  /** How many characters the matcher may look at before it is taken for lost. */
  private static final int MAX_STEPS = 1_000_000;

  private final EntityType type;
  private final @Nullable Pattern pattern;

  private MentionHints(EntityType type) {
    this.type = type;
    this.pattern = type.pattern().map(Pattern::compile).orElse(null);
  }

  static MentionHints of(EntityType type) {
    return new MentionHints(type);
  }

  /** {@return which hint a mention breaks, as it follows the mention in a sentence} */
  Optional<String> broken(String mention) {
    if (type.minLength().isPresent() && mention.length() < type.minLength().getAsInt()) {
      return Optional.of(
          "with less than the %s that the schema declares"
              .formatted(Figures.count(type.minLength().getAsInt(), "character")));
    }
    if (type.maxLength().isPresent() && mention.length() > type.maxLength().getAsInt()) {
      return Optional.of(
          "with more than the %s that the schema declares"
              .formatted(Figures.count(type.maxLength().getAsInt(), "character")));
    }
    if (pattern == null || mention.length() > MAX_MATCHED) {
      return Optional.empty();
    }
    try {
      return pattern.matcher(new BoundedText(mention)).matches()
          ? Optional.empty()
          : Optional.of("against the pattern of the schema");
    } catch (TooManySteps e) {
      return Optional.of(
          "on which the pattern of the schema gives up after %s steps"
              .formatted(Figures.number(MAX_STEPS)));
    }
  }

  private static final class TooManySteps extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooManySteps() {
      super(null, null, false, false);
    }
  }

  /** A text that can be looked at only so often, since patterns may backtrack for ever. */
  private static final class BoundedText implements CharSequence {

    private final String text;
    private int steps;

    BoundedText(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps > MAX_STEPS) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
