package io.nerine.deploy;

import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.FirstWordBackend;
import io.nerine.schema.EntitySchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Tiny bundles whose model is a word, which it finds at the beginning of a text. */
final class StoreBundles {

  private StoreBundles() {}

  static BundleWriter finding(String word) {
    return BundleWriter.of("depots", FirstWordBackend.NAME, EntitySchema.of("depots", "Depot"))
        .part("word.txt", word.getBytes(StandardCharsets.UTF_8))
        .part("more/empty.bin", new byte[0])
        .metrics(Map.of("dev", Map.of("f1", 0.5)))
        .provenance(Map.of("seed", 7))
        .created(Instant.parse("2026-11-24T10:15:00Z"));
  }

  static Path write(Path target, String word) {
    finding(word).write(target);
    return target;
  }
}
