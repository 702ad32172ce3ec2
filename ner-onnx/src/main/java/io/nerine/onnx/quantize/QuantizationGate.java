package io.nerine.onnx.quantize;

import io.nerine.bundle.ModelBundle;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.OnnxExtractors;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.PipelineSettings;
import java.util.ArrayList;
import java.util.List;

/** Holds the entities of graphs in 8 bits against those of the graph in floats. */
final class QuantizationGate {

  private final ModelBundle bundle;
  private final List<AnnotatedDocument> documents;
  private final boolean tagged;
  private final double maxF1Loss;
  private final double minSpanAgreement;

  /** The documents as the graph in floats tags them. */
  private final List<AnnotatedDocument> expected;

  private final double expectedF1;

  /**
   * Runs the graph in floats.
   *
   * @param bundle the model
   * @param documents what to compare on
   * @param tagged whether the documents hold gold mentions
   * @param maxF1Loss by how much the micro F1 may fall
   * @param minSpanAgreement the least agreement of entities
   */
  QuantizationGate(
      ModelBundle bundle,
      List<AnnotatedDocument> documents,
      boolean tagged,
      double maxF1Loss,
      double minSpanAgreement) {
    this.bundle = bundle;
    this.documents = documents;
    this.tagged = tagged;
    this.maxF1Loss = maxF1Loss;
    this.minSpanAgreement = minSpanAgreement;
    this.expected = tag(bundle.read(OnnxBackend.GRAPH));
    this.expectedF1 = f1(expected);
  }

  /**
   * Judges a graph.
   *
   * @param form the graph and what of it is in 8 bits
   * @param speed how much faster it was found to be
   * @return the judgement
   */
  QuantizationAttempt judge(QuantizedForm form, double speed) {
    double f1 = Double.NaN;
    double agreement = Double.NaN;
    if (!documents.isEmpty()) {
      List<AnnotatedDocument> found = tag(form.graph());
      f1 = f1(found);
      agreement = agreement(Evaluator.evaluate(expected, found));
    }
    // Written so that what is not known does not refuse.
    boolean accepted = !(expectedF1 - f1 > maxF1Loss) && !(agreement < minSpanAgreement);
    return new QuantizationAttempt(
        form.precision(),
        form.count(ProductForm.INT8),
        form.count(ProductForm.WEIGHTS),
        form.graph().length,
        f1,
        f1 - expectedF1,
        agreement,
        speed,
        accepted);
  }

  private static double agreement(Evaluation evaluation) {
    boolean nothing = evaluation.micro().gold() == 0 && evaluation.micro().predicted() == 0;
    return nothing ? 1 : evaluation.micro().f1();
  }

  private double f1(List<AnnotatedDocument> found) {
    return tagged ? Evaluator.evaluate(documents, found).micro().f1() : Double.NaN;
  }

  private List<AnnotatedDocument> tag(byte[] graph) {
    List<AnnotatedDocument> found = new ArrayList<>(documents.size());
    try (Extractor extractor =
        OnnxExtractors.create(
            bundle.schema(),
            TagSet.from(bundle.manifest().settings(), bundle.schema().typeNames()),
            graph,
            bundle.read(OnnxBackend.TOKENIZER),
            PipelineSettings.from(bundle.manifest().settings()),
            bundle.manifest().thresholds(),
            bundle.manifest().name(),
            LoadOptions.defaults())) {
      List<Extraction> extractions =
          extractor.extractAll(documents.stream().map(AnnotatedDocument::text).toList());
      for (int i = 0; i < extractions.size(); i++) {
        AnnotatedDocument document = documents.get(i);
        AnnotatedDocument.Builder copy = AnnotatedDocument.builder(document.id(), document.text());
        for (Entity entity : extractions.get(i).entities()) {
          copy.span(entity.start(), entity.end(), entity.type());
        }
        found.add(copy.build());
      }
    }
    return found;
  }
}
