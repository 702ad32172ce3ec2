package io.nerine.document;

import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with its tagged entities. Immutable.
 *
 * <p>Spans lie inside the text and are sorted; they may overlap and repeat, since real data does.
 * By default a document is completely tagged: what carries no tag is no entity. A document that is
 * only partly tagged says which types ({@link #reviewedTypes()}) or which regions ({@link
 * #reviewedRegions()}) were reviewed, and may hold rejected tags ({@link #rejectedSpans()}): places
 * known not to be of a type.
 *
 * <pre>{@code
 * AnnotatedDocument document =
 *     AnnotatedDocument.builder("t-17", "Replace valve GX-4471-B.")
 *         .span(14, 23, "PartNumber")
 *         .build();
 * }</pre>
 */
public final class AnnotatedDocument {

  private final String id;
  private final String text;
  private final @Nullable String language;
  private final List<EntitySpan> spans;
  private final List<EntitySpan> rejectedSpans;
  private final @Nullable Set<String> reviewedTypes;
  private final @Nullable List<CharSpan> reviewedRegions;
  private final @Nullable DatasetPart part;
  private final Map<String, @Nullable Object> metadata;

  private AnnotatedDocument(Builder builder) {
    this.id = builder.id;
    this.text = builder.text;
    this.language = builder.language;
    this.spans = sorted(builder.spans);
    this.rejectedSpans = sorted(builder.rejectedSpans);
    this.reviewedTypes =
        builder.reviewedTypes == null
            ? null
            : Collections.unmodifiableSet(new LinkedHashSet<>(builder.reviewedTypes));
    this.reviewedRegions =
        builder.reviewedRegions == null ? null : builder.reviewedRegions.stream().sorted().toList();
    this.part = builder.part;
    this.metadata =
        builder.metadata.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new LinkedHashMap<>(builder.metadata));
  }

  private static List<EntitySpan> sorted(List<EntitySpan> spans) {
    if (spans.size() < 2) {
      return List.copyOf(spans);
    }
    EntitySpan[] sorted = spans.toArray(new EntitySpan[0]);
    Arrays.sort(sorted);
    return List.of(sorted);
  }

  /**
   * Returns a document without tags.
   *
   * @param id the identity of the document in its data set
   * @param text the text
   * @return the document
   */
  public static AnnotatedDocument of(String id, String text) {
    return builder(id, text).build();
  }

  /**
   * Returns a builder for a document.
   *
   * @param id the identity of the document in its data set
   * @param text the text
   * @return the builder
   */
  public static Builder builder(String id, String text) {
    return new Builder(id, text);
  }

  /** {@return a builder that holds all of this document} */
  public Builder toBuilder() {
    Builder builder = new Builder(id, text);
    builder.language = language;
    builder.spans.addAll(spans);
    builder.rejectedSpans.addAll(rejectedSpans);
    builder.reviewedTypes = reviewedTypes;
    builder.reviewedRegions = reviewedRegions;
    builder.part = part;
    builder.metadata.putAll(metadata);
    return builder;
  }

  /** {@return the identity of the document in its data set} */
  public String id() {
    return id;
  }

  /** {@return the text, as it was read} */
  public String text() {
    return text;
  }

  /** {@return the language as a BCP 47 tag, if known} */
  public Optional<String> language() {
    return Optional.ofNullable(language);
  }

  /** {@return the tagged entities, sorted} */
  public List<EntitySpan> spans() {
    return spans;
  }

  /** {@return places that are known not to be entities of the given types, sorted} */
  public List<EntitySpan> rejectedSpans() {
    return rejectedSpans;
  }

  /** {@return the types whose mentions are all tagged; empty means every type} */
  public Optional<Set<String>> reviewedTypes() {
    return Optional.ofNullable(reviewedTypes);
  }

  /** {@return the regions in which all mentions are tagged; empty means the whole text} */
  public Optional<List<CharSpan>> reviewedRegions() {
    return Optional.ofNullable(reviewedRegions);
  }

  /** {@return what the document is meant for, if it says so} */
  public Optional<DatasetPart> part() {
    return Optional.ofNullable(part);
  }

  /**
   * Returns what else came with the document.
   *
   * @return JSON-like values by key: strings, numbers, booleans, lists, maps and {@code null}
   */
  public Map<String, @Nullable Object> metadata() {
    return metadata;
  }

  /**
   * Returns the text of a tag.
   *
   * @param span a tag of this document
   * @return its text
   */
  public String textOf(EntitySpan span) {
    return text.substring(span.start(), span.end());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AnnotatedDocument that
        && id.equals(that.id)
        && text.equals(that.text)
        && Objects.equals(language, that.language)
        && spans.equals(that.spans)
        && rejectedSpans.equals(that.rejectedSpans)
        && Objects.equals(reviewedTypes, that.reviewedTypes)
        && Objects.equals(reviewedRegions, that.reviewedRegions)
        && part == that.part
        && metadata.equals(that.metadata);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, text, spans);
  }

  @Override
  public String toString() {
    return "AnnotatedDocument[id=%s, %d characters, %d spans]"
        .formatted(id, text.length(), spans.size());
  }

  /** Builds an {@link AnnotatedDocument}. Not thread-safe. */
  public static final class Builder {

    private String id;
    private final String text;
    private @Nullable String language;
    private final List<EntitySpan> spans = new ArrayList<>();
    private final List<EntitySpan> rejectedSpans = new ArrayList<>();
    private @Nullable Set<String> reviewedTypes;
    private @Nullable List<CharSpan> reviewedRegions;
    private @Nullable DatasetPart part;
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();

    private Builder(String id, String text) {
      this.id = Objects.requireNonNull(id, "id");
      this.text = Objects.requireNonNull(text, "text");
    }

    /**
     * Sets the identity, in place of the one that the builder began with.
     *
     * @param id the identity
     * @return this builder
     */
    public Builder id(String id) {
      this.id = Objects.requireNonNull(id, "id");
      return this;
    }

    /**
     * Sets the language.
     *
     * @param language a BCP 47 tag such as {@code en}
     * @return this builder
     */
    public Builder language(String language) {
      this.language = Objects.requireNonNull(language, "language");
      return this;
    }

    /**
     * Adds a tag.
     *
     * @param start the offset of the first UTF-16 unit
     * @param end the offset behind the last UTF-16 unit
     * @param type the name of the entity type
     * @return this builder
     * @throws IllegalArgumentException if the span is empty or reaches outside the text
     */
    public Builder span(int start, int end, String type) {
      return span(new EntitySpan(start, end, type));
    }

    /**
     * Adds a tag.
     *
     * @param span the tag
     * @return this builder
     * @throws IllegalArgumentException if the span reaches outside the text
     */
    public Builder span(EntitySpan span) {
      spans.add(inside(span));
      return this;
    }

    /**
     * Adds tags.
     *
     * @param spans the tags
     * @return this builder
     * @throws IllegalArgumentException if a span reaches outside the text
     */
    public Builder spans(Collection<EntitySpan> spans) {
      spans.forEach(this::span);
      return this;
    }

    /**
     * Removes all tags that were added so far.
     *
     * @return this builder
     */
    public Builder clearSpans() {
      spans.clear();
      return this;
    }

    /**
     * Adds a place that is known not to be an entity of a type.
     *
     * @param span the place and the type
     * @return this builder
     * @throws IllegalArgumentException if the span reaches outside the text
     */
    public Builder rejectedSpan(EntitySpan span) {
      rejectedSpans.add(inside(span));
      return this;
    }

    /**
     * Removes all places that were added so far as known not to be entities.
     *
     * @return this builder
     */
    public Builder clearRejectedSpans() {
      rejectedSpans.clear();
      return this;
    }

    /**
     * Declares that only these types are completely tagged.
     *
     * @param types the names of the types
     * @return this builder
     */
    public Builder reviewedTypes(Collection<String> types) {
      this.reviewedTypes = new LinkedHashSet<>(types);
      return this;
    }

    /**
     * Declares that only these regions are completely tagged.
     *
     * @param regions the regions
     * @return this builder
     * @throws IllegalArgumentException if a region reaches outside the text
     */
    public Builder reviewedRegions(Collection<CharSpan> regions) {
      regions.forEach(region -> checkEnd(region.start(), region.end()));
      this.reviewedRegions = List.copyOf(regions);
      return this;
    }

    /**
     * Sets what the document is meant for.
     *
     * @param part the part of the data set
     * @return this builder
     */
    public Builder part(DatasetPart part) {
      this.part = Objects.requireNonNull(part, "part");
      return this;
    }

    /**
     * Adds a value that came with the document.
     *
     * @param key the key
     * @param value a JSON-like value: string, number, boolean, list or map of such, or {@code null}
     * @return this builder
     * @throws IllegalArgumentException if the value is of another kind
     */
    public Builder metadata(String key, @Nullable Object value) {
      Objects.requireNonNull(key, "key");
      metadata.put(key, JsonLike.copy(key, value));
      return this;
    }

    /** {@return the document} */
    public AnnotatedDocument build() {
      return new AnnotatedDocument(this);
    }

    private EntitySpan inside(EntitySpan span) {
      checkEnd(span.start(), span.end());
      return span;
    }

    private void checkEnd(int start, int end) {
      if (end > text.length()) {
        throw new IllegalArgumentException(
            "Span %d..%d of document '%s' reaches outside its text of %d UTF-16 units"
                .formatted(start, end, id, text.length()));
      }
    }
  }
}
