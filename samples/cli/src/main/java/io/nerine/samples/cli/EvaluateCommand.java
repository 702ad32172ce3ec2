package io.nerine.samples.cli;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.DataFormatException;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
      names = "--json",
      paramLabel = "OUT",
      description = "A file for the scores as JSON, beside the table.")
  private @Nullable Path json;

  @Mixin private DataFormat format;

  @Override
  int run() {
    Evaluation evaluation = evaluate();
    if (json != null) {
      write(json, evaluation.toJson());
    }
    console().out().println(evaluation);
    return ExitCode.DONE;
  }

  private Evaluation evaluate() {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    try (Progress progress = progress();
        Extractor extractor =
            Extractors.load(
                model,
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
      return Evaluator.evaluate(extractor, gold);
    }
  }

  private static void write(Path file, String json) {
    try (PendingFile pending = PendingFile.at(file)) {
      try {
        pending.out().write(json.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw pending.failure(e);
      }
      pending.commit();
    }
  }
}
