package io.nerine.samples.cli;

import io.nerine.bundle.BundleWriter;
import io.nerine.format.SchemaJson;
import io.nerine.onnx.decode.TagScheme;
import io.nerine.onnx.imported.GlinerModel;
import io.nerine.onnx.imported.HuggingFaceModel;
import io.nerine.onnx.zeroshot.TypeLabels;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bundle of a model from elsewhere. */
@Command(
    name = "import-model",
    description = {
      "Make a bundle of a model from elsewhere, of one of two kinds.",
      "A token-classification model as the Hugging Face library saves it: DIR holds config.json with"
          + " its labels, tokenizer.json, and model.onnx or model.safetensors.",
      "A GLiNER model, which finds the types of any --schema without training: DIR holds"
          + " gliner_config.json, tokenizer.json and model.onnx, as gliner exports them."
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

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The types that a GLiNER model is to find, as JSON.")
  private @Nullable Path schema;

  @Option(
      names = "--descriptions",
      description =
          "Tell a GLiNER model the descriptions of the types; by default their names in plain"
              + " words.")
  private boolean descriptions;

  @Option(
      names = "--label",
      paramLabel = "TYPE=TEXT",
      description = "Tell a GLiNER model a type by this text; can be given for many types.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description =
          "What the probability of an entity of a GLiNER model must exceed, 0 to 1; 0.5 by default.")
  private @Nullable Double threshold;

  @Override
  int run() {
    BundleWriter.checkTarget(model);
    if (GlinerModel.isIn(directory)) {
      importGliner();
    } else {
      importTagger();
    }
    return ExitCode.DONE;
  }

  private void importTagger() {
    if (schema != null || descriptions || !labels.isEmpty() || threshold != null) {
      throw badUsage(
          "--schema, --descriptions, --label and --threshold are for GLiNER models, and '%s' holds"
                  .formatted(directory)
              + " no gliner_config.json; a token-classification model brings its types along");
    }
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
  }

  private void importGliner() {
    if (tagScheme != null) {
      throw badUsage("--tag-scheme is not for GLiNER models, which have no tags");
    }
    if (schema == null) {
      throw badUsage(
          "'%s' holds a GLiNER model; say which types it is to find by --schema"
              .formatted(directory));
    }
    GlinerModel imported = GlinerModel.read(directory);
    EntitySchema types = SchemaJson.read(schema);
    TypeLabels told = descriptions ? TypeLabels.descriptions(types) : TypeLabels.names(types);
    try {
      if (threshold != null) {
        imported = imported.threshold(threshold);
      }
      for (Map.Entry<String, String> label : labels.entrySet()) {
        told = told.with(label.getKey(), label.getValue());
      }
      imported.save(model, told);
    } catch (IllegalArgumentException e) {
      throw badUsage(e.getMessage() + " (--threshold, --label TYPE=TEXT)");
    }
    console()
        .out()
        .println(
            "%s: %s, licence %s"
                .formatted(model, described(told), imported.license().orElse("not stated")));
  }

  private static String described(TypeLabels labels) {
    StringBuilder described = new StringBuilder();
    labels
        .toMap()
        .forEach(
            (type, label) ->
                described
                    .append(described.isEmpty() ? "" : ", ")
                    .append(type)
                    .append(" as '")
                    .append(label)
                    .append('\''));
    return described.toString();
  }
}
