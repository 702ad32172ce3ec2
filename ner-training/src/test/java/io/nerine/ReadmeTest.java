package io.nerine;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.SplitOptions;
import io.nerine.deploy.Deployment;
import io.nerine.deploy.ModelStore;
import io.nerine.deploy.ModelVersion;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.format.JsonLines;
import io.nerine.onnx.quantize.Quantization;
import io.nerine.onnx.quantize.Quantizer;
import io.nerine.testing.ExtractionAssert;
import io.nerine.testing.ScriptedExtractor;
import io.nerine.training.TrainedModel;
import io.nerine.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples run here, and the README holds what runs here. */
class ReadmeTest {

  private static final String[] SITES = {"Bergen", "Malmo", "Turku", "Aarhus", "Gdansk", "Riga"};

  /** Thirty tickets in which part numbers and sites can be told by their form. */
  private static List<AnnotatedDocument> tickets() {
    List<AnnotatedDocument> tickets = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String part = "GX-%d%d7-B".formatted(i % 7, i % 9);
      String site = SITES[i % SITES.length];
      String text = "Please send valve " + part + " to the yard in " + site + ".";
      int partStart = text.indexOf(part);
      int siteStart = text.indexOf(site);
      tickets.add(
          AnnotatedDocument.builder("t-" + i, text)
              .span(partStart, partStart + part.length(), "PartNumber")
              .span(siteStart, siteStart + site.length(), "Site")
              .build());
    }
    return tickets;
  }

  @Test
  void trainingEvaluationAndExtraction(@TempDir Path directory) {
    Path file = directory.resolve("tickets.jsonl");
    Path bundle = directory.resolve("tickets.nerine");
    JsonLines.write(file, tickets());

    // begin: train
    DatasetSplit parts = Dataset.read(file).split(SplitOptions.defaults());
    TrainedModel model =
        Trainer.builder().encoder("all-MiniLM-L6-v2").build().train(parts.train(), parts.dev());
    model.save(bundle);
    try (Extractor extractor = model.extractor()) {
      Evaluation evaluation = Evaluator.evaluate(extractor, parts.test());
      System.out.println(evaluation);
    }
    // end: train

    String text = "Is valve GX-447-B still in Riga?";
    // begin: extract
    try (Extractor extractor = Extractors.load(bundle)) {
      for (Entity entity : extractor.extract(text).entities()) {
        System.out.println(entity.type() + " " + entity.text() + " " + entity.confidence());
      }
    }
    // end: extract

    // begin: gate
    try (Extractor extractor = Extractors.load(bundle)) {
      assertThat(extractor.extract("Is valve GX-447-B still in Riga?").entities("PartNumber"))
          .extracting(Entity::text)
          .containsExactly("GX-447-B");
      assertThat(Evaluator.evaluate(extractor, parts.test()).types().get("PartNumber").f1())
          .isGreaterThan(0.9);
    }
    // end: gate

    Path models = directory.resolve("models");
    // begin: deploy
    ModelStore store = ModelStore.open(models);
    ModelVersion version = store.add("tickets", bundle);
    store.deploy("production", version);
    try (Extractor extractor = Deployment.open(store, "production")) {
      extractor.extract(text); // by the version that the slot points to at this moment
    }
    // end: deploy
    assertThat(store.current("production")).contains(version);

    Path small = directory.resolve("tickets-int8.nerine");
    // begin: quantize
    Quantization quantization = Quantizer.of(bundle).gate(parts.dev().documents()).quantize();
    System.out.println(quantization);
    if (quantization.accepted().isPresent()) {
      quantization.save(small);
    }
    // end: quantize
    try (Extractor extractor = Extractors.load(small)) {
      assertThat(extractor.extract(text).entities("Site")).hasSize(1);
    }
  }

  @Test
  void codeAroundAnExtractorIsTestedWithoutAModel() {
    // begin: script
    Extractor extractor =
        ScriptedExtractor.builder("PartNumber", "Site")
            .on("Is valve GX-447-B still in Riga?")
            .find("PartNumber", "GX-447-B")
            .find("Site", "Riga", 0.4)
            .build();
    ExtractionAssert.assertThat(extractor.extract("Is valve GX-447-B still in Riga?"))
        .hasEntity("PartNumber", "GX-447-B")
        .hasEntityCount(2);
    // end: script
  }

  @Test
  void theReadmeHoldsWhatRunsHere() throws IOException {
    String source =
        Files.readString(Path.of("src", "test", "java", "io", "nerine", "ReadmeTest.java"));
    String readme = Files.readString(Path.of("..", "README.md"));
    Matcher region =
        Pattern.compile("// begin: (\\w+)\\n(.*?)\\n *// end: \\1", Pattern.DOTALL).matcher(source);
    int regions = 0;
    while (region.find()) {
      assertThat(readme).as(region.group(1)).contains(region.group(2).stripIndent().strip());
      regions++;
    }
    assertThat(regions).isEqualTo(6);
  }
}
