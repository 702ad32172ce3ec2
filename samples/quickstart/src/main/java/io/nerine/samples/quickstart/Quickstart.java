package io.nerine.samples.quickstart;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.SplitOptions;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluator;
import io.nerine.extract.Extractor;
import io.nerine.training.TrainedModel;
import io.nerine.training.Trainer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Teaches a model to find machines, parts, symptoms and more in service reports, and lets it read
 * reports that it has never seen.
 */
public final class Quickstart {

  private static final Duration TIME_LIMIT = Duration.ofSeconds(210);

  private Quickstart() {}

  /**
   * Runs all of it, which takes a few minutes.
   *
   * @param args the directory for the model; a temporary one if there is none
   * @throws IOException if a temporary directory cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path directory =
        args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("nerine-quickstart");
    // UTF-8 whatever the locale, since the reports hold signs such as °C.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    // 1. Tagged documents that keep to a schema, in three parts: to train on, to choose the best
    // weights on, and to score.
    Dataset reports = Dataset.of(ServiceReports.schema(), ServiceReports.tagged());
    DatasetSplit parts = reports.split(splitOptions());
    out.println(
        "%d reports to train on, %d to choose by, %d to score"
            .formatted(parts.train().size(), parts.dev().size(), parts.test().size()));

    // 2. The score to beat: what a list of all mentions in the training part finds.
    out.println("\nA dictionary, on the test part:");
    try (Extractor dictionary = DictionaryBaseline.of(parts.train())) {
      out.println(Evaluator.evaluate(dictionary, parts.test()));
    }

    // 3. Fine-tune a pretrained encoder.
    out.println("\nTraining for at most %d seconds:".formatted(TIME_LIMIT.toSeconds()));
    TrainedModel model =
        Trainer.builder()
            .encoder("all-MiniLM-L6-v2")
            .maxDuration(TIME_LIMIT)
            .listener(new ProgressLines(out))
            .build()
            .train(parts.train(), parts.dev());

    // 4. Evaluate it on documents that had no part in training.
    out.println("\nThe model, on the test part:");
    try (Extractor extractor = model.extractor()) {
      out.println(Evaluator.evaluate(extractor, parts.test()));
    }

    // 5. Save it as one file, and load that as an application does.
    Path bundle = directory.resolve("service-reports.nerine");
    model.save(bundle);
    out.println("\nNew reports, read by " + bundle + ":");
    Highlighter highlighter = Highlighter.ofConsole();
    try (Extractor extractor = Extractors.load(bundle)) {
      for (AnnotatedDocument report : ServiceReports.untagged()) {
        out.println("\n" + highlighter.highlight(extractor.extract(report.text())));
      }
    }
  }

  /** A fifth to score, for a tenth would be but 26 reports. */
  static SplitOptions splitOptions() {
    return SplitOptions.builder().dev(0.1).test(0.2).seed(42).build();
  }
}
