package io.nerine.samples.cli;

import io.nerine.bundle.BundleWriter;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.imported.HuggingFaceModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bundle of a model from elsewhere. */
@Command(
    name = "import-model",
    description = {
      "Make a bundle of a token-classification model as the Hugging Face library saves it.",
      "DIR holds config.json with its labels, tokenizer.json, and model.onnx or model.safetensors."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImportModelCommand extends NerineCommand {

  @Parameters(paramLabel = "DIR", description = "The directory of the model.")
  private Path directory;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "OUT",
      description = "The bundle to write: a name in .nerine, or a directory.")
  private Path model;

  @Option(
      names = "--tag-scheme",
      paramLabel = "SCHEME",
      description =
          "How the labels are meant: ${COMPLETION-CANDIDATES}. By default the labels tell; IOB1"
              + " must be given where each type has a label B-.")
  private @Nullable TagScheme tagScheme;

  @Override
  int run() {
    BundleWriter.checkTarget(model);
    HuggingFaceModel imported = HuggingFaceModel.read(directory);
    if (tagScheme != null) {
      imported = imported.tagScheme(tagScheme);
    }
    imported.save(model);
    console()
        .out()
        .println(
            "%s: %s, tag scheme %s, licence %s"
                .formatted(
                    model,
                    String.join(", ", imported.schema().typeNames()),
                    imported.tagScheme(),
                    imported.license().orElse("not stated")));
    return ExitCode.DONE;
  }
}
