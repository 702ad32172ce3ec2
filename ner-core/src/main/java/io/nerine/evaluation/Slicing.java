package io.nerine.evaluation;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.text.Words;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A way to divide mentions into slices that are scored apart, such as by their length or the
 * language of their document.
 *
 * <pre>{@code
 * EvaluationOptions options =
 *     EvaluationOptions.builder()
 *         .slice("seen in training", Slicing.seen(train))
 *         .slice("site", (document, mention) -> Optional.of(document.id().substring(0, 2)))
 *         .build();
 * }</pre>
 *
 * <p>Recall is that of the gold mentions that fall into a slice, precision that of the predictions
 * that do. A prediction that is right falls where its gold mention does; one that is wrong is asked
 * for as a mention of its own, without attributes: so its own length, place and text decide.
 */
@FunctionalInterface
public interface Slicing {

  /** The slice of what has no value. */
  String NONE = "none";

  /**
   * Names the slice of a mention. Called once for each gold mention and each wrong prediction.
   *
   * @param document the gold document
   * @param mention a gold mention, or a prediction that is wrong
   * @return the name of its slice, or empty if it belongs to none
   */
  Optional<String> slice(AnnotatedDocument document, EntitySpan mention);

  /**
   * Divides by whether the same text was tagged in training.
   *
   * @param training the documents trained on
   * @return slices {@code seen}, {@code seen as another type} and {@code unseen}
   */
  static Slicing seen(Iterable<AnnotatedDocument> training) {
    Map<String, Set<String>> typesOfText = new HashMap<>();
    for (AnnotatedDocument document : training) {
      for (EntitySpan span : document.spans()) {
        typesOfText
            .computeIfAbsent(document.textOf(span), text -> new HashSet<>())
            .add(span.type());
      }
    }
    return (document, mention) -> {
      Set<String> types = typesOfText.getOrDefault(document.textOf(mention), Set.of());
      String known = types.isEmpty() ? "unseen" : "seen as another type";
      return Optional.of(types.contains(mention.type()) ? "seen" : known);
    };
  }

  /**
   * Divides by whether the text of a mention is one of the given.
   *
   * @param mentions texts of mentions, as they are written
   * @return slices {@code seen} and {@code unseen}
   */
  static Slicing seen(Set<String> mentions) {
    Set<String> copy = Set.copyOf(mentions);
    return (document, mention) ->
        Optional.of(copy.contains(document.textOf(mention)) ? "seen" : "unseen");
  }

  /**
   * Divides by how often the same text was tagged in training, as any type.
   *
   * @param training the documents trained on
   * @return slices {@code 0}, {@code 1}, {@code 2-4}, {@code 5-19}, {@code 20-99} and {@code 100+}
   */
  static Slicing frequency(Iterable<AnnotatedDocument> training) {
    Map<String, Integer> counts = new HashMap<>();
    for (AnnotatedDocument document : training) {
      for (EntitySpan span : document.spans()) {
        counts.merge(document.textOf(span), 1, Integer::sum);
      }
    }
    return (document, mention) -> {
      int count = counts.getOrDefault(document.textOf(mention), 0);
      return Optional.of(Buckets.name(count, 0, 1, 2, 5, 20, 100));
    };
  }

  /**
   * Divides by the number of {@linkplain Words words} in a mention.
   *
   * @return slices {@code 0} (white space alone), {@code 1}, {@code 2}, {@code 3}, {@code 4},
   *     {@code 5-9} and {@code 10+}
   */
  static Slicing words() {
    return (document, mention) ->
        Optional.of(Buckets.name(Words.of(document.textOf(mention)).size(), 0, 1, 2, 3, 4, 5, 10));
  }

  /**
   * Divides by the number of characters (code points) in a mention.
   *
   * @return slices {@code 1-2}, {@code 3-4}, {@code 5-9}, {@code 10-19}, {@code 20-49} and {@code
   *     50+}
   */
  static Slicing characters() {
    return (document, mention) ->
        Optional.of(
            Buckets.name(
                document.text().codePointCount(mention.start(), mention.end()),
                1,
                3,
                5,
                10,
                20,
                50));
  }

  /**
   * Divides by where in its document a mention begins, relative to the length of the text.
   *
   * @return slices {@code 1st quarter} to {@code 4th quarter}
   */
  static Slicing position() {
    return (document, mention) -> {
      long quarter = 4L * mention.start() / document.text().length();
      return Optional.of(
          switch ((int) quarter) {
            case 0 -> "1st quarter";
            case 1 -> "2nd quarter";
            case 2 -> "3rd quarter";
            default -> "4th quarter";
          });
    };
  }

  /**
   * Divides by how many characters (UTF-16 units) stand before a mention, which shows what long
   * documents cost.
   *
   * @return slices {@code 0-499}, {@code 500-1999}, {@code 2000-9999}, {@code 10000-99999} and
   *     {@code 100000+}
   */
  static Slicing offset() {
    return (document, mention) ->
        Optional.of(Buckets.name(mention.start(), 0, 500, 2_000, 10_000, 100_000));
  }

  /**
   * Divides by the language of the document.
   *
   * @return a slice for each language tag, {@link #NONE} for documents without
   */
  static Slicing language() {
    return (document, mention) -> Optional.of(document.language().orElse(NONE));
  }

  /**
   * Divides by a value that came with the document.
   *
   * @param key the key in {@link AnnotatedDocument#metadata()}
   * @return a slice for each value, {@link #NONE} for documents without
   */
  static Slicing metadata(String key) {
    return (document, mention) -> {
      Object value = document.metadata().get(key);
      return Optional.of(value == null ? NONE : String.valueOf(value));
    };
  }
}
