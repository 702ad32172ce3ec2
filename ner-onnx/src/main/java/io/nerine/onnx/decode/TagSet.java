package io.nerine.onnx.decode;

import io.nerine.document.EntitySpan;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.decode.TagScheme.Part;
import io.nerine.onnx.text.EncodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a list of entity types: which scheme they follow and in what order the model scores
 * them. Immutable.
 *
 * <p>The tags of a model that Nerine trains are those of {@link #bio}: tag 0 is {@code O}, type
 * {@code k} begins with tag {@code 1 + 2k} ({@code B-}) and goes on with {@code 2 + 2k} ({@code
 * I-}). Other models can have any scheme and order, and scores that stand for nothing.
 *
 * <pre>{@code
 * TagSet.bio(List.of("Site", "Part")).tagNames(); // O, B-Site, I-Site, B-Part, I-Part
 * TagSet.of(TagScheme.IO, List.of("Site", "Part"), List.of("I-Part", "O", "I-Site"));
 * }</pre>
 */
public final class TagSet {

  /** The name of a score that stands for no tag, and is never the best. */
  public static final String UNUSED = "*";

  private static final String TAG_SCHEME = "tagScheme";
  private static final String TAGS = "tags";

  /** The tag of words outside all mentions. */
  static final int OUTSIDE = 0;

  private static final Comparator<EntitySpan> EARLIER_THEN_LONGER =
      Comparator.comparingInt(EntitySpan::start)
          .thenComparing(Comparator.comparingInt(EntitySpan::end).reversed())
          .thenComparing(EntitySpan::type);

  private final TagScheme scheme;
  private final List<String> typeNames;
  private final Map<String, Integer> types = new HashMap<>();
  private final List<String> tagNames;

  /** {@code [tags]} the part of each tag, {@code null} where it is unused. */
  private final @Nullable Part[] parts;

  /** {@code [tags]} the type of each tag, -1 for {@code O}. */
  private final int[] typeOfTag;

  /** {@code [types][parts]} the tag, -1 where there is none. */
  private final int[][] tagOf;

  private TagSet(TagScheme scheme, List<String> typeNames, List<String> tagNames) {
    this.scheme = scheme;
    this.typeNames = List.copyOf(typeNames);
    this.tagNames = List.copyOf(tagNames);
    for (int type = 0; type < typeNames.size(); type++) {
      if (types.put(typeNames.get(type), type) != null) {
        throw new IllegalArgumentException(
            "Type '%s' occurs twice in a tag set".formatted(typeNames.get(type)));
      }
    }
    if (types.isEmpty()) {
      throw new IllegalArgumentException("A tag set needs at least one type");
    }
    this.parts = new @Nullable Part[tagNames.size()];
    this.typeOfTag = new int[tagNames.size()];
    this.tagOf = new int[typeNames.size()][Part.values().length];
    for (int[] row : tagOf) {
      Arrays.fill(row, -1);
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int tag = 0; tag < parts.length; tag++) {
      String name = tagNames.get(tag);
      if (!name.equals(UNUSED)) {
        read(tag, name);
        if (seen.put(name, tag) != null) {
          throw new IllegalArgumentException("Tag '%s' occurs twice".formatted(name));
        }
      }
    }
    if (!seen.containsKey("O")) {
      throw new IllegalArgumentException("A tag set needs the tag O, found " + tagNames);
    }
    for (int type = 0; type < typeNames.size(); type++) {
      checkExpressible(type);
    }
  }

  private void read(int tag, String name) {
    typeOfTag[tag] = -1;
    if (name.equals("O")) {
      parts[tag] = Part.OUTSIDE;
      return;
    }
    Integer type = name.length() > 2 ? types.get(name.substring(2)) : null;
    for (Part part : scheme.parts()) {
      if (type != null && name.startsWith(scheme.letter(part) + "-")) {
        parts[tag] = part;
        typeOfTag[tag] = type;
        tagOf[type][part.index] = tag;
        return;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no tag of the scheme %s for one of the types %s"
            .formatted(name, scheme, typeNames));
  }

  private void checkExpressible(int type) {
    boolean expressible =
        switch (scheme) {
          case IO, IOB1 -> tag(type, Part.INSIDE) >= 0;
          case BIO -> tag(type, Part.BEGIN) >= 0;
          case BIOES, BILOU ->
              tag(type, Part.BEGIN) >= 0 ? tag(type, Part.END) >= 0 : tag(type, Part.SINGLE) >= 0;
        };
    if (!expressible) {
      throw new IllegalArgumentException(
          "The tags can't express a mention of type '%s' in the scheme %s: %s"
              .formatted(typeNames.get(type), scheme, tagNames));
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
    return of(TagScheme.BIO, types);
  }

  /**
   * Returns the tags of types in the order of {@link #bio}: {@code O}, then all of the first type.
   *
   * @param scheme the scheme
   * @param types the names of the types, at least one
   * @return the tag set
   * @throws IllegalArgumentException if there is no type or one occurs twice
   */
  public static TagSet of(TagScheme scheme, List<String> types) {
    List<String> names = new ArrayList<>();
    names.add("O");
    for (String type : types) {
      scheme.parts().forEach(part -> names.add(scheme.letter(part) + "-" + type));
    }
    return new TagSet(scheme, types, names);
  }

  /**
   * Returns the tags of a model of any order.
   *
   * @param scheme the scheme
   * @param types the names of the types, at least one
   * @param tags the name of each score of the model, in order: {@code O}, a letter of the scheme
   *     with a type as in {@code B-Site}, or {@value #UNUSED}; not all tags of a type need be there
   * @return the tag set
   * @throws IllegalArgumentException if there is no type, a name is none of these, occurs twice, or
   *     the tags of a type can't express a mention
   */
  public static TagSet of(TagScheme scheme, List<String> types, List<String> tags) {
    return new TagSet(
        Objects.requireNonNull(scheme, "scheme"), types, Objects.requireNonNull(tags, "tags"));
  }

  /**
   * Reads the tags of a model.
   *
   * @param settings the values by key, as {@link #toMap()} gives them; other keys are ignored
   * @param types the names of the types
   * @return the tag set
   * @throws ModelLoadingException if a value is of the wrong kind or does not fit the types
   */
  public static TagSet from(Map<String, ?> settings, List<String> types) {
    TagScheme scheme = TagScheme.from(settings.get(TAG_SCHEME));
    Object tags = settings.get(TAGS);
    if (tags == null) {
      return of(scheme, types);
    }
    if (!(tags instanceof List<?> names) || !names.stream().allMatch(String.class::isInstance)) {
      throw new ModelLoadingException(
          "Settings of the model: '%s' must be a list of names, found %s; write the model anew"
              .formatted(TAGS, tags));
    }
    try {
      return of(scheme, types, names.stream().map(String.class::cast).toList());
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException(
          "Settings of the model: '%s': %s".formatted(TAGS, e.getMessage()), e);
    }
  }

  /** {@return the scheme and the order of the tags by key, for a model's manifest} */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    map.put(TAG_SCHEME, scheme.name());
    if (!tagNames.equals(of(scheme, typeNames).tagNames)) {
      map.put(TAGS, tagNames);
    }
    return map;
  }

  /** {@return how the tags say where mentions begin and end} */
  public TagScheme scheme() {
    return scheme;
  }

  /** {@return the number of tags, unused scores counted} */
  public int size() {
    return tagNames.size();
  }

  /** {@return the names of the types, in order} */
  public List<String> typeNames() {
    return typeNames;
  }

  /** {@return the names of the tags, in order} */
  public List<String> tagNames() {
    return tagNames;
  }

  /** {@return whether the tags are those of {@link #bio}} */
  boolean isPlainBio() {
    return scheme == TagScheme.BIO && tagNames.equals(bio(typeNames).tagNames);
  }

  boolean isUsed(int tag) {
    return parts[tag] != null;
  }

  /** {@return the part of a used tag} */
  Part part(int tag) {
    return Objects.requireNonNull(parts[tag]);
  }

  /** {@return the type of a tag, -1 for {@code O}} */
  int type(int tag) {
    return typeOfTag[tag];
  }

  /** {@return the tag of a part of a type, -1 if there is none} */
  int tag(int type, Part part) {
    return tagOf[type][part.index];
  }

  /**
   * Returns the tag of the first word of a mention, in the order of {@link #bio}.
   *
   * @param type an index of {@link #typeNames()}
   * @return the tag
   */
  public static int begin(int type) {
    return 1 + 2 * type;
  }

  /**
   * Returns the tag of the other words of a mention, in the order of {@link #bio}.
   *
   * @param type an index of {@link #typeNames()}
   * @return the tag
   */
  public static int inside(int type) {
    return 2 + 2 * type;
  }

  /**
   * Turns spans into a tag for each word, for training.
   *
   * <p>A span that cuts a word is widened to the whole word. Of spans that overlap, the one that
   * begins first stays, of those that begin together the longest; a span that repeats another one
   * exactly is passed over in silence.
   *
   * @param text the text as the model sees it
   * @param spans tagged mentions of that text
   * @return the tags, and what became of spans that they can't express exactly
   * @throws IllegalArgumentException if a span's type is not one of this set
   * @throws IllegalStateException if this is not the tag set of {@link #bio}
   */
  public TagEncoding encode(EncodedText text, List<EntitySpan> spans) {
    if (!isPlainBio()) {
      throw new IllegalStateException("Models are trained with BIO tags, found " + tagNames);
    }
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
