package io.nerine.rules;

import io.nerine.extract.Entity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A text whose entities were replaced, with the way back. Whoever may not see the originals must
 * get {@link #text()} alone.
 *
 * @param text the text with replacements
 * @param replaced what was replaced, in text order
 * @param originals the mention that stood where each replacement stands now
 */
public record Redaction(String text, List<Replaced> replaced, Map<String, String> originals) {

  /**
   * One replaced entity.
   *
   * @param entity the entity in the original text
   * @param start where its replacement starts in the new text, in UTF-16 units
   * @param end where its replacement ends in the new text
   */
  public record Replaced(Entity entity, int start, int end) {

    /** Creates the pair. */
    public Replaced {
      Objects.requireNonNull(entity, "entity");
    }
  }

  /** Creates the redaction. */
  public Redaction {
    Objects.requireNonNull(text, "text");
    replaced = List.copyOf(replaced);
    originals = Collections.unmodifiableMap(new LinkedHashMap<>(originals));
  }

  /** {@return the original text, exactly} */
  public String restore() {
    StringBuilder original = new StringBuilder();
    int from = 0;
    for (Replaced one : replaced) {
      original.append(text, from, one.start).append(one.entity.text());
      from = one.end;
    }
    return original.append(text, from, text.length()).toString();
  }

  /**
   * Puts the originals into another text that uses the replacements, such as an answer or a
   * translation made from this one. Of replacements that begin at one place, the longest counts.
   *
   * @param other the other text
   * @return the text with originals
   */
  public String restore(String other) {
    NavigableSet<Integer> lengths = new TreeSet<>();
    originals.keySet().forEach(replacement -> lengths.add(replacement.length()));
    StringBuilder restored = new StringBuilder(other.length());
    int i = 0;
    while (i < other.length()) {
      String here = replacementAt(other, i, lengths);
      if (here.isEmpty()) {
        restored.append(other.charAt(i++));
      } else {
        restored.append(originals.get(here));
        i += here.length();
      }
    }
    return restored.toString();
  }

  private String replacementAt(String other, int start, NavigableSet<Integer> lengths) {
    for (int length : lengths.descendingSet()) {
      if (start + length <= other.length()) {
        String candidate = other.substring(start, start + length);
        if (originals.containsKey(candidate)) {
          return candidate;
        }
      }
    }
    return "";
  }

  /** Leaves the originals out, so that they do not come into logs. */
  @Override
  public String toString() {
    return "Redaction[%d replaced, text=%s]".formatted(replaced.size(), text);
  }
}
