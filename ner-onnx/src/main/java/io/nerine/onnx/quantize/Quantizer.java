package io.nerine.onnx.quantize;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.ModelBundle;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.EncodedText;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.onnx.text.TextEncoder;
import io.nerine.onnx.text.TextWindow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a smaller and faster model of 8-bit numbers out of a model of 32-bit floats, and lets it
 * pass only if it finds what the other found. Not thread-safe.
 *
 * <p>Activations are rounded with ranges that are measured beforehand on texts (static
 * quantization), so that a text's scores do not depend on its neighbours in a batch; features of
 * great size are scaled down first and their weights up, so that they don't coarsen the others;
 * weights have a scale a column, and the mean of what rounding them changes is added back. Where
 * the gate refuses that, the products that lose most by it keep their activations in floats, then
 * all of them do.
 *
 * <pre>{@code
 * Quantization quantization =
 *     Quantizer.of(Path.of("tickets.nerine")).gate(Dataset.read(dev).documents()).quantize();
 * System.out.println(quantization);
 * if (quantization.accepted().isPresent()) {
 *   quantization.save(Path.of("tickets-int8.nerine"));
 * }
 * }</pre>
 */
public final class Quantizer {

  /** The setting of a bundle that tells what of its graph is in 8 bits. */
  static final String PRECISION = "precision";

  /** Enough for the ranges to settle; more only meet rarer outliers. */
  private static final int CALIBRATION_WINDOWS = 256;

  /** Enough to rank products and to time a graph. */
  private static final int COMPARED_WINDOWS = 12;

  /** What part of the products keep their activations in floats, attempt by attempt. */
  private static final double[] MIXED_SHARES = {1 / 6.0, 1 / 3.0};

  private final Path bundle;
  private List<String> texts = List.of();
  private List<AnnotatedDocument> documents = List.of();
  private double maxF1Loss = 0.003;
  private double minSpanAgreement = 0.99;

  private Quantizer(Path bundle) {
    this.bundle = bundle;
  }

  /**
   * Starts with a model in floats.
   *
   * @param bundle the bundle: a directory or a single file
   * @return a quantizer with the default gate
   */
  public static Quantizer of(Path bundle) {
    return new Quantizer(Objects.requireNonNull(bundle, "bundle"));
  }

  /**
   * Sets the texts to measure ranges on: some hundred of the kind that the model is for, such as
   * those it was trained on. By default the texts of the gate's documents.
   *
   * @param texts the texts
   * @return this quantizer
   */
  public Quantizer texts(List<String> texts) {
    this.texts = List.copyOf(texts);
    return this;
  }

  /**
   * Sets the tagged documents that the gate compares on: those of the dev part, not of the test
   * part. Without them the gate compares entities on the texts alone.
   *
   * @param documents the documents
   * @return this quantizer
   */
  public Quantizer gate(List<AnnotatedDocument> documents) {
    this.documents = List.copyOf(documents);
    return this;
  }

  /**
   * Sets by how much the micro F1 on the gate's documents may fall; 0.003 by default, which is 0.3
   * points.
   *
   * @param maxF1Loss 0 to 1
   * @return this quantizer
   * @throws IllegalArgumentException if the value lies outside 0 to 1
   */
  public Quantizer maxF1Loss(double maxF1Loss) {
    this.maxF1Loss = share("maxF1Loss", maxF1Loss);
    return this;
  }

  /**
   * Sets how far the entities must be those that the model in floats finds; 0.99 by default.
   *
   * @param minSpanAgreement the least F1 of one's entities against the other's, 0 to 1
   * @return this quantizer
   * @throws IllegalArgumentException if the value lies outside 0 to 1
   */
  public Quantizer minSpanAgreement(double minSpanAgreement) {
    this.minSpanAgreement = share("minSpanAgreement", minSpanAgreement);
    return this;
  }

