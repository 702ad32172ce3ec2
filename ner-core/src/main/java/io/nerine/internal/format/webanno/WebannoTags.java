package io.nerine.internal.format.webanno;

import io.nerine.document.EntitySpan;
import io.nerine.internal.format.files.Tally;
import io.nerine.internal.format.webanno.WebannoHeader.Layer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the annotations of the layer that holds the tags. Not thread-safe. */
final class WebannoTags {

  private static final String NONE = "_";
  private static final String EMPTY = "*";

  /** No annotator does that; hostile files may. */
  private static final int MOST_STACKED = 1000;

  private final Layer layer;
  private final int type;
  private final boolean dropUntyped;
  private final Tally notes;
  private final List<Annotation> annotations = new ArrayList<>();

  /** The annotations that reach over several rows or are stacked, by the number in brackets. */
  private final Map<String, Annotation> numbered = new LinkedHashMap<>();

  WebannoTags(Layer layer, int type, boolean dropUntyped, Tally notes) {
    this.layer = layer;
    this.type = type;
    this.dropUntyped = dropUntyped;
    this.notes = notes;
  }

  private static final class Annotation {
    private final int start;
    private final String place;
    private int end;
    private Map<String, String> features = Map.of();

    Annotation(int start, int end, String place) {
      this.start = start;
      this.end = end;
      this.place = place;
    }

    /** A value stands in each row; what the first says counts. */
    void set(String feature, String value) {
      if (features.isEmpty()) {
        features = new LinkedHashMap<>();
      }
      features.putIfAbsent(feature, value);
    }
  }

  /** {@return whether the tags are those of a layer} */
  boolean isOf(Layer other) {
    return layer.equals(other);
  }

  /** {@return whether a row has annotations of the layer} */
  boolean isOn(List<String> columns) {
    for (int i = 0; i < layer.features().size(); i++) {
      if (!columns.get(layer.first() + i).equals(NONE)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the annotations of a row.
   *
   * @param columns its columns behind the first three
   * @param start the offset of its first unit in the text
   * @param end the offset behind its last unit
   * @param place where it stands
   */
  void add(List<String> columns, int start, int end, String place) {
    List<Annotation> stacked = new ArrayList<>(1);
    for (int i = 0; i < layer.features().size(); i++) {
      String column = columns.get(layer.first() + i);
      // The numbers that the target of a link carries are those of what it points to.
      if (column.equals(NONE) || layer.isTarget(i)) {
        continue;
      }
      List<String> values = WebannoEscapes.split(column, '|');
      for (int k = 0; k < Math.min(values.size(), MOST_STACKED); k++) {
        String value = values.get(k);
        int bracket = bracket(value);
        if (k >= stacked.size()) {
          String number = bracket < 0 ? null : value.substring(bracket + 1, value.length() - 1);
          stacked.add(annotation(number, start, end, place));
        }
        feature(stacked.get(k), i, bracket < 0 ? value : value.substring(0, bracket));
      }
      if (values.size() > MOST_STACKED) {
        notes.warning(
            place,
            "more than %d annotations on one token".formatted(MOST_STACKED),
            "read up to there",
            "");
      }
    }
  }

  private void feature(Annotation annotation, int feature, String value) {
    if (layer.isValue(feature)) {
      if (!value.equals(EMPTY)) {
        annotation.set(layer.features().get(feature), WebannoEscapes.valueOf(value));
      }
    } else if (!layer.features().get(feature).isEmpty()) {
      notes.info(annotation.place, "a link between annotations", "left out");
    }
  }

  private Annotation annotation(@Nullable String number, int start, int end, String place) {
    Annotation known = number == null ? null : numbered.get(number);
    if (known != null) {
      known.end = Math.max(known.end, end);
      return known;
    }
    Annotation annotation = new Annotation(start, end, place);
    annotations.add(annotation);
    if (number != null) {
      numbered.put(number, annotation);
    }
    return annotation;
  }

  /** Where the number begins that marks a value; -1 if there is none. */
  private static int bracket(String value) {
    if (!value.endsWith("]") || value.endsWith("\\]")) {
      return -1;
    }
    int bracket = value.lastIndexOf('[');
    boolean digits = bracket >= 0 && bracket + 2 < value.length();
    for (int i = bracket + 1; i < value.length() - 1 && digits; i++) {
      char c = value.charAt(i);
      digits = c >= '0' && c <= '9';
    }
    return digits ? bracket : -1;
  }

  /** {@return the tags of all rows} */
  List<EntitySpan> spans() {
    List<EntitySpan> spans = new ArrayList<>(annotations.size());
    for (Annotation annotation : annotations) {
      if (annotation.start == annotation.end) {
        notes.warning(
            annotation.place,
            "an annotation of no character",
            "left out; a tag has at least one",
            "annotate the text that is meant");
        continue;
      }
      Map<String, String> attributes = new LinkedHashMap<>(annotation.features);
      String value = type < 0 ? null : attributes.remove(layer.features().get(type));
      if (value == null || value.isBlank()) {
        value = untyped(annotation.place);
      }
      if (value != null) {
        spans.add(new EntitySpan(annotation.start, annotation.end, value, attributes));
      }
    }
    return spans;
  }

  /** The type of an annotation that has no value. A layer without features is itself a type. */
  private @Nullable String untyped(String place) {
    if (layer.simpleName().isBlank()) {
      notes.warning(
          place,
          "an annotation without a type, on a layer without a name",
          "left out",
          "name the layer in the line '#T_SP=', or give the feature that holds the type a value");
      return null;
    }
    if (type < 0) {
      return layer.simpleName();
    }
    notes.warning(
        place,
        "an annotation whose feature '%s' is empty".formatted(layer.features().get(type)),
        dropUntyped
            ? "left out"
            : "read as of type '%s', the name of its layer".formatted(layer.simpleName()),
        "give the feature a value, or name another by option 'feature'");
    return dropUntyped ? null : layer.simpleName();
  }
}
