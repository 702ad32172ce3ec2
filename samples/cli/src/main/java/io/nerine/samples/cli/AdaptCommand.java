package io.nerine.samples.cli;

import io.nerine.document.AnnotatedDocument;
import io.nerine.training.AdaptedEncoder;
import io.nerine.training.DomainAdaptation;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adapts an encoder to texts without tags. */
@Command(
    name = "adapt",
    description = {
      "Adapt an encoder to texts of a domain, without tags: it learns to guess hidden words.",
      "The result is a directory to be given to 'nerine train --encoder'."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AdaptCommand extends NerineCommand {

  @Option(
      names = "--texts",
      required = true,
      paramLabel = "FILE",
      description = "The texts: JSON Lines, one document a line, or one plain text.")
  private String texts;

  @Option(
      names = "--encoder",
      paramLabel = "NAME|PATH",
      description = "What 'nerine train --encoder' takes; by default " + Encoders.DEFAULT + ".")
  private String encoder = Encoders.DEFAULT;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The directory to write the adapted encoder to.")
  private Path output;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often each text is seen; 3 by default.")
  private @Nullable Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The peak learning rate; 5e-5 by default.")
  private @Nullable Double learningRate;

  @Option(
      names = "--max-minutes",
      paramLabel = "M",
      description = "How long to train, decimals allowed; no limit by default.")
  private @Nullable Double maxMinutes;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; by default one for each processor.")
  private @Nullable Integer threads;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all chance; 42.")
  private @Nullable Long seed;

  @Override
  int run() {
    DomainAdaptation.Builder adaptation = DomainAdaptation.builder().encoder(encoder);
    set("--epochs", epochs, adaptation::epochs);
    set("--learning-rate", learningRate, adaptation::learningRate);
    set(
        "--max-minutes",
        maxMinutes,
        minutes -> adaptation.maxDuration(TrainCommand.duration(minutes)));
    set("--threads", threads, adaptation::threads);
    set("--seed", seed, adaptation::seed);
    PretrainedEncoder.checkTarget(output);
    List<String> read;
    try (InputDocuments documents = InputDocuments.open(texts, console().in())) {
      read = documents.stream().map(AnnotatedDocument::text).toList();
    }
    AdaptedEncoder adapted;
    try (Progress progress = progress()) {
      progress.note("Adapting %s to %s".formatted(encoder, Progress.count(read.size(), "text")));
      adaptation.listener(
          state ->
              progress.show(
                  (double) state.update() / state.updates(),
                  String.format(Locale.ROOT, "loss %.4f", state.loss())));
      adapted = adaptation.build().adapt(read);
    }
    adapted.encoder().save(output);
    console()
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s in %s; the loss on texts that were held back fell from %.4f to %.4f",
                Progress.count(adapted.updates(), "update"),
                Progress.time(adapted.duration()),
                adapted.lossBefore(),
                adapted.lossAfter()));
    console().out().println("Encoder written to " + output);
    return ExitCode.DONE;
  }
}
