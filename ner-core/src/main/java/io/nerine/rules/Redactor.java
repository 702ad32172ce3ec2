package io.nerine.rules;

import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Replaces the entities of texts by placeholders, such as {@code [Person 1]}, or by surrogates. The
 * same mention of the same type gets the same replacement in all texts of one redactor, and
 * different ones never share one; {@link Redaction#restore()} and {@link Redaction#restore(String)}
 * bring the originals back. Thread-safe. It holds every mention that it replaced, in memory alone.
 *
 * <pre>{@code
 * Redactor redactor = Redactor.withPlaceholders();
 * Redaction redaction = redactor.redact(extractor.extract("Call Ana Ruiz, Ana Ruiz knows."));
 * redaction.text(); // Call [Person 1], [Person 1] knows.
 * }</pre>
 *
 * <p>What the extractor does not find is not replaced: a redaction is as good as its recall.
 */
public final class Redactor {

  private static final int MOST_TRIES = 1_000_000;

  /** Makes replacements. Called under a lock, one mention after another. */
  public interface Replacements {

    /**
     * Makes a replacement.
     *
     * @param type the entity's type
     * @param mention the mention
     * @param number counts from 1 within the type; a higher number is tried where the replacement
     *     before it is taken by another mention or stands in the text already
     * @return what to write in place of the mention, not empty and different for each number
     */
    String replacement(String type, String mention, int number);
  }

  private record Mention(String type, String text) {}

  private final Replacements replacements;
  private final Predicate<Entity> which;
  private final Map<Mention, String> replacementByMention = new HashMap<>();
  private final Map<String, Mention> mentionByReplacement = new HashMap<>();
  private final Map<String, Integer> numberByType = new HashMap<>();

  private Redactor(Replacements replacements, Predicate<Entity> which) {
    this.replacements = Objects.requireNonNull(replacements, "replacements");
    this.which = which;
  }

  /** {@return a redactor that writes the type and a number in brackets, such as [Person 1]} */
  public static Redactor withPlaceholders() {
    return with((type, mention, number) -> "[" + type + " " + number + "]");
  }

  /**
   * Returns a redactor with replacements of the caller's, such as invented names.
   *
   * @param replacements makes them
   * @return the redactor
   */
  public static Redactor with(Replacements replacements) {
    return new Redactor(replacements, entity -> true);
  }

  /**
   * Returns a redactor that replaces some types only, and shares nothing with this one.
   *
   * @param types the names of the types
   * @return the redactor
   */
  public Redactor only(Set<String> types) {
    Set<String> wanted = Set.copyOf(types);
    return new Redactor(replacements, entity -> wanted.contains(entity.type()));
  }

  /**
   * Replaces the entities of one text. Of entities that overlap the longest is replaced, and then
   * as much of the others as it covers.
   *
   * @param extraction the text and its entities
   * @return the new text and the way back
   * @throws io.nerine.exception.NerException the {@link Extraction#failure() failure}, if the text
   *     failed: it must not pass for one without entities
   * @throws IllegalStateException if the caller's replacements run out
   */
  public synchronized Redaction redact(Extraction extraction) {
    String text = extraction.text();
    StringBuilder redacted = new StringBuilder(text.length());
    List<Redaction.Replaced> replaced = new ArrayList<>();
    int from = 0;
    for (Entity entity : chosen(extraction.entities())) {
      redacted.append(text, from, entity.start());
      int start = redacted.length();
      redacted.append(replacement(entity, text));
      replaced.add(new Redaction.Replaced(entity, start, redacted.length()));
      from = entity.end();
    }
    redacted.append(text, from, text.length());
    return new Redaction(redacted.toString(), replaced, originals(replaced));
  }

  private List<Entity> chosen(List<Entity> entities) {
    List<Entity> longestFirst =
        entities.stream()
            .filter(which)
            .sorted(Comparator.comparingInt(entity -> entity.start() - entity.end()))
            .toList();
    NavigableMap<Integer, Entity> chosen = new TreeMap<>();
    List<Entity> partlyCovered = new ArrayList<>();
    for (Entity entity : longestFirst) {
      if (isFree(chosen, entity)) {
        chosen.put(entity.start(), entity);
      } else {
        partlyCovered.add(entity);
      }
    }
    partlyCovered.forEach(entity -> uncovered(chosen, entity));
    return List.copyOf(chosen.values());
  }

  private static boolean isFree(NavigableMap<Integer, Entity> chosen, Entity entity) {
    Map.Entry<Integer, Entity> before = chosen.lowerEntry(entity.end());
    return before == null || before.getValue().end() <= entity.start();
  }

  /** Adds the parts of an entity that no chosen one covers, so that nothing of it stays legible. */
  private static void uncovered(NavigableMap<Integer, Entity> chosen, Entity entity) {
    int from = entity.start();
    Map.Entry<Integer, Entity> over = chosen.floorEntry(from);
    if (over != null) {
      from = Math.max(from, over.getValue().end());
    }
    while (from < entity.end()) {
      Integer next = chosen.ceilingKey(from);
      int to = next == null ? entity.end() : Math.min(next, entity.end());
      if (from < to) {
        String part = entity.text().substring(from - entity.start(), to - entity.start());
        chosen.put(
            from, new Entity(from, to, part, entity.type(), entity.confidence(), entity.source()));
      }
      from = next == null ? entity.end() : Math.max(to, chosen.floorEntry(to).getValue().end());
    }
  }

  private String replacement(Entity entity, String text) {
    Mention mention = new Mention(entity.type(), entity.text());
    String known = replacementByMention.get(mention);
    if (known != null) {
      return known;
    }
    int number = numberByType.getOrDefault(entity.type(), 0);
    Set<String> tried = new HashSet<>();
    while (tried.size() < MOST_TRIES) {
      number++;
      String replacement = replacements.replacement(entity.type(), entity.text(), number);
      if (replacement.isEmpty() || !tried.add(replacement)) {
        throw new IllegalStateException(
            "The replacement %d of type '%s' is empty or one that was tried before; give another"
                    .formatted(number, entity.type())
                + " for each number");
      }
      // One that stands in the text could not be told from what it replaces.
      if (!mentionByReplacement.containsKey(replacement) && !text.contains(replacement)) {
        numberByType.put(entity.type(), number);
        replacementByMention.put(mention, replacement);
        mentionByReplacement.put(replacement, mention);
        return replacement;
      }
    }
    throw new IllegalStateException(
        "%d replacements of type '%s' are all taken".formatted(MOST_TRIES, entity.type()));
  }

  private Map<String, String> originals(List<Redaction.Replaced> replaced) {
    Map<String, String> originals = new LinkedHashMap<>();
    for (Redaction.Replaced one : replaced) {
      Mention mention = new Mention(one.entity().type(), one.entity().text());
      String replacement = replacementByMention.get(mention);
      if (replacement != null) {
        originals.put(replacement, one.entity().text());
      }
    }
    return originals;
  }
}
