package io.nerine.onnx.quantize;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A graph in 8 bits that was made and held against the one in floats.
 *
 * @param precision what of it is in 8 bits
 * @param int8Products the number of products with weights and activations in 8 bits
 * @param weightProducts the number of products with weights alone in 8 bits
 * @param graphBytes the size of the graph
 * @param f1 the micro F1 on the gate's documents, 0 to 1; NaN where none were given
 * @param f1Change {@code f1} less that of the graph in floats; NaN where no documents were given
 * @param spanAgreement the F1 of its entities taken as predictions and those of the graph in floats
 *     as gold, 0 to 1; NaN where no texts were given
 * @param speed its windows a second over those of the graph in floats, measured by turns on one
 *     thread; NaN where no texts were given
 * @param accepted whether the gate let it pass
 */
public record QuantizationAttempt(
    Precision precision,
    int int8Products,
    int weightProducts,
    long graphBytes,
    double f1,
    double f1Change,
    double spanAgreement,
    double speed,
    boolean accepted) {

  /** Creates the attempt. */
  public QuantizationAttempt {
    Objects.requireNonNull(precision, "precision");
  }

  /** {@return the figures by name, without those that are not known} */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("precision", precision.name().toLowerCase(Locale.ROOT));
    map.put("int8Products", int8Products);
    map.put("weightProducts", weightProducts);
    map.put("graphBytes", graphBytes);
    putKnown(map, "f1", f1);
    putKnown(map, "f1Change", f1Change);
    putKnown(map, "spanAgreement", spanAgreement);
    map.put("accepted", accepted);
    return map;
  }

  private static void putKnown(Map<String, Object> map, String key, double value) {
    if (!Double.isNaN(value)) {
      map.put(key, value);
    }
  }
}
