package io.nerine.internal.format.webanno;

import io.nerine.format.ReadOptions;
import io.nerine.internal.format.OptionChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which annotations are tags.
 *
 * @param layer the name of their layer, full or without package; null for the default
 * @param feature the name of the feature that holds the type; null for the default
 * @param dropUntyped whether those are left out that have no value for it
 */
record WebannoOptions(@Nullable String layer, @Nullable String feature, boolean dropUntyped) {

  private static final String LAYER = "layer";
  private static final String FEATURE = "feature";
  private static final String UNTYPED = "untyped";

  /** The options of reading, and what they mean. */
  static final Map<String, String> NAMES =
      Map.of(
          LAYER,
          "span layer that holds the tags, by its full or last name; NamedEntity by default, or"
              + " else the first with a feature",
          FEATURE,
          "feature that holds the type; value by default, or else the first of the layer",
          UNTYPED,
          "what becomes of annotations without a value: layer (default) takes the name of their"
              + " layer as type, drop leaves them out");

  static WebannoOptions of(ReadOptions options) {
    String untyped = OptionChoice.of(UNTYPED, options.option(UNTYPED), List.of("layer", "drop"));
    return new WebannoOptions(
        options.option(LAYER).orElse(null),
        options.option(FEATURE).orElse(null),
        untyped.equals("drop"));
  }
}
