package io.nerine.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.bundle.ModelBundle;
import io.nerine.format.SchemaJson;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportModelCommandTests {

  /** The tiny models that the tests of ner-onnx have. */
  private static final Path MODELS =
      Path.of("..", "..", "ner-onnx", "src", "test", "resources", "huggingface");

  @TempDir private Path folder;

  @Test
  void bundleExtracts() {
    Path bundle = folder.resolve("harbour.nerine");
    Run run = Run.nerine("import-model", MODELS.resolve("bert-iob2"), "--model", bundle);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("LOC, PER, tag scheme BIO, licence not stated");
    Run extract =
        Run.withInput(
            "{\"text\": \"Ingrid Solheim works in Ostend.\"}\n", "extract", "--model", bundle);
    assertThat(extract.code()).as(extract.err()).isEqualTo(ExitCode.DONE);
    assertThat(extract.out()).contains("\"entities\"", "\"type\"");
  }

  @Test
  void tagSchemeCanBeGiven() {
    Path bundle = folder.resolve("harbour.nerine");
    Run run =
        Run.nerine(
            "import-model", MODELS.resolve("bert-iob2"), "--model", bundle, "--tag-scheme", "iob1");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    try (ModelBundle opened = ModelBundle.open(bundle)) {
      assertThat(opened.manifest().settings()).containsEntry("tagScheme", "IOB1");
    }
  }

  @Test
  void directoryThatHoldsNoModelIsBadInput() {
    Path bundle = folder.resolve("out.nerine");
    Run run = Run.nerine("import-model", folder, "--model", bundle);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("holds no config.json");
    assertThat(bundle).doesNotExist();
  }

  @Test
  void directoryInPlaceOfABundleIsToldHowToBeImported() {
    Run run = Run.withInput("", "extract", "--model", MODELS.resolve("bert-iob2"));
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("nerine import-model");
  }

  private static final Path GLINER =
      Path.of("..", "..", "ner-onnx", "src", "test", "resources", "gliner", "span-deberta-v2");

  private Path schema(String... types) throws IOException {
    EntitySchema.Builder schema = EntitySchema.builder("quay");
    for (String type : types) {
      schema.type(EntityType.builder(type).description("a kind of " + type).build());
    }
    Path file = folder.resolve("schema.json");
    Files.writeString(file, SchemaJson.toJson(schema.build()));
    return file;
  }

  @Test
  void glinerModelFindsTheTypesOfASchema() throws IOException {
    Path bundle = folder.resolve("quay.nerine");
    Run run =
        Run.nerine(
            "import-model",
            GLINER,
            "--schema",
            schema("Person", "PartNo", "Ship"),
            "--label",
            "PartNo=part number",
            "--threshold",
            "0.3",
            "--model",
            bundle);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out())
        .contains("Person as 'person', PartNo as 'part number', Ship as 'ship', licence");
    String document = "{\"text\": \"Adaeze Obi sails the Marguerite to Zeebrugge.\"}\n";
    Run extract = Run.withInput(document, "extract", "--model", bundle);
    assertThat(extract.code()).as(extract.err()).isEqualTo(ExitCode.DONE);
    assertThat(extract.out()).contains("\"entities\"", "\"type\"", "\"confidence\"");
    Path drafts = folder.resolve("drafts.jsonl");
    Files.writeString(drafts, extract.out());
    Run evaluate = Run.nerine("evaluate", "--model", bundle, "--data", drafts);
    assertThat(evaluate.code()).as(evaluate.err()).isEqualTo(ExitCode.DONE);
    assertThat(evaluate.out()).contains("100");
    Run info = Run.nerine("info", bundle);
    assertThat(info.out()).contains("gliner", "part number");
    Run quantize =
        Run.nerine("quantize", "--model", bundle, "--output", folder.resolve("8bit.nerine"));
    assertThat(quantize.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(quantize.err()).contains("'gliner'", "only bundles of 'onnx' can be quantized");
  }

  @Test
  void glinerModelTakesDescriptions() throws IOException {
    Path bundle = folder.resolve("quay");
    Run run =
        Run.nerine(
            "import-model",
            GLINER,
            "--schema",
            schema("Ship"),
            "--descriptions",
            "--model",
            bundle);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
    assertThat(run.out()).contains("Ship as 'a kind of Ship'");
  }

  @Test
  void optionsOfTheOtherKindAreRefused() throws IOException {
    Path bundle = folder.resolve("out.nerine");
    Path schema = schema("Ship", "SHIP");
    refused("by --schema", "import-model", GLINER, "--model", bundle);
    refused(
        "--tag-scheme is not for GLiNER",
        "import-model",
        GLINER,
        "--model",
        bundle,
        "--tag-scheme",
        "io");
    refused(
        "holds no gliner_config.json",
        "import-model",
        MODELS.resolve("bert-iob2"),
        "--schema",
        schema,
        "--model",
        bundle);
    refused("same label 'ship'", "import-model", GLINER, "--schema", schema, "--model", bundle);
    refused(
        "found 2.0",
        "import-model",
        GLINER,
        "--schema",
        schema,
        "--threshold",
        "2",
        "--model",
        bundle);
    assertThat(bundle).doesNotExist();
  }

  private static void refused(String message, Object... arguments) {
    Run run = Run.nerine(arguments);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message);
  }

  @Test
  void glinerModelInPlaceOfABundleIsToldHowToBeImported() {
    Run run = Run.withInput("", "extract", "--model", GLINER);
    assertThat(run.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("holds a GLiNER model", "nerine import-model", "--schema");
  }
}
