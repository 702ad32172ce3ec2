package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short work orders in which a tiny encoder can learn to find codes and sites by their form. */
final class TinyData {

  static final EntitySchema SCHEMA = EntitySchema.of("orders", "Code", "Site");

  private static final String[] OPENINGS = {"fit", "order", "send", "bring", "replace"};
  private static final String[] PLACES = {"Bergen", "Malmo", "Turku", "Aarhus", "Gdansk", "Riga"};
  private static final String[] CLOSINGS = {"today", "by noon", "at once", "when you can"};

  private TinyData() {}

  static Dataset create(int documents, long seed) {
    Random random = new Random(seed);
    List<AnnotatedDocument> list = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      String opening = OPENINGS[random.nextInt(OPENINGS.length)] + " part ";
      String code = "%d%d-%d".formatted(random.nextInt(10), random.nextInt(10), random.nextInt(10));
      String middle = " in ";
      String site = PLACES[random.nextInt(PLACES.length)];
      String text =
          opening + code + middle + site + " " + CLOSINGS[random.nextInt(CLOSINGS.length)] + ".";
      int codeStart = opening.length();
      int siteStart = codeStart + code.length() + middle.length();
      list.add(
          AnnotatedDocument.builder("o-" + seed + "-" + i, text)
              .span(codeStart, codeStart + code.length(), "Code")
              .span(siteStart, siteStart + site.length(), "Site")
              .build());
    }
    return Dataset.of(SCHEMA, list);
  }
}
