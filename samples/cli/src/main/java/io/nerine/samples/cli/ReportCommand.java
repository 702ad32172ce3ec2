package io.nerine.samples.cli;

import io.nerine.data.Dataset;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.DataFormatException;
import io.nerine.report.EvaluationReport;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores predictions that are in a file already. */
@Command(
    name = "report",
    description =
        "Score predictions in a file, such as 'nerine extract' or another program wrote, against"
            + " tagged documents.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReportCommand extends NerineCommand {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The tagged documents.")
  private Path data;

  @Option(
      names = "--predicted",
      required = true,
      paramLabel = "FILE",
      description = "The same documents with predictions, joined by id.")
  private Path predicted;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "The same documents with predictions of another model, to be compared.")
  private @Nullable Path against;

  @Mixin private ReportFiles files;

  @Mixin private DataFormat format;

  @Override
  int run() {
    Dataset gold = format.read(data);
    if (gold.size() == 0) {
      throw new DataFormatException(
          "'%s' holds no document; give tagged ones to score on".formatted(data));
    }
    @Nullable Dataset training = files.training(format);
    EvaluationOptions options = ReportFiles.options(training);
    EvaluationReport.Builder report =
        EvaluationReport.builder(evaluate(gold, predicted, options))
            .title("%s on %s".formatted(predicted.getFileName(), data.getFileName()))
            .fact("Predictions", predicted.toString())
            .fact("Data", data.toString());
    if (training != null) {
      report.training(training);
    }
    if (against != null) {
      report.against(predicted.toString(), evaluate(gold, against, options), against.toString());
    }
    files.write(report.build(), console());
    return ExitCode.DONE;
  }

  private static Evaluation evaluate(Dataset gold, Path predicted, EvaluationOptions options) {
    return Evaluator.evaluate(
        gold.documents(), Dataset.read(predicted, gold.schema()).documents(), options);
  }
}
