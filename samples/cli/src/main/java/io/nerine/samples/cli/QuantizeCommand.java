package io.nerine.samples.cli;

import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.document.AnnotatedDocument;
import io.nerine.onnx.quantize.Quantization;
import io.nerine.onnx.quantize.Quantizer;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a bundle of 8-bit numbers, if it finds what the one in floats finds. */
@Command(
    name = "quantize",
    description = {
      "Make a smaller and faster bundle of 8-bit numbers.",
      "Exit code 1 where it finds too little of what the bundle in floats finds; nothing is written"
          + " then."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class QuantizeCommand extends NerineCommand {

  @Option(names = "--model", required = true, paramLabel = "M", description = "The bundle.")
  private Path model;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "M8",
      description = "The bundle to write: a name in .nerine, or a directory.")
  private Path output;

  @Option(
      names = "--gate-data",
      paramLabel = "FILE",
      description =
          "Tagged documents to compare on, those of the dev part. Without them and --texts only the"
              + " weights go to 8 bits, unchecked.")
  private @Nullable Path gateData;

  @Option(
      names = "--texts",
      paramLabel = "FILE",
      description =
          "Documents to measure the ranges of activations on, tagged or not, such as those that the"
              + " model was trained on; by default those of --gate-data.")
  private @Nullable Path texts;

  @Option(
      names = "--max-f1-loss",
      paramLabel = "POINTS",
      description = "By how many points the micro F1 may fall; 0.3 by default.")
  private @Nullable Double maxF1Loss;

  @Option(
      names = "--min-agreement",
      paramLabel = "SHARE",
      description =
          "The least F1 of the entities against those of the bundle in floats; 0.99 by default.")
  private @Nullable Double minAgreement;

  @Mixin private DataFormat format;

  @Override
  int run() {
    Quantizer quantizer = Quantizer.of(model);
    set("--max-f1-loss", maxF1Loss, points -> quantizer.maxF1Loss(points / 100));
    set("--min-agreement", minAgreement, quantizer::minSpanAgreement);
    BundleWriter.checkTarget(output);
    if (gateData != null) {
      quantizer.gate(format.read(gateData, schema()).documents());
    }
    if (texts != null) {
      quantizer.texts(
          format.read(texts).documents().stream().map(AnnotatedDocument::text).toList());
    }
    Quantization quantization = quantizer.quantize();
    console().out().println(quantization);
    if (quantization.accepted().isEmpty()) {
      console().err().println("nerine: the gate refused all forms; nothing was written");
      return ExitCode.CHECK_FAILED;
    }
    quantization.save(output);
    return ExitCode.DONE;
  }

  private EntitySchema schema() {
    try (ModelBundle bundle = ModelBundle.open(model)) {
      return bundle.schema();
    }
  }
}
