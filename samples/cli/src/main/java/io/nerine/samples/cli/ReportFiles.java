package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Slicing;
import io.nerine.report.EvaluationReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The files that an evaluation is written to, and the one that tells what training saw. */
final class ReportFiles {

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "A file for the report as a page for people; it shows text of the documents.")
  private @Nullable Path html;

  @Option(
      names = "--json",
      paramLabel = "OUT",
      description = "A file for the report as JSON, beside the table.")
  private @Nullable Path json;

  @Option(
      names = "--train",
      paramLabel = "FILE",
      description =
          "The documents that the model was trained on, to score seen and unseen mentions apart.")
  private @Nullable Path train;

  /** {@return what the model was trained on, or null if that was not said} */
  @Nullable Dataset training(DataFormat format) {
    return train == null ? null : format.read(train);
  }

  /** {@return options that score parts of the mentions apart, as far as they are known} */
  static EvaluationOptions options(@Nullable Dataset training) {
    EvaluationOptions.Builder options =
        EvaluationOptions.builder()
            .slice("length in words", Slicing.words())
            .slice("place in the document", Slicing.position());
    if (training != null) {
      options.slice("seen in training", Slicing.seen(training.documents()));
      options.slice("mentions in training", Slicing.frequency(training.documents()));
    }
    return options.build();
  }

  /** Writes the files that were asked for, and the table to the terminal. */
  void write(EvaluationReport report, Console console) {
    if (html != null) {
      PendingFile.write(html, report.toHtml());
    }
    if (json != null) {
      PendingFile.write(json, report.toJson());
    }
    console.out().println(report);
  }
}
