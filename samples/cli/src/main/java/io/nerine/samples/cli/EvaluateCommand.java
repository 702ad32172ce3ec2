package io.nerine.samples.cli;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.DataFormatException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.report.EvaluationReport;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a model on tagged documents. */
@Command(name = "evaluate", description = "Score a model on tagged documents.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvaluateCommand extends NerineCommand {

  @Option(names = "--model", required = true, paramLabel = "M", description = "The bundle.")
  private Path model;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "The tagged documents.")
  private Path data;

  @Option(
      names = "--against",
      paramLabel = "M2",
      description = "Another bundle, to be compared on the same documents.")
  private @Nullable Path against;

  @Mixin private ReportFiles files;

  @Mixin private DataFormat format;

  @Override
  int run() {
    @Nullable Dataset training = files.training(format);
    EvaluationOptions options = ReportFiles.options(training);
    Evaluation evaluation = evaluate(model, options);
    EvaluationReport.Builder report =
        EvaluationReport.builder(evaluation)
            .title("%s on %s".formatted(model.getFileName(), data.getFileName()))
            .fact("Model", model.toString())
            .fact("Data", data.toString());
    if (training != null) {
      report.training(training);
    }
    if (against != null) {
      report.against(model.toString(), evaluate(against, options), against.toString());
    }
    files.write(report.build(), console());
    return ExitCode.DONE;
  }

  private Evaluation evaluate(Path bundle, EvaluationOptions options) {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    try (Progress progress = progress();
        Extractor extractor =
            Extractors.load(
                bundle,
                LoadOptions.builder()
                    .listener(
                        event -> {
                          int now = done.addAndGet(event.documents());
                          progress.showCount("document", now, (double) now / all.get());
                        })
                    .build())) {
      Dataset gold = format.read(data, extractor.schema());
      if (gold.size() == 0) {
        throw new DataFormatException(
            "'%s' holds no document; give tagged ones to score on".formatted(data));
      }
      all.set(gold.size());
      return Evaluator.evaluate(extractor, gold.documents(), options);
    }
  }
}
