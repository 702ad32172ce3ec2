package io.nerine.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag of one word, taken apart.
 *
 * @param prefix its first letter
 * @param type what follows, without hyphens at the edges; {@code _} if nothing does
 */
record SequenceTag(char prefix, String type) {

  static final SequenceTag OUTSIDE = new SequenceTag('O', "_");

  /** An entity: its first word, the word behind its last, and its type. */
  record Chunk(int start, int end, String type) {}

  /** {@return the tag as seqeval reads it by default: what follows the first hyphen is the type} */
  static SequenceTag lenient(String tag) {
    String rest = tag.substring(1);
    int hyphen = rest.indexOf('-');
    return of(tag, hyphen < 0 ? rest : rest.substring(hyphen + 1));
  }

  /** {@return the tag as seqeval reads it in strict mode} */
  static SequenceTag strict(String tag) {
    int start = 1;
    int end = tag.length();
    while (start < end && tag.charAt(start) == '-') {
      start++;
    }
    while (start < end && tag.charAt(end - 1) == '-') {
      end--;
    }
    return of(tag, tag.substring(start, end));
  }

  private static SequenceTag of(String tag, String type) {
    return new SequenceTag(tag.charAt(0), type.isEmpty() ? "_" : type);
  }

  /**
   * Finds the entities of a sentence.
   *
   * @param tags the tags of its words
   * @param scheme the scheme to keep to, or {@code null} to take illegal tags as conlleval does
   * @return the entities in order
   */
  static List<Chunk> chunks(List<SequenceTag> tags, @Nullable SequenceScheme scheme) {
    return scheme == null ? lenientChunks(tags) : strictChunks(tags, scheme);
  }

  private static List<Chunk> lenientChunks(List<SequenceTag> tags) {
    List<Chunk> chunks = new ArrayList<>();
    SequenceTag before = OUTSIDE;
    int start = 0;
    for (int word = 0; word <= tags.size(); word++) {
      SequenceTag tag = word < tags.size() ? tags.get(word) : OUTSIDE;
      if (before.endsLeniently(tag)) {
        chunks.add(new Chunk(start, word, before.type));
      }
      if (tag.startsLeniently(before)) {
        start = word;
      }
      before = tag;
    }
    return chunks;
  }

  private boolean endsLeniently(SequenceTag next) {
    return prefix == 'E'
        || prefix == 'S'
        || (isOneOf("BI") && next.isOneOf("BSO"))
        || (prefix != 'O' && !type.equals(next.type));
  }

  private boolean startsLeniently(SequenceTag before) {
    return isOneOf("BS")
        || (isOneOf("EI") && before.isOneOf("ESO"))
        || (prefix != 'O' && !type.equals(before.type));
  }

  private boolean isOneOf(String prefixes) {
    return prefixes.indexOf(prefix) >= 0;
  }

  private static List<Chunk> strictChunks(List<SequenceTag> tags, SequenceScheme scheme) {
    List<Chunk> chunks = new ArrayList<>();
    int word = 0;
    while (word < tags.size()) {
      SequenceTag before = word == 0 ? OUTSIDE : tags.get(word - 1);
      SequenceTag first = tags.get(word);
      if (!scheme.starts(before, first)) {
        word++;
        continue;
      }
      int end = word + 1;
      while (end < tags.size() && scheme.continues(tags.get(end - 1), tags.get(end))) {
        end++;
      }
      SequenceTag next = end < tags.size() ? tags.get(end) : OUTSIDE;
      if (scheme.endsBefore(tags.get(end - 1), next)) {
        chunks.add(new Chunk(word, end, first.type));
      }
      word = end;
    }
    return chunks;
  }
}
