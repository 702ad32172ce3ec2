package io.nerine.internal;

import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** How sure a model is of a tag, as the attribute {@link EntitySpan#CONFIDENCE} states it. */
public final class Confidences {

  private Confidences() {}

  /**
   * Reads the confidence of a tag.
   *
   * @param span the tag
   * @return its confidence, 0 to 1, or empty if it states none
   * @throws DataFormatException if what it states is no such number
   */
  public static OptionalDouble of(EntitySpan span) {
    String written = span.attributes().get(EntitySpan.CONFIDENCE);
    if (written == null) {
      return OptionalDouble.empty();
    }
    double confidence;
    try {
      confidence = Double.parseDouble(written);
    } catch (NumberFormatException e) {
      confidence = Double.NaN;
    }
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new DataFormatException(
          "The prediction of %s at %d..%d has the confidence '%s'; give a number from 0 to 1 or none"
              .formatted(span.type(), span.start(), span.end(), written));
    }
    return OptionalDouble.of(confidence);
  }

  /** {@return the tag with a confidence, its other attributes kept} */
  public static EntitySpan with(EntitySpan span, double confidence) {
    Map<String, String> attributes = new HashMap<>(span.attributes());
    attributes.put(EntitySpan.CONFIDENCE, Double.toString(confidence));
    return new EntitySpan(span.start(), span.end(), span.type(), attributes);
  }
}
