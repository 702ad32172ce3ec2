package io.nerine.onnx.quantize;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.onnx.OnnxBackend;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of {@linkplain Quantizer quantizing} a model: the graphs that were tried, and the first
 * that the gate let pass. Immutable; holds no native memory.
 */
public final class Quantization {

  private final BundleManifest manifest;
  private final EntitySchema schema;
  private final Map<String, byte[]> otherParts;
  private final long floatBytes;
  private final List<QuantizationAttempt> attempts;
  private final byte @Nullable [] graph;

  Quantization(
      BundleManifest manifest,
      EntitySchema schema,
      Map<String, byte[]> otherParts,
      long floatBytes,
      List<QuantizationAttempt> attempts,
      byte @Nullable [] graph) {
    this.manifest = manifest;
    this.schema = schema;
    this.otherParts = otherParts;
    this.floatBytes = floatBytes;
    this.attempts = List.copyOf(attempts);
    this.graph = graph;
  }

  /** {@return what was tried, in the order of trial} */
  public List<QuantizationAttempt> attempts() {
    return attempts;
  }

  /** {@return the graph that the gate let pass, or empty if it refused them all} */
  public Optional<QuantizationAttempt> accepted() {
    return attempts.stream().filter(QuantizationAttempt::accepted).findFirst();
  }

  /** {@return the size of the graph in floats, in bytes} */
  public long floatBytes() {
    return floatBytes;
  }

  /**
   * Writes the accepted model as a bundle, which loads as any other. Its manifest tells what was
   * tried.
   *
   * @param bundle a name that ends in {@code .nerine} for a single file, any other for a directory
   * @throws IllegalStateException if the gate refused all that was tried
   * @throws io.nerine.exception.NerException if the bundle cannot be written
   */
  public void save(Path bundle) {
    if (graph == null) {
      throw new IllegalStateException(
          "The gate refused the model in 8 bits, so there is none to save:\n" + this);
    }
    Map<String, Object> metrics = new LinkedHashMap<>(manifest.metrics());
    metrics.put("quantization", attempts.stream().map(QuantizationAttempt::toMap).toList());
    Map<String, Object> settings = new LinkedHashMap<>(manifest.settings());
    settings.put(
        Quantizer.PRECISION, accepted().orElseThrow().precision().name().toLowerCase(Locale.ROOT));
    BundleWriter writer =
        BundleWriter.of(manifest.name(), manifest.backend(), schema)
            .part(OnnxBackend.GRAPH, graph)
            .settings(settings)
            .thresholds(manifest.thresholds())
            .metrics(metrics)
            .provenance(manifest.provenance());
    otherParts.forEach(writer::part);
    writer.write(bundle);
  }

  /** {@return a table of what was tried} */
  @Override
  public String toString() {
    StringBuilder table =
        new StringBuilder(
            "precision  int8/8-bit products      size     F1   change  agreement  speed\n");
    for (QuantizationAttempt attempt : attempts) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-9s  %8d / %-11d  %7.1f MB  %5.2f  %+6.2f   %7.2f %%  %4.2fx  %s%n",
              attempt.precision().name().toLowerCase(Locale.ROOT),
              attempt.int8Products(),
              attempt.weightProducts(),
              attempt.graphBytes() / 1e6,
              100 * attempt.f1(),
              100 * attempt.f1Change(),
              100 * attempt.spanAgreement(),
              attempt.speed(),
              attempt.accepted() ? "accepted" : "refused"));
    }
    return table
        .append(String.format(Locale.ROOT, "%-9s  %22s  %7.1f MB", "floats", "", floatBytes / 1e6))
        .toString();
  }
}
