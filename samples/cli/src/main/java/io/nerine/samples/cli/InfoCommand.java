package io.nerine.samples.cli;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.ModelBundle;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what is in a bundle, all of which is verified on the way. */
@Command(name = "info", description = "Verify a bundle and show what is in it.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InfoCommand extends NerineCommand {

  @Parameters(paramLabel = "M", description = "The bundle.")
  private Path model;

  @Override
  int run() {
    try (ModelBundle bundle = ModelBundle.open(model)) {
      BundleManifest manifest = bundle.manifest();
      PrintStream out = console().out();
      out.print(
          TextTable.ofWords()
              .row("name", manifest.name())
              .row("created", manifest.created())
              .row("backend", manifest.backend())
              .row("format", "version " + manifest.formatVersion())
              .row("encoder", manifest.provenance().getOrDefault("encoder", "unknown")));
      print(bundle.schema());
      print("Settings", manifest.settings());
      print("Thresholds", manifest.thresholds());
      manifest.metrics().forEach(this::printMetrics);
      print("Provenance", manifest.provenance());
      printParts(manifest.parts());
    }
    return ExitCode.DONE;
  }

  private void print(EntitySchema schema) {
    heading("Schema %s, version %s".formatted(schema.name(), schema.version()));
    PrintStream out = console().out();
    if (!schema.description().isBlank()) {
      out.println(schema.description());
    }
    if (!schema.languages().isEmpty()) {
      out.println("languages: " + String.join(", ", schema.languages()));
    }
    TextTable types = TextTable.ofWords();
    for (EntityType type : schema.types()) {
      types.row(type.name(), type.description());
    }
    out.print(types);
  }

  private void print(String heading, Map<String, ?> values) {
    if (values.isEmpty()) {
      return;
    }
    heading(heading);
    TextTable table = TextTable.ofWords();
    flatten("", values, table);
    console().out().print(table);
  }

  /** Names a value within others by a path with dots. */
  private static void flatten(String path, Map<?, ?> values, TextTable table) {
    values.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            flatten(path + key + ".", inner, table);
          } else {
            table.row(path + key, value instanceof List<?> list ? joined(list) : value);
          }
        });
  }

  private static String joined(List<?> list) {
    return list.isEmpty() ? "none" : String.join("; ", list.stream().map(String::valueOf).toList());
  }

  /** Shows what {@link io.nerine.evaluation.Evaluation#toMap()} made as a table. */
  private void printMetrics(String name, Object metrics) {
    if (!(metrics instanceof Map<?, ?> map
        && map.get("types") instanceof Map<?, ?> types
        && map.get("exact") instanceof Map<?, ?> exact
        && exact.get("micro") instanceof Map<?, ?> micro)) {
      print("Metrics", Map.of(name, metrics));
      return;
    }
    heading("Scores on %s, documents: %s".formatted(name, map.get("documents")));
    TextTable table = TextTable.ofFigures();
    table.row("type", "precision", "recall", "F1", "gold", "predicted", "right");
    types.forEach((type, scores) -> scoreRow(String.valueOf(type), scores, table));
    scoreRow("micro", micro, table);
    console().out().print(table);
  }

  private static void scoreRow(String name, Object scores, TextTable table) {
    if (scores instanceof Map<?, ?> figures) {
      table.row(
          name,
          rounded(figures.get("precision")),
          rounded(figures.get("recall")),
          rounded(figures.get("f1")),
          String.valueOf(figures.get("gold")),
          String.valueOf(figures.get("predicted")),
          String.valueOf(figures.get("tp")));
    }
  }

  private static String rounded(@Nullable Object figure) {
    return figure instanceof Number number
        ? String.format(Locale.ROOT, "%.4f", number.doubleValue())
        : "";
  }

  private void printParts(Map<String, BundleManifest.Part> parts) {
    heading("Parts, verified");
    TextTable table = TextTable.ofFigures();
    table.row("name", "bytes", "SHA-256");
    parts.forEach((name, part) -> table.row(name, part.bytes(), part.sha256()));
    console().out().print(table);
  }

  private void heading(String heading) {
    console().out().println();
    console().out().println(heading);
  }
}
