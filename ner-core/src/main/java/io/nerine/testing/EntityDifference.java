package io.nerine.testing;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.testing.ExtractionAssert.Mention;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says how what was found differs from what was expected, as part of a failure message. */
final class EntityDifference {

  /** Entities that a message lists. */
  private static final int LISTED = 10;

  private EntityDifference() {}

  /** {@return what is missing and what came near, what is there without being expected} */
  static String of(Extraction extraction, List<Mention> expected) {
    Map<Mention, Integer> left = new LinkedHashMap<>();
    expected.forEach(mention -> left.merge(mention, 1, Integer::sum));
    List<Entity> unexpected = new ArrayList<>();
    for (Entity entity : extraction.entities()) {
      Mention mention = Mention.of(entity);
      if (left.getOrDefault(mention, 0) > 0) {
        left.merge(mention, -1, Integer::sum);
      } else {
        unexpected.add(entity);
      }
    }
    StringBuilder message =
        new StringBuilder(
            "Expected exactly %d entities, found %d"
                .formatted(expected.size(), extraction.entities().size()));
    left.forEach(
        (mention, times) -> {
          if (times > 0) {
            message.append("\nmissing: ").append(show(mention));
            message.append(times > 1 ? " (" + times + " times)" : "");
            message.append(near(extraction, mention));
          }
        });
    if (!unexpected.isEmpty()) {
      message.append("\nnot expected: ").append(list(unexpected));
    }
    if (unexpected.isEmpty() && left.values().stream().allMatch(times -> times == 0)) {
      message
          .append("\nthe order differs; in the order of the text they are ")
          .append(list(extraction.entities()));
    }
    return message.toString();
  }

  /** {@return the entities that overlap a place where the mention stands, as a line, or nothing} */
  static String near(Extraction extraction, Mention mention) {
    String text = extraction.text();
    int at = mention.text().isEmpty() ? -1 : text.indexOf(mention.text());
    if (at < 0) {
      return "\nnear: nothing, the text does not hold it";
    }
    while (at >= 0) {
      int end = at + mention.text().length();
      String near = near(extraction, Optional.of(mention.type()), at, end);
      if (!near.isEmpty()) {
        return near;
      }
      at = text.indexOf(mention.text(), at + 1);
    }
    return "";
  }

  /** {@return the entities that overlap a place, as a line, or nothing if there is none} */
  static String near(Extraction extraction, Optional<String> type, int start, int end) {
    List<String> near = new ArrayList<>();
    for (Entity entity : extraction.entities()) {
      boolean overlaps = entity.start() < end && start < entity.end();
      boolean sameType = type.filter(entity.type()::equals).isPresent();
      boolean samePlace = entity.start() == start && entity.end() == end;
      if (overlaps && !(sameType && samePlace) && near.size() < LISTED) {
        String difference =
            samePlace ? "other type" : sameType ? "other boundaries" : "other boundaries and type";
        near.add(show(entity) + ", " + difference);
      }
    }
    return near.isEmpty() ? "" : "\nnear: " + String.join("; ", near);
  }

  static String list(List<Entity> entities) {
    String listed =
        entities.stream()
            .limit(LISTED)
            .map(EntityDifference::show)
            .collect(Collectors.joining("; "));
    return entities.size() > LISTED
        ? listed + " and " + (entities.size() - LISTED) + " more"
        : listed;
  }

  static String show(Mention mention) {
    return mention.type() + " " + ShownText.quoted(mention.text());
  }

  private static String show(Entity entity) {
    return String.format(
        Locale.ROOT,
        "%s at %d..%d (%.4f)",
        show(Mention.of(entity)),
        entity.start(),
        entity.end(),
        entity.confidence());
  }
}
