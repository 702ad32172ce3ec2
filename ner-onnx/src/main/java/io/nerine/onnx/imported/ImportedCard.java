package io.nerine.onnx.imported;

import io.nerine.report.ModelCard;
import io.nerine.schema.EntitySchema;
import java.util.Map;
import java.util.Optional;

/** The card of a model from elsewhere: what is known of it, and what is not. */
final class ImportedCard {

  private ImportedCard() {}

  static ModelCard of(
      String name, EntitySchema schema, Map<String, Object> provenance, Optional<String> license) {
    return ModelCard.builder(name, schema)
        .settings(provenance)
        .limit(
            "Imported: how good it is on your texts is not known. Evaluate it on tagged"
                + " documents.")
        .limit(
            license
                .map(stated -> "The licence that it came with is " + stated + "; see its terms.")
                .orElse("It came without a stated licence; find out whether you may use it."))
        .build();
  }
}
