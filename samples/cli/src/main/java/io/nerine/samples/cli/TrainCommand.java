package io.nerine.samples.cli;

import io.nerine.bundle.BundleWriter;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.NerException;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.format.SchemaJson;
import io.nerine.training.Recipe;
import io.nerine.training.TrainedModel;
import io.nerine.training.Trainer;
import io.nerine.training.TrainingReport;
import io.nerine.training.encoder.Encoders;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fine-tunes an encoder and writes a bundle. */
@Command(name = "train", description = "Fine-tune an encoder on tagged documents.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainCommand extends NerineCommand {

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "The tagged documents.")
  private Path train;

  @Option(
      names = "--dev",
      paramLabel = "FILE",
      description =
          "Tagged documents to choose the best weights on; without them --train is cross-validated, or"
              + " of much text a tenth of it held back.")
  private @Nullable Path dev;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "The entity types, as JSON; by default those of --train.")
  private @Nullable Path schema;

  @Option(
      names = "--encoder",
      paramLabel = "NAME|PATH",
      description =
          "One that 'nerine encoders' lists, a jar that holds one of these, a directory in Hugging"
              + " Face's layout or written by 'nerine adapt', or a model that was trained before, to"
              + " go on from; by default "
              + Encoders.DEFAULT
              + ".")
  private String encoder = Encoders.DEFAULT;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "OUT",
      description = "The bundle to write, a single file if its name ends in '.nerine'.")
  private Path model;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all chance; 42.")
  private @Nullable Long seed;

  @Option(
      names = "--recipe",
      paramLabel = "fast|balanced|accurate",
      description = "How much effort to take; balanced by default.")
  private @Nullable Recipe recipe;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often each document is seen; by default it follows from the data.")
  private @Nullable Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The peak learning rate; by default it follows from the encoder.")
  private @Nullable Double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Windows of one update; by default it follows from the data.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--max-minutes",
      paramLabel = "M",
      description = "How long to train, decimals allowed; no limit by default.")
  private @Nullable Double maxMinutes;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Folds of the cross-validation where there is no --dev, 0 for none; by default it follows"
              + " from the data.")
  private @Nullable Integer folds;

  @Option(
      names = "--teacher",
      paramLabel = "MODEL",
      description =
          "A trained model to learn from beside the tags, such as a larger one; may be given several"
              + " times.")
  private List<Path> teachers = List.of();

  @Option(
      names = "--unlabelled",
      paramLabel = "FILE",
      description = "Texts without tags, of which the teachers say what is in them.")
  private @Nullable Path unlabelled;

  @Option(
      names = "--pass-tokens",
      paramLabel = "N",
      description = "Tokens computed at once, 1024; fewer take less memory.")
  private @Nullable Integer passTokens;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoint that a run of the same data and options left when it was cut"
              + " short; it lies beside the model, as OUT.checkpoint.")
  private boolean resume;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; by default one for each processor.")
  private @Nullable Integer threads;

  @Mixin private DataFormat format;

  @Override
  int run() {
    Trainer.Builder trainer = Trainer.builder().encoder(encoder).name(nameOf(model));
    set("--seed", seed, trainer::seed);
    set("--recipe", recipe, trainer::recipe);
    set("--epochs", epochs, trainer::epochs);
    set("--learning-rate", learningRate, trainer::learningRate);
    set("--batch-size", batchSize, trainer::batchSize);
    set("--max-minutes", maxMinutes, minutes -> trainer.maxDuration(duration(minutes)));
    set("--threads", threads, trainer::threads);
    set("--folds", folds, trainer::folds);
    set("--pass-tokens", passTokens, trainer::passTokens);
    teachers.forEach(trainer::teacher);
    if (unlabelled != null) {
      trainer.unlabelled(texts(unlabelled));
    }
    checkWritable(model);
    trainer.checkpoint(checkpointOf(model));
    if (resume) {
      trainer.resume();
    }

    Dataset trainData =
        schema == null ? format.read(train) : format.read(train, SchemaJson.read(schema));
    TrainedModel trained;
    try (Progress progress = progress()) {
      trainer.listener(new TrainingDisplay(progress, verbose()));
      progress.note(
          "Training on %s with %s"
              .formatted(Progress.count(trainData.size(), "document"), encoder));
      trained =
          dev == null
              ? trainer.build().train(trainData)
              : trainer.build().train(trainData, readDev(dev, trainData));
    }
    trained.save(model);
    print(trained);
    return ExitCode.DONE;
  }

  private List<String> texts(Path file) {
    try (InputDocuments documents =
        InputDocuments.open(file.toString(), InputStream.nullInputStream())) {
      return documents.stream().map(AnnotatedDocument::text).toList();
    }
  }

  /** {@return the time that an option in minutes gives} */
  static Duration duration(double minutes) {
    // Much more than anyone waits, and little enough to count in nanoseconds.
    if (!(minutes > 0 && minutes <= 1e6)) {
      throw new IllegalArgumentException("must be above 0 and at most 1000000, found " + minutes);
    }
    return Duration.ofMillis((long) Math.ceil(minutes * 60_000));
  }

  /** The bundle's own name without its ending, which says more than that of a training file. */
  private static String nameOf(Path bundle) {
    Path fileName = bundle.toAbsolutePath().normalize().getFileName();
    return fileName == null ? "" : fileName.toString().replaceFirst("(?<=.)[.](nerine|zip)$", "");
  }

  private static Path checkpointOf(Path bundle) {
    return bundle.resolveSibling(bundle.getFileName() + ".checkpoint");
  }

  /** Sees to it that hours of training do not end at a directory that cannot be written. */
  private static void checkWritable(Path target) {
    BundleWriter.checkTarget(target);
    Path parent = target.toAbsolutePath().normalize().getParent();
    while (parent != null && !Files.exists(parent)) {
      parent = parent.getParent();
    }
    if (parent == null || !Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new NerException(
          "Cannot write the model '%s': '%s' is no directory that can be written to; give another"
              .formatted(target, parent));
    }
  }

  private Dataset readDev(Path file, Dataset trainData) {
    try {
      return format.read(file, trainData.schema());
    } catch (SchemaMismatchException e) {
      if (schema != null) {
        throw e;
      }
      throw new SchemaMismatchException(
          "%s%nThe types are those of '%s', since there is no --schema"
              .formatted(e.getMessage(), train),
          e);
    }
  }

  private void print(TrainedModel trained) {
    PrintStream out = console().out();
    TrainingReport report = trained.report();
    String updates = Progress.count(report.updates(), "update");
    String time = Progress.time(report.duration());
    out.println(
        report.folds() == 0
            ? "%s in %s; the best weights, after update %d, on the dev documents:"
                .formatted(updates, time, report.bestUpdate())
            : "%d networks in %s, the model's with %s on all documents; cross-validation, each document by a network that did not see it:"
                .formatted(report.folds() + 1, time, updates));
    out.println(trained.evaluation());
    for (String warning : report.warnings()) {
      out.println("warning: " + warning);
    }
    out.println("Model written to " + model);
  }
}
