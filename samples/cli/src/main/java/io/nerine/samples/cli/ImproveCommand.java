package io.nerine.samples.cli;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.extract.Extractor;
import io.nerine.format.JsonLines;
import io.nerine.improve.ActiveLearning;
import io.nerine.improve.LabelError;
import io.nerine.improve.LabelErrorSearch;
import io.nerine.improve.TaggingSelection;
import io.nerine.improve.TaggingSuggestion;
import io.nerine.training.CrossValidation;
import io.nerine.training.Recipe;
import io.nerine.training.Trainer;
import io.nerine.training.encoder.Encoders;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what to do for a better model: what to tag next, or which labels to look at again. */
@Command(
    name = "improve",
    description = {
      "What to tag next: --model M --unlabelled FILE --out FILE",
      "chooses documents and writes them as JSON Lines, tagged by the model for correction, the most"
          + " useful first. Exit code 1 where the model fails on a document.",
      "Labels to look at again: --data FILE --label-errors OUT",
      "cross-validates and writes the tags that are likely wrong or missing as JSON Lines, the most"
          + " suspicious first."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ImproveCommand extends NerineCommand {

  private static final int DEFAULT_FOLDS = 5;

  @Option(names = "--model", paramLabel = "M", description = "The bundle as it is now.")
  private @Nullable Path model;

  @Option(
      names = "--unlabelled",
      paramLabel = "FILE",
      description =
          "The documents to choose from: JSON Lines with \"text\" and perhaps \"id\". Tags are"
              + " ignored.")
  private @Nullable Path unlabelled;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the chosen documents go, each with \"reason\" and \"explanation\".")
  private @Nullable Path out;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many documents to choose; " + ActiveLearning.DEFAULT_COUNT + ".")
  private @Nullable Integer count;

  @Option(
      names = "--tagged",
      paramLabel = "FILE",
      description =
          "The documents that are tagged already: what is like them is not chosen, and types with"
              + " few tags are sought.")
  private @Nullable Path tagged;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "The tagged documents whose labels are in question.")
  private @Nullable Path data;

  @Option(
      names = "--label-errors",
      paramLabel = "OUT",
      description = "Where the suspicious labels go.")
  private @Nullable Path labelErrors;

  @Option(
      names = "--encoder",
      paramLabel = "NAME|DIR|JAR",
      description = "As of 'nerine train'; by default " + Encoders.DEFAULT + ".")
  private @Nullable String encoder;

  @Option(
      names = "--recipe",
      paramLabel = "fast|balanced|accurate",
      description = "How much effort the cross-validation takes; balanced by default.")
  private @Nullable Recipe recipe;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description = "Folds of the cross-validation; " + DEFAULT_FOLDS + ".")
  private @Nullable Integer folds;

  @Option(
      names = "--max-minutes",
      paramLabel = "M",
      description = "How long to cross-validate, decimals allowed; no limit by default.")
  private @Nullable Double maxMinutes;

  @Option(names = "--seed", paramLabel = "N", description = "The seed of all chance; 42.")
  private @Nullable Long seed;

  @Mixin private DataFormat format;

  @Override
  int run() {
    if (unlabelled != null && labelErrors == null) {
      refuse("--unlabelled", "--data", data);
      refuse("--unlabelled", "--encoder", encoder);
      refuse("--unlabelled", "--recipe", recipe);
      refuse("--unlabelled", "--folds", folds);
      refuse("--unlabelled", "--max-minutes", maxMinutes);
      return chooseDocuments(
          needed("--unlabelled", "--model", model),
          unlabelled,
          needed("--unlabelled", "--out", out));
    }
    if (labelErrors != null && unlabelled == null) {
      refuse("--label-errors", "--model", model);
      refuse("--label-errors", "--out", out);
      refuse("--label-errors", "--count", count);
      refuse("--label-errors", "--tagged", tagged);
      return findLabelErrors(needed("--label-errors", "--data", data), labelErrors);
    }
    throw badUsage(
        "Give either --unlabelled FILE, for what to tag next, or --label-errors OUT, for labels to"
            + " look at again");
  }

  private void refuse(String mode, String option, @Nullable Object value) {
    if (value != null) {
      throw badUsage("%s does not go with %s; leave it out".formatted(option, mode));
    }
  }

  private <T> T needed(String mode, String option, @Nullable T value) {
    if (value == null) {
      throw badUsage("Missing required option for %s: '%s'".formatted(mode, option));
    }
    return value;
  }

  private int chooseDocuments(Path bundle, Path from, Path target) {
    ActiveLearning.Builder options = ActiveLearning.builder();
    set("--count", count, options::count);
    set("--seed", seed, options::seed);
    TaggingSelection selection;
    try (Extractor extractor = Extractors.load(bundle)) {
      if (tagged != null) {
        options.tagged(format.read(tagged, extractor.schema()).documents());
      }
      selection = choose(options.build(), extractor, from);
    }
    JsonLines.write(
        target, selection.suggestions().stream().map(ImproveCommand::document).toList());
    ImprovementTables.print(selection, target, console());
    if (selection.failed() > 0) {
      warn(
          "%s failed and cannot be chosen; first: %s"
              .formatted(
                  Progress.count(selection.failed(), "document"),
                  selection.firstFailure().orElse("")));
      return ExitCode.CHECK_FAILED;
    }
    return ExitCode.DONE;
  }

  private TaggingSelection choose(ActiveLearning chooser, Extractor extractor, Path from) {
    AtomicLong read = new AtomicLong();
    try (InputDocuments documents =
            InputDocuments.open(from.toString(), InputStream.nullInputStream());
        Progress progress = progress()) {
      Stream<AnnotatedDocument> watched =
          documents.stream()
              .peek(
                  document ->
                      progress.showCount("document", read.incrementAndGet(), documents.share()));
      return chooser.choose(extractor, watched);
    }
  }

  /** A document that any reader of JSON Lines takes, and why it was chosen in further fields. */
  private static AnnotatedDocument document(TaggingSuggestion suggestion) {
    return suggestion.document().toBuilder()
        .metadata("reason", suggestion.reason().name())
        .metadata("score", suggestion.score())
        .metadata("explanation", suggestion.explanation())
        .build();
  }

  private int findLabelErrors(Path from, Path target) {
    Trainer.Builder trainer =
        Trainer.builder().encoder(encoder == null ? Encoders.DEFAULT : encoder);
    set("--seed", seed, trainer::seed);
    set("--recipe", recipe, trainer::recipe);
    set("--max-minutes", maxMinutes, m -> trainer.maxDuration(TrainCommand.duration(m)));
    set("--folds", folds, ImproveCommand::checkFolds);
    Dataset dataset = format.read(from);
    // Opened first, so that hours of training do not end at a file that cannot be written.
    try (PendingFile file = PendingFile.at(target)) {
      CrossValidation validation = validate(trainer, dataset);
      List<LabelError> errors = LabelErrorSearch.find(validation.gold(), validation.predictions());
      LabelErrorOutput.write(errors, dataset, file);
      file.commit();
      ImprovementTables.print(errors, validation, target, console());
    }
    return ExitCode.DONE;
  }

  private CrossValidation validate(Trainer.Builder trainer, Dataset dataset) {
    try (Progress progress = progress()) {
      trainer.listener(new TrainingDisplay(progress, verbose()));
      progress.note(
          "Cross-validating %s with %s"
              .formatted(
                  Progress.count(dataset.size(), "document"),
                  encoder == null ? Encoders.DEFAULT : encoder));
      return trainer.build().crossValidate(dataset, folds == null ? DEFAULT_FOLDS : folds);
    }
  }

  private static void checkFolds(int folds) {
    if (folds < 2) {
      throw new IllegalArgumentException("must be at least 2, found " + folds);
    }
  }
}
