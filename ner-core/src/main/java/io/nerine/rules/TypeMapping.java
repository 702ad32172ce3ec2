package io.nerine.rules;

import io.nerine.extract.Entity;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Another extractor whose entities have the types of another schema: some are renamed, several can
 * become one, and those without a counterpart are left out. Owns the other extractor and closes it;
 * as thread-safe as that one. Thresholds in options are those of the new types.
 */
public final class TypeMapping extends Decorator {

  private final EntitySchema schema;
  private final Map<String, String> typeByOldType;

  private TypeMapping(Extractor extractor, EntitySchema schema, Map<String, String> typeByOldType) {
    super(extractor);
    this.schema = Objects.requireNonNull(schema, "schema");
    this.typeByOldType = Map.copyOf(typeByOldType);
    this.typeByOldType.forEach(
        (oldType, newType) -> {
          check(extractor.schema(), oldType);
          check(schema, newType);
        });
  }

  private static void check(EntitySchema schema, String type) {
    if (!schema.declares(type)) {
      throw new IllegalArgumentException(
          "Type '%s' is not declared by schema '%s'; declared are %s"
              .formatted(type, schema.name(), String.join(", ", schema.typeNames())));
    }
  }

  /**
   * Returns a mapped extractor.
   *
   * @param extractor the other extractor
   * @param schema the schema of the new types
   * @param typeByOldType the new type of each old one; old types that it lacks keep their names if
   *     the new schema declares them, else their entities are left out
   * @return the extractor
   * @throws IllegalArgumentException if an old type is none of the extractor's or a new one none of
   *     the schema's
   */
  public static TypeMapping of(
      Extractor extractor, EntitySchema schema, Map<String, String> typeByOldType) {
    return new TypeMapping(extractor, schema, typeByOldType);
  }

  @Override
  public EntitySchema schema() {
    return schema;
  }

  @Override
  ExtractionOptions delegated(ExtractionOptions options) {
    ExtractionOptions.Builder builder =
        ExtractionOptions.builder().lengthPolicy(options.lengthPolicy());
    options.timeout().ifPresent(builder::timeout);
    return builder.build();
  }

  @Override
  Optional<Entity> decorate(Entity entity) {
    String type = typeByOldType.getOrDefault(entity.type(), entity.type());
    if (!schema.declares(type)) {
      return Optional.empty();
    }
    return Optional.of(
        new Entity(
            entity.start(),
            entity.end(),
            entity.text(),
            type,
            entity.confidence(),
            entity.source()));
  }
}
