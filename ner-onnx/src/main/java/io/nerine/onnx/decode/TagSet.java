package io.nerine.onnx.decode;

import io.nerine.document.EntitySpan;
import io.nerine.onnx.text.EncodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tags of a list of entity types in the BIO scheme: tag 0 is {@code O}, type {@code k} begins
 * with tag {@code 1 + 2k} ({@code B-}) and goes on with {@code 2 + 2k} ({@code I-}). Every mention
 * begins with {@code B-}. Immutable.
 *
 * <pre>{@code
 * TagSet.bio(List.of("Site", "Part")).tagNames(); // O, B-Site, I-Site, B-Part, I-Part
 * }</pre>
 */
public final class TagSet {

  /** The tag of words outside all mentions. */
  static final int OUTSIDE = 0;

  private static final Comparator<EntitySpan> EARLIER_THEN_LONGER =
      Comparator.comparingInt(EntitySpan::start)
          .thenComparing(Comparator.comparingInt(EntitySpan::end).reversed())
          .thenComparing(EntitySpan::type);

  private final List<String> typeNames;
  private final Map<String, Integer> types;

  private TagSet(List<String> typeNames) {
    this.typeNames = List.copyOf(typeNames);
    this.types = new HashMap<>();
    for (int type = 0; type < typeNames.size(); type++) {
      if (types.put(typeNames.get(type), type) != null) {
        throw new IllegalArgumentException(
            "Type '%s' occurs twice in a tag set".formatted(typeNames.get(type)));
      }
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException("A tag set needs at least one type");
    }
  }

  /**
   * Returns the BIO tags of types.
   *
   * @param types the names of the types, at least one, in the order of the model's outputs
   * @return the tag set
   * @throws IllegalArgumentException if there is no type or one occurs twice
   */
  public static TagSet bio(List<String> types) {
    return new TagSet(types);
  }

  /** {@return the number of tags, {@code 1 + 2 * types}} */
  public int size() {
    return 1 + 2 * typeNames.size();
  }

  /** {@return the names of the types, in order} */
  public List<String> typeNames() {
    return typeNames;
  }

  /** {@return the names of the tags, in order} */
  public List<String> tagNames() {
    List<String> names = new ArrayList<>(size());
    names.add("O");
    for (String type : typeNames) {
      names.add("B-" + type);
      names.add("I-" + type);
    }
    return List.copyOf(names);
  }

  static int begin(int type) {
    return 1 + 2 * type;
  }

  static int inside(int type) {
    return 2 + 2 * type;
  }

  /**
   * Turns spans into a tag for each word.
   *
   * <p>A span that cuts a word is widened to the whole word. Of spans that overlap, the one that
   * begins first stays, of those that begin together the longest; a span that repeats another one
   * exactly is passed over in silence.
   *
   * @param text the text as the model sees it
   * @param spans tagged mentions of that text
   * @return the tags, and what became of spans that they can't express exactly
   * @throws IllegalArgumentException if a span's type is not one of this set
   */
  public TagEncoding encode(EncodedText text, List<EntitySpan> spans) {
    int[] tags = new int[text.size()];
    List<TagEncoding.LeftOut> leftOut = new ArrayList<>();
    List<EntitySpan> widened = new ArrayList<>();
    EntitySpan kept = null;
    int taken = 0;
    for (EntitySpan span : spans.stream().sorted(EARLIER_THEN_LONGER).toList()) {
      Integer type = types.get(span.type());
      if (type == null) {
        throw new IllegalArgumentException(
            "Type '%s' of the span %d..%d is not one of %s"
                .formatted(span.type(), span.start(), span.end(), typeNames));
      }
      if (kept != null && kept.matches(span)) {
        continue;
      }
      int first = firstWordEndingAfter(text, span.start());
      int end = first;
      while (end < text.size() && text.start(end) < span.end()) {
        end++;
      }
      if (first == end) {
        leftOut.add(new TagEncoding.LeftOut(span, TagEncoding.Reason.COVERS_NO_WORD));
      } else if (first < taken) {
        leftOut.add(new TagEncoding.LeftOut(span, TagEncoding.Reason.OVERLAPS));
      } else {
        tags[first] = begin(type);
        for (int word = first + 1; word < end; word++) {
          tags[word] = inside(type);
        }
        if (text.start(first) < span.start() || text.end(end - 1) > span.end()) {
          widened.add(span);
        }
        kept = span;
        taken = end;
      }
    }
    return new TagEncoding(tags, leftOut, widened);
  }

  private static int firstWordEndingAfter(EncodedText text, int offset) {
    int low = 0;
    int high = text.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.end(middle) > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  @Override
  public String toString() {
    return tagNames().toString();
  }
}
