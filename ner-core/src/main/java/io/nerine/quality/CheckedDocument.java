package io.nerine.quality;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.text.CharSpan;
import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** A document with its words, what is tagged of them and what was reviewed. */
final class CheckedDocument {

  /** How two neighbouring words are parted. */
  static final int NO_GAP = 0;

  static final int SPACE_GAP = 1;
  static final int LINE_GAP = 2;

  private static final int BEFORE_TEXT = 1;
  private static final int BEHIND_TEXT = 2;

  private final int index;
  private final AnnotatedDocument annotated;
  private final DatasetPart part;
  private final Vocabulary vocabulary;
  private final Words bounds;
  private final int[] words;
  private final List<Mention> mentions = new ArrayList<>();
  private final BitSet tagged;
  private final BitSet reviewed;
  private final BitSet rejected;
  private final Map<Long, Set<String>> rejectedTypes = new HashMap<>();

  /**
   * Splits a document into words.
   *
   * @param types gives the index of a type
   */
  CheckedDocument(
      int index,
      AnnotatedDocument annotated,
      DatasetPart part,
      Vocabulary vocabulary,
      ToIntFunction<String> types) {
    this.index = index;
    this.annotated = annotated;
    this.part = part;
    this.vocabulary = vocabulary;
    this.bounds = Words.of(annotated.text());
    this.words = new int[bounds.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = vocabulary.id(annotated.text().substring(bounds.start(i), bounds.end(i)));
    }
    this.tagged = new BitSet(words.length);
    this.reviewed = new BitSet(words.length);
    this.rejected = new BitSet(words.length);
    readTags(types);
    readReview();
  }

  private void readTags(ToIntFunction<String> types) {
    EntitySpan last = null;
    Mention farthest = null;
    for (EntitySpan span : annotated.spans()) {
      // Tags of several annotators, or set twice, are one mention.
      if (last != null && last.matches(span)) {
        continue;
      }
      last = span;
      Mention mention = mention(span, types.applyAsInt(span.type()));
      if (farthest != null && mention.first() < farthest.end()) {
        mention.setOverlapping();
        farthest.setOverlapping();
      }
      if (farthest == null || mention.end() > farthest.end()) {
        int from = farthest == null ? 0 : farthest.end();
        tagged.set(Math.max(from, mention.first()), Math.max(from, mention.end()));
        farthest = mention;
      }
      mentions.add(mention);
    }
  }

  private Mention mention(EntitySpan span, int type) {
    int first = wordAt(span.start());
    int end = wordBehind(span.end());
    boolean aligned =
        first < end && bounds.start(first) >= span.start() && bounds.end(end - 1) <= span.end();
    return new Mention(this, span, type, first, end, aligned);
  }

  /** {@return the first word that does not start before an offset} */
  int wordBehind(int offset) {
    int word = wordAt(offset);
    return word < size() && bounds.start(word) < offset ? word + 1 : word;
  }

  /** {@return the first word that ends behind an offset} */
  int wordAt(int offset) {
    int low = 0;
    int high = words.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds.end(middle) > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void readReview() {
    if (annotated.reviewedRegions().isEmpty()) {
      reviewed.set(0, words.length);
    } else {
      for (CharSpan region : annotated.reviewedRegions().get()) {
        reviewed.set(
            wordAt(region.start()), Math.max(wordAt(region.start()), wordAt(region.end())));
      }
    }
    int marked = 0;
    for (EntitySpan span : annotated.rejectedSpans()) {
      Mention place = mention(span, -1);
      rejectedTypes
          .computeIfAbsent(key(place.first(), place.end()), unused -> new HashSet<>())
          .add(span.type());
      if (place.end() > marked) {
        rejected.set(Math.max(marked, place.first()), place.end());
        marked = place.end();
      }
    }
  }

  private static long key(int first, int end) {
    return (long) first << 32 | end;
  }

  int index() {
    return index;
  }

  AnnotatedDocument annotated() {
    return annotated;
  }

  DatasetPart part() {
    return part;
  }

  /** {@return the tags in order, each place and type once} */
  List<Mention> mentions() {
    return Collections.unmodifiableList(mentions);
  }

  /** {@return the number of words} */
  int size() {
    return words.length;
  }

  /** {@return whether a tag covers a word or a part of it} */
  boolean isTagged(int word) {
    return word >= 0 && tagged.get(word);
  }

  /** {@return whether a word lies in a region that was reviewed} */
  boolean isReviewed(int word) {
    return reviewed.get(word);
  }

  /** {@return whether all mentions of a type are tagged in what was reviewed} */
  boolean reviews(String type) {
    return annotated.reviewedTypes().map(types -> types.contains(type)).orElse(true);
  }

  /** {@return whether all mentions of all types are tagged in what was reviewed} */
  boolean reviewsAllTypes() {
    return annotated.reviewedTypes().isEmpty();
  }

  /** {@return whether a word lies in a place that is known not to be of some type} */
  boolean isRejected(int word) {
    return rejected.get(word);
  }

  /** {@return the types that some words are known not to be of} */
  Set<String> rejectedTypes(int first, int end) {
    return rejectedTypes.getOrDefault(key(first, end), Set.of());
  }

  /** {@return the span of some words} */
  CharSpan span(int first, int end) {
    return new CharSpan(bounds.start(first), bounds.end(end - 1));
  }

  /** {@return the text of some words} */
  String text(int first, int end) {
    return annotated.text().substring(bounds.start(first), bounds.end(end - 1));
  }

  /** {@return the number of the word as mentions are compared by} */
  int key(int word) {
    return vocabulary.key(words[word]);
  }

  /** {@return a code of the word without its case, also for places outside the text} */
  int folded(int word) {
    return word < 0
        ? BEFORE_TEXT
        : word >= words.length ? BEHIND_TEXT : vocabulary.folded(words[word]);
  }

  /** {@return a code of the shape of the word, also for places outside the text} */
  int shape(int word) {
    return word < 0
        ? BEFORE_TEXT
        : word >= words.length ? BEHIND_TEXT : vocabulary.shape(words[word]);
  }

  /** {@return a code of the last letters of the word, also for places outside the text} */
  int ending(int word) {
    return word < 0
        ? BEFORE_TEXT
        : word >= words.length ? BEHIND_TEXT : vocabulary.ending(words[word]);
  }

  /** {@return how a word is parted from the one before; as by a line break at the text's ends} */
  int gap(int word) {
    if (word <= 0 || word >= words.length) {
      return LINE_GAP;
    }
    int from = bounds.end(word - 1);
    int to = bounds.start(word);
    for (int i = from; i < to; i++) {
      if (annotated.text().charAt(i) == '\n') {
        return LINE_GAP;
      }
    }
    return from == to ? NO_GAP : SPACE_GAP;
  }
}
