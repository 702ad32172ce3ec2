package io.nerine.testing;

import io.nerine.exception.NerException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What single calls with default options give, and the laws of what they give. */
final class SingleCalls {

  private final Extractor extractor;
  private final BrokenLaws broken;
  private final Map<String, Extraction> extractions = new LinkedHashMap<>();

  private SingleCalls(Extractor extractor, BrokenLaws broken) {
    this.extractor = extractor;
    this.broken = broken;
  }

  /** Calls an extractor with each text twice. */
  static SingleCalls of(Extractor extractor, List<String> texts, BrokenLaws broken) {
    SingleCalls singles = new SingleCalls(extractor, broken);
    texts.forEach(singles::check);
    singles.checkSchema();
    return singles;
  }

  /** {@return the texts that have an extraction} */
  List<String> texts() {
    return List.copyOf(extractions.keySet());
  }

  Extraction extraction(String text) {
    Extraction extraction = extractions.get(text);
    if (extraction == null) {
      throw new IllegalArgumentException("No extraction of " + ShownText.quoted(text));
    }
    return extraction;
  }

  /** {@return the texts that do not take long} */
  List<String> shortTexts() {
    return texts().stream().filter(text -> text.length() <= 1_000).toList();
  }

  private void checkSchema() {
    EntitySchema schema = extractor.schema();
    if (schema == null || !schema.equals(extractor.schema())) {
      broken.add(Law.SCHEMA, "schema() gave %s, then %s".formatted(schema, extractor.schema()));
    }
  }

  private void check(String text) {
    String quoted = ShownText.quoted(text);
    Extraction[] both = new Extraction[2];
    Throwable thrown =
        Outcome.thrownBy(
            () -> {
              both[0] = extractor.extract(text);
              both[1] = extractor.extract(text);
              return both;
            });
    if (thrown != null) {
      broken.add(Law.ANY_TEXT, quoted, thrown);
      return;
    }
    Extraction extraction = both[0];
    if (extraction == null || extraction.failure().isPresent()) {
      broken.add(Law.ANY_TEXT, "%s gave %s".formatted(quoted, Outcome.describe(extraction)));
      return;
    }
    if (!extraction.text().equals(text)) {
      broken.add(
          Law.SAME_TEXT,
          "%s gave an extraction of %s".formatted(quoted, ShownText.quoted(extraction.text())));
      return;
    }
    checkEntities(extraction, quoted);
    broken.expectEqual(Law.REPEATABLE, extraction, both[1], "a second call");
    extractions.put(text, extraction);
  }

  private void checkEntities(Extraction extraction, String quoted) {
    String text = extraction.text();
    EntitySchema schema = extractor.schema();
    Set<String> seen = new HashSet<>();
    for (Entity entity : extraction.entities()) {
      if (schema != null && !schema.declares(entity.type())) {
        broken.add(Law.DECLARED_TYPES, "%s has %s".formatted(quoted, entity));
      }
      if (isCut(text, entity.start()) || isCut(text, entity.end())) {
        broken.add(
            Law.WHOLE_CHARACTERS,
            "%s has %s at %d..%d".formatted(quoted, entity.type(), entity.start(), entity.end()));
      }
      if (!seen.add("%d %d %s".formatted(entity.start(), entity.end(), entity.type()))) {
        broken.add(Law.NO_DUPLICATES, "%s has %s twice".formatted(quoted, entity));
      }
    }
    if (!extraction.complete() && extraction.warnings().isEmpty()) {
      broken.add(
          Law.COVERAGE,
          "%s was searched up to %d without a warning"
              .formatted(quoted, extraction.coveredCharacters()));
    }
  }

  private static boolean isCut(String text, int offset) {
    return ShownText.whole(text, offset) != offset;
  }

  /** {@return whether it is a failure that an extractor may have} */
  static boolean isOurs(Throwable thrown) {
    return thrown instanceof NerException;
  }
}
