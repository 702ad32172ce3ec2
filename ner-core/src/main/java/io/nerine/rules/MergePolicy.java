package io.nerine.rules;

import io.nerine.extract.Entity;
import java.util.Comparator;

/**
 * Which of several entities counts where they overlap. Entities that are equal in what a policy
 * looks at are decided by the order of the extractors, then by the text.
 */
public enum MergePolicy {
  /** The one of the extractor that was added first. */
  PRIORITY,
  /** The longest. */
  LONGEST,
  /** The one of the highest confidence; rules state theirs, models estimate it. */
  HIGHEST_CONFIDENCE,
  /** All of them if their types differ; of one type, the longest. */
  UNION;

  /** {@return what goes first} */
  Comparator<Entity> order() {
    return switch (this) {
      case PRIORITY -> Comparator.comparingInt(entity -> 0);
      case LONGEST, UNION -> Comparator.comparingInt(entity -> entity.start() - entity.end());
      case HIGHEST_CONFIDENCE -> Comparator.comparingDouble(entity -> -entity.confidence());
    };
  }
}