  private static double share(String parameter, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(parameter + " must be 0 to 1, found " + value);
    }
    return value;
  }

  /**
   * Quantizes. Tries the fastest form first and stops at the first that the gate lets pass. Without
   * texts and documents there is nothing to measure on: then only weights go to 8 bits, unchecked.
   *
   * @return what was tried and what passed
   * @throws ModelLoadingException if the bundle cannot be loaded, is not for the backend {@code
   *     onnx}, or has no product in floats left to quantize
   */
  public Quantization quantize() {
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      BundleManifest manifest = opened.manifest();
      if (!manifest.backend().equals(OnnxBackend.NAME)) {
        throw new ModelLoadingException(
            "Bundle '%s' is for the backend '%s'; only bundles of '%s' can be quantized"
                .formatted(bundle, manifest.backend(), OnnxBackend.NAME));
      }
      byte[] floats = opened.read(OnnxBackend.GRAPH);
      QuantizableGraph graph = QuantizableGraph.parse(floats);
      if (graph.products().isEmpty()) {
        throw new ModelLoadingException(
            "The graph of bundle '%s' has no product in 32-bit floats to quantize%s"
                .formatted(
                    bundle,
                    manifest.settings().containsKey(PRECISION) ? "; it is quantized already" : ""));
      }
      Map<String, byte[]> others = new LinkedHashMap<>();
      for (String part : manifest.parts().keySet()) {
        if (!part.equals(OnnxBackend.GRAPH) && !part.equals(BundleManifest.SCHEMA_PART)) {
          others.put(part, opened.read(part));
        }
      }
      List<EncodedWindow> windows = windows(opened);
      int tags = TagSet.from(manifest.settings(), opened.schema().typeNames()).size();
      QuantizationGate gate =
          new QuantizationGate(
              opened, gateDocuments(), !documents.isEmpty(), maxF1Loss, minSpanAgreement);
      try (GraphComparison comparison =
          new GraphComparison(floats, tags, spread(windows, COMPARED_WINDOWS))) {
        List<QuantizationAttempt> attempts = new ArrayList<>();
        byte[] accepted = search(graph, windows, comparison, gate, attempts);
        return new Quantization(
            manifest, opened.schema(), others, floats.length, attempts, accepted);
      }
    }
  }

  /** Tries forms, the fastest first; returns the first that passes. */
  private static byte @Nullable [] search(
      QuantizableGraph graph,
      List<EncodedWindow> windows,
      GraphComparison comparison,
      QuantizationGate gate,
      List<QuantizationAttempt> attempts) {
    List<Supplier<QuantizedForm>> forms = new ArrayList<>();
    if (!windows.isEmpty()) {
      Map<String, ActivationRange> ranges = Calibration.measure(graph, windows);
      forms.add(() -> form(Precision.INT8, graph, Set.of(), ranges));
      // Computed once the first form has failed.
      List<DenseProduct> ranked = new ArrayList<>();
      for (double share : MIXED_SHARES) {
        forms.add(
            () -> {
              if (ranked.isEmpty()) {
                ranked.addAll(worstFirst(graph, ranges, comparison));
              }
              int spared = (int) Math.ceil(share * ranked.size());
              return form(Precision.MIXED, graph, Set.copyOf(ranked.subList(0, spared)), ranges);
            });
      }
    }
    forms.add(() -> form(Precision.WEIGHTS, graph, Set.copyOf(graph.products()), Map.of()));
    for (Supplier<QuantizedForm> next : forms) {
      QuantizedForm form = next.get();
      double speed = windows.isEmpty() ? Double.NaN : comparison.speed(form.graph());
      attempts.add(gate.judge(form, speed));
      if (attempts.get(attempts.size() - 1).accepted()) {
        return form.graph();
      }
    }
    return null;
  }

  private static QuantizedForm form(
      Precision precision,
      QuantizableGraph graph,
      Set<DenseProduct> weightsOnly,
      Map<String, ActivationRange> ranges) {
    Map<DenseProduct, ProductForm> plan = new HashMap<>();
    for (DenseProduct product : graph.products()) {
      boolean int8 = !weightsOnly.contains(product) && ranges.containsKey(product.input());
      plan.put(product, int8 ? ProductForm.INT8 : ProductForm.WEIGHTS);
    }
    return new QuantizedForm(precision, graph, plan, ranges);
  }

  /** The products by the error in the scores that each causes where it alone is in int8. */
  private static List<DenseProduct> worstFirst(
      QuantizableGraph graph, Map<String, ActivationRange> ranges, GraphComparison comparison) {
    Map<DenseProduct, Double> errors = new HashMap<>();
    List<DenseProduct> measured =
        graph.products().stream().filter(p -> ranges.containsKey(p.input())).toList();
    for (DenseProduct product : measured) {
      errors.put(
          product,
          comparison.squaredError(
              GraphRewriting.rewrite(graph, Map.of(product, ProductForm.INT8), ranges)));
    }
    return measured.stream()
        .sorted(Comparator.comparingDouble((DenseProduct p) -> errors.get(p)).reversed())
        .toList();
  }

  private List<AnnotatedDocument> gateDocuments() {
    if (!documents.isEmpty()) {
      return documents;
    }
    List<AnnotatedDocument> untagged = new ArrayList<>(texts.size());
    for (String text : texts) {
      untagged.add(AnnotatedDocument.of(Integer.toString(untagged.size()), text));
    }
    return untagged;
  }

  private List<EncodedWindow> windows(ModelBundle opened) {
    List<String> sources =
        texts.isEmpty() ? documents.stream().map(AnnotatedDocument::text).toList() : texts;
    List<EncodedWindow> windows = new ArrayList<>();
    PipelineSettings settings = PipelineSettings.from(opened.manifest().settings());
    try (SubwordTokenizer tokenizer =
        SubwordTokenizer.of(opened.read(OnnxBackend.TOKENIZER), settings.tokenization())) {
      TextEncoder encoder = new TextEncoder(tokenizer, settings);
      for (String text : spread(sources, CALIBRATION_WINDOWS)) {
        EncodedText encoded = encoder.encode(text);
        for (TextWindow window : encoded.windows()) {
          windows.add(encoded.encodeWindow(window));
        }
      }
    }
    return spread(windows, CALIBRATION_WINDOWS);
  }

  /** As many items as wanted, from all over the list. */
  private static <T> List<T> spread(List<T> items, int wanted) {
    if (items.size() <= wanted) {
      return items;
    }
    List<T> some = new ArrayList<>(wanted);
    for (int i = 0; i < wanted; i++) {
      some.add(items.get((int) ((long) i * items.size() / wanted)));
    }
    return some;
  }
}
