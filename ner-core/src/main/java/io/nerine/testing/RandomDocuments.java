package io.nerine.testing;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes random tagged documents of a schema, for tests with many. Tags begin and end between
 * characters and do not overlap, unless {@link #overlapping()} says so. Equal random numbers give
 * equal documents. Immutable; thread-safe.
 *
 * <p>With jqwik:
 *
 * <pre>{@code
 * @Provide
 * Arbitrary<AnnotatedDocument> documents() {
 *   return Arbitraries.randomValue(RandomDocuments.of(schema)::next);
 * }
 * }</pre>
 */
public final class RandomDocuments {

  private static final int MOST_SPANS = 6;

  /** UTF-16 units of the longest tag, about. */
  private static final int LONGEST_SPAN = 20;

  private final EntitySchema schema;
  private final RandomTexts texts;
  private final int maxSpans;
  private final boolean overlapping;

  private RandomDocuments(
      EntitySchema schema, RandomTexts texts, int maxSpans, boolean overlapping) {
    this.schema = schema;
    this.texts = texts;
    this.maxSpans = maxSpans;
    this.overlapping = overlapping;
  }

  /**
   * Returns a maker of documents with texts of all kinds and up to six tags.
   *
   * @param schema the types of the tags
   * @return the maker
   */
  public static RandomDocuments of(EntitySchema schema) {
    return new RandomDocuments(
        Objects.requireNonNull(schema, "schema"),
        RandomTexts.of(TextKind.values()),
        MOST_SPANS,
        false);
  }

  /**
   * Sets what makes the texts.
   *
   * @param texts the maker of texts
   * @return a maker of such documents
   */
  public RandomDocuments texts(RandomTexts texts) {
    return new RandomDocuments(
        schema, Objects.requireNonNull(texts, "texts"), maxSpans, overlapping);
  }

  /**
   * Sets the greatest number of tags; a short text has room for fewer.
   *
   * @param maxSpans 0 or more
   * @return a maker of such documents
   * @throws IllegalArgumentException if negative
   */
  public RandomDocuments maxSpans(int maxSpans) {
    if (maxSpans < 0) {
      throw new IllegalArgumentException("maxSpans must not be negative, found " + maxSpans);
    }
    return new RandomDocuments(schema, texts, maxSpans, overlapping);
  }

  /**
   * Lets tags overlap, nest and repeat.
   *
   * @return a maker of such documents
   */
  public RandomDocuments overlapping() {
    return new RandomDocuments(schema, texts, maxSpans, true);
  }

  /**
   * Makes a document.
   *
   * @param random where chance comes from
   * @return the document; its id is as good as unique
   */
  public AnnotatedDocument next(Random random) {
    String text = texts.next(random);
    AnnotatedDocument.Builder document =
        AnnotatedDocument.builder("d-%016x".formatted(random.nextLong()), text);
    int wanted = random.nextInt(maxSpans + 1);
    int free = 0;
    for (int i = 0; i < wanted; i++) {
      int from = overlapping ? 0 : free;
      if (from >= text.length()) {
        break;
      }
      int reach = overlapping ? text.length() : Math.min(text.length() - from, 2 * LONGEST_SPAN);
      int start = ShownText.whole(text, from + random.nextInt(reach));
      int end =
          ShownText.whole(text, Math.min(text.length(), start + 1 + random.nextInt(LONGEST_SPAN)));
      if (start >= from && end > start) {
        document.span(new EntitySpan(start, end, type(random)));
        free = end;
      }
    }
    return document.build();
  }

  /**
   * Makes documents, such as for a data set.
   *
   * @param count how many, 0 or more
   * @param seed the same seed gives the same documents
   * @return the documents
   */
  public List<AnnotatedDocument> list(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> next(random)).toList();
  }

  private String type(Random random) {
    List<String> names = schema.typeNames();
    return names.get(random.nextInt(names.size()));
  }
}
