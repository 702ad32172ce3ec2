package io.nerine.testing;

import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.List;
import java.util.Random;

/**
 * Makes random schemas, for tests with many: one to eight types, with and without description,
 * examples, former names and hints. Equal random numbers give equal schemas. Immutable;
 * thread-safe.
 *
 * <p>With jqwik: {@code Arbitraries.randomValue(RandomSchemas.create()::next)}.
 */
public final class RandomSchemas {

  private static final int MOST_TYPES = 8;

  private static final List<String> NAMES =
      List.of(
          "PART",
          "PartNumber",
          "part number",
          "Ort",
          "Straße",
          "部品",
          "מקום",
          "B-PER",
          "O",
          "a.b",
          "İl");

  private final int maxTypes;

  private RandomSchemas(int maxTypes) {
    this.maxTypes = maxTypes;
  }

  /** {@return a maker of schemas of up to eight types} */
  public static RandomSchemas create() {
    return new RandomSchemas(MOST_TYPES);
  }

  /**
   * Sets the greatest number of types.
   *
   * @param maxTypes at least 1
   * @return a maker of such schemas
   * @throws IllegalArgumentException if less than 1
   */
  public RandomSchemas maxTypes(int maxTypes) {
    if (maxTypes < 1) {
      throw new IllegalArgumentException("maxTypes must be at least 1, found " + maxTypes);
    }
    return new RandomSchemas(maxTypes);
  }

  /**
   * Makes a schema.
   *
   * @param random where chance comes from
   * @return the schema
   */
  public EntitySchema next(Random random) {
    EntitySchema.Builder schema =
        EntitySchema.builder("schema-" + random.nextInt(1000))
            .version(String.valueOf(1 + random.nextInt(9)));
    if (random.nextBoolean()) {
      schema.language(random.nextBoolean() ? "en" : "de-CH");
      schema.description("Made by chance");
    }
    int types = 1 + random.nextInt(maxTypes);
    for (int i = 0; i < types; i++) {
      // The number keeps names apart.
      String name = NAMES.get(random.nextInt(NAMES.size())) + (i == 0 ? "" : "-" + i);
      schema.type(type(name, i, random));
    }
    return schema.build();
  }

  private static EntityType type(String name, int number, Random random) {
    EntityType.Builder type = EntityType.builder(name);
    if (random.nextBoolean()) {
      type.description("What " + name + " means");
    }
    if (random.nextBoolean()) {
      type.example("GX-" + random.nextInt(1000));
    }
    if (random.nextInt(3) == 0) {
      type.pattern("[A-Z]{2}-\\d{1,3}");
    }
    if (random.nextInt(3) == 0) {
      type.dictionaryEntry("valve " + random.nextInt(100));
    }
    if (random.nextInt(3) == 0) {
      type.formerly("former-" + number);
    }
    return type.build();
  }
}
