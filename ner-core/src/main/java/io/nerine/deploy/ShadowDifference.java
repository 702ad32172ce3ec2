package io.nerine.deploy;

import io.nerine.extract.Entity;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entity that a shadow model found differently from the current one.
 *
 * @param kind what differs
 * @param current the entity as the current model found it, or {@code null} if it did not
 * @param shadow the entity as the shadow found it, or {@code null} if it did not
 * @param context the text around, at most 40 UTF-16 units to either side
 */
public record ShadowDifference(
    Kind kind, @Nullable Entity current, @Nullable Entity shadow, String context) {

  private static final int CONTEXT = 40;

  /** What can differ. */
  public enum Kind {
    /** The place is the same, the type is another. */
    TYPE,
    /** The type is the same, the places overlap. */
    BOUNDARY,
    /** The current model found it alone. */
    ONLY_CURRENT,
    /** The shadow found it alone. */
    ONLY_SHADOW
  }

  /** Creates the difference. */
  public ShadowDifference {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(context, "context");
  }

  static ShadowDifference of(EntityComparison.Difference difference, String text) {
    Entity current = difference.current();
    Entity shadow = difference.shadow();
    int start =
        Stream.of(current, shadow).filter(Objects::nonNull).mapToInt(Entity::start).min().orElse(0);
    int end =
        Stream.of(current, shadow).filter(Objects::nonNull).mapToInt(Entity::end).max().orElse(0);
    int from = Math.max(0, start - CONTEXT);
    int to = Math.min(text.length(), end + CONTEXT);
    // Whole characters only.
    if (from > 0 && from < start && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    if (to < text.length() && to > end && Character.isHighSurrogate(text.charAt(to - 1))) {
      to--;
    }
    return new ShadowDifference(difference.kind(), current, shadow, text.substring(from, to));
  }

  @Override
  public String toString() {
    return "%s: %s, shadow %s, in '%s'".formatted(kind, shown(current), shown(shadow), context);
  }

  private static String shown(@Nullable Entity entity) {
    return entity == null ? "nothing" : "%s '%s'".formatted(entity.type(), entity.text());
  }
}
