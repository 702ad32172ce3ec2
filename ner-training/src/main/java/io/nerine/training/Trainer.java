package io.nerine.training;

import io.nerine.data.Dataset;
import io.nerine.data.DatasetSplit;
import io.nerine.data.SplitOptions;
import io.nerine.document.AnnotatedDocument;
import io.nerine.exception.TrainingException;
import io.nerine.text.Words;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Fine-tunes a pretrained encoder to find the entities of a data set. Immutable and reusable; runs
 * of one process share the processor, so one at a time is fastest.
 *
 * <p>By default the encoder is {@link Encoders#DEFAULT}, the budget of updates follows from the
 * amount of data, and the weights that score best on the dev documents are kept. Equal data,
 * options and seed give equal weights on one machine, unless a time limit cut the run short.
 *
 * <pre>{@code
 * DatasetSplit parts = Dataset.read(Path.of("tickets.jsonl")).split(SplitOptions.defaults());
 * TrainedModel model = Trainer.builder().build().train(parts.train(), parts.dev());
 * System.out.println(model.evaluation());
 * model.save(Path.of("tickets.nerine"));
 * }</pre>
 */
public final class Trainer {

  private static final long FIVE_FOLDS_WORDS = 8_000;
  private static final long THREE_FOLDS_WORDS = 25_000;

  private final @Nullable PretrainedEncoder encoder;
  private final String encoderName;
  private final TrainingOptions options;
  private final TrainingListener listener;
  private final BooleanSupplier cancelled;

  private Trainer(Builder builder) {
    this.encoder = builder.encoder;
    this.encoderName = builder.encoderName;
    this.options =
        new TrainingOptions(
            builder.recipe,
            builder.seed,
            builder.epochs,
            builder.learningRate,
            builder.batchSize,
            Optional.ofNullable(builder.maxDuration),
            builder.threads,
            builder.maxTokens,
            builder.passTokens,
            builder.name,
            Optional.ofNullable(builder.checkpoint),
            builder.resume,
            builder.folds,
            builder.keepBestWhenCancelled,
            List.copyOf(builder.teachers),
            List.copyOf(builder.unlabelled));
    this.listener = builder.listener;
    this.cancelled = builder.cancelled;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains a model on documents without others to choose its weights on. Of little text, up to
   * about 25,000 words, all documents are trained on, and {@linkplain #crossValidate
   * cross-validation} tells when to stop, how sure the model may be and how good it is, which takes
   * some times as long; {@link Builder#folds} and {@link Recipe#FAST} decide otherwise. Of more
   * text a tenth of the documents is held back to choose the weights on.
   *
   * @param dataset the tagged documents
   * @return the model
   * @throws TrainingException as {@link #train(Dataset, Dataset)}, and if the documents are too few
   *     to split
   */
  public TrainedModel train(Dataset dataset) {
    Objects.requireNonNull(dataset, "dataset");
    long start = System.nanoTime();
    int folds = options.folds().orElseGet(() -> automaticFolds(dataset));
    if (folds >= 2) {
      Optional<TrainedModel> model = run(start).runFolds(dataset, folds);
      if (model.isPresent()) {
        return model.get();
      }
    }
    DatasetSplit split =
        dataset.split(SplitOptions.builder().dev(0.1).test(0).seed(options.seed()).build());
    // What cross-validation took before it was given up counts as well.
    return run(start).run(split.train(), split.dev());
  }

  private int automaticFolds(Dataset dataset) {
    if (options.recipe() == Recipe.FAST || !options.teachers().isEmpty()) {
      return 0;
    }
    long words = 0;
    for (AnnotatedDocument document : dataset.documents()) {
      words += Words.of(document.text()).size();
    }
    return words <= FIVE_FOLDS_WORDS ? 5 : words <= THREE_FOLDS_WORDS ? 3 : 0;
  }

  /**
   * Tells how good a model of these documents is without keeping one: splits them into folds and
   * searches each fold with a network that was trained on the others.
   *
   * @param dataset the tagged documents
   * @param folds the number of folds, at least 2; fewer are made if documents that belong together
   *     leave no more
   * @return the scores and what was found in each document
   * @throws TrainingException as {@link #train(Dataset, Dataset)}, and if the documents are too few
   *     to split or the time limit is too short
   * @throws IllegalArgumentException if there are less than 2 folds
   */
  public CrossValidation crossValidate(Dataset dataset, int folds) {
    Objects.requireNonNull(dataset, "dataset");
    if (folds < 2) {
      throw new IllegalArgumentException("folds must be at least 2, found " + folds);
    }
    return run(System.nanoTime()).validate(dataset, folds);
  }

  private TrainingRun run(long start) {
    PretrainedEncoder pretrained = encoder != null ? encoder : Encoders.load(encoderName);
    return new TrainingRun(pretrained, options, listener, cancelled, start);
  }

  /**
   * Trains a model. Native memory that the run takes is freed when it ends, however it ends.
   *
   * @param train the documents to train on
   * @param dev the documents to choose the weights on; score the model on others
   * @return the model with the best weights
   * @throws TrainingException if a data set is empty or has no entity, LibTorch cannot be loaded,
   *     the loss does not stay finite, the exported graph does not compute what the network does,
   *     or the run is cancelled
   * @throws io.nerine.exception.SchemaMismatchException if the data sets have different schemas
   * @throws io.nerine.exception.ModelLoadingException if the encoder cannot be loaded
   */
  public TrainedModel train(Dataset train, Dataset dev) {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(dev, "dev");
    return run(System.nanoTime()).run(train, dev);
  }

  /** Builds a {@link Trainer}. Not thread-safe. */
  public static final class Builder {

    private @Nullable PretrainedEncoder encoder;
    private String encoderName = Encoders.DEFAULT;
    private Recipe recipe = Recipe.BALANCED;
    private long seed = 42;
    private OptionalInt epochs = OptionalInt.empty();
    private OptionalDouble learningRate = OptionalDouble.empty();
    private OptionalInt batchSize = OptionalInt.empty();
    private @Nullable Duration maxDuration;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int maxTokens = 256;
    private int passTokens = 1_024;
    private String name = "";
    private @Nullable Path checkpoint;
    private boolean resume;
    private OptionalInt folds = OptionalInt.empty();
    private boolean keepBestWhenCancelled;
    private final List<Path> teachers = new ArrayList<>();
    private final List<String> unlabelled = new ArrayList<>();
    private TrainingListener listener = new TrainingListener() {};
    private BooleanSupplier cancelled = () -> false;

    private Builder() {}

    /**
     * Sets the encoder; {@link Encoders#DEFAULT} by default. It is loaded when training starts.
     *
     * @param nameOrPath what {@link Encoders#load(String)} takes
     * @return this builder
     */
    public Builder encoder(String nameOrPath) {
      this.encoderName = Objects.requireNonNull(nameOrPath, "nameOrPath");
      this.encoder = null;
      return this;
    }

    /**
     * Sets an encoder that is loaded already.
     *
     * @param encoder the encoder
     * @return this builder
     */
    public Builder encoder(PretrainedEncoder encoder) {
      this.encoder = Objects.requireNonNull(encoder, "encoder");
      return this;
    }

    /**
     * Sets how much effort the run takes; {@link Recipe#BALANCED} by default.
     *
     * @param recipe the recipe
     * @return this builder
     */
    public Builder recipe(Recipe recipe) {
      this.recipe = Objects.requireNonNull(recipe, "recipe");
      return this;
    }

    /**
     * Sets the seed of everything that is drawn: the head's first weights, the order of documents,
     * dropout; 42 by default.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how often each document is seen; by default it follows from the amount of data.
     *
     * @param epochs at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder epochs(int epochs) {
      this.epochs = OptionalInt.of(atLeastOne(epochs, "epochs"));
      return this;
    }

    /**
     * Sets the peak learning rate of the encoder, of which the head's is ten times as much; by
     * default it follows from the encoder's width.
     *
     * @param learningRate greater than 0, at most 1
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public Builder learningRate(double learningRate) {
      if (!(learningRate > 0 && learningRate <= 1)) {
        throw new IllegalArgumentException("learningRate must be in (0, 1], found " + learningRate);
      }
      this.learningRate = OptionalDouble.of(learningRate);
      return this;
    }

    /**
     * Sets the mean number of windows of one update; by default it follows from the amount of data.
     *
     * @param batchSize at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder batchSize(int batchSize) {
      this.batchSize = OptionalInt.of(atLeastOne(batchSize, "batchSize"));
      return this;
    }

    /**
     * Limits the time from the call to the finished model; the number of updates is cut to fit, and
     * if need be the dev documents that are scored. No limit by default.
     *
     * @param maxDuration the time, positive
     * @return this builder
     * @throws IllegalArgumentException if zero or negative
     */
    public Builder maxDuration(Duration maxDuration) {
      if (Objects.requireNonNull(maxDuration, "maxDuration").isNegative() || maxDuration.isZero()) {
        throw new IllegalArgumentException("maxDuration must be positive, found " + maxDuration);
      }
      this.maxDuration = maxDuration;
      return this;
    }

    /**
     * Sets how many threads compute; the number of processors by default. Give fewer where other
     * work shares the machine.
     *
     * @param threads at least 1
     * @return this builder
     * @throws IllegalArgumentException if less than 1
     */
    public Builder threads(int threads) {
      this.threads = atLeastOne(threads, "threads");
      return this;
    }

    /**
     * Sets the length of a window in sub-word tokens, in training as in extraction; 256 by default.
     *
     * @param maxTokens at least 16, at most what the encoder has positions for
     * @return this builder
     * @throws IllegalArgumentException if less than 16
     */
    public Builder maxTokens(int maxTokens) {
      if (maxTokens < 16) {
        throw new IllegalArgumentException("maxTokens must be at least 16, found " + maxTokens);
      }
      this.maxTokens = maxTokens;
      return this;
    }

    /**
     * Sets how many sub-word tokens are computed at once; 1,024 by default. What training holds in
     * memory beside the weights is in proportion to it: half as many take half of that and little
     * more time. An update of more tokens is computed in several passes, to the same result but for
     * rounding and dropout.
     *
     * @param passTokens at least 16; one window may exceed it
     * @return this builder
     * @throws IllegalArgumentException if less than 16
     */
    public Builder passTokens(int passTokens) {
      if (passTokens < 16) {
        throw new IllegalArgumentException("passTokens must be at least 16, found " + passTokens);
      }
      this.passTokens = passTokens;
      return this;
    }

    /**
     * Sets the name of the model, which its entities give as their source; the schema's name by
     * default.
     *
     * @param name the name
     * @return this builder
     */
    public Builder name(String name) {
      this.name = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Keeps the state of the run in a file, written anew at each evaluation and deleted at the end.
     * It takes three to five times the size of the model. None is kept by default.
     *
     * @param file where to keep it
     * @return this builder
     */
    public Builder checkpoint(Path file) {
      this.checkpoint = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Goes on from the {@linkplain #checkpoint checkpoint} of an earlier run of the same data and
     * options, if there is one, to the same weights as if that run had not been cut short. Without
     * this a checkpoint that is found is overwritten.
     *
     * @return this builder
     */
    public Builder resume() {
      this.resume = true;
      return this;
    }

    /**
     * Sets how {@link Trainer#train(Dataset)} learns when to stop and how good the model is; by
     * default it follows from the amount of text.
     *
     * @param folds the number of folds of a cross-validation, or 0 to hold a tenth of the documents
     *     back instead
     * @return this builder
     * @throws IllegalArgumentException if negative or 1
     */
    public Builder folds(int folds) {
      if (folds < 0 || folds == 1) {
        throw new IllegalArgumentException("folds must be 0 or at least 2, found " + folds);
      }
      this.folds = OptionalInt.of(folds);
      return this;
    }

    /**
     * Ends a run that is cancelled with the weights that scored best on the dev documents until
     * then, in place of an exception. Without dev documents, as in cross-validation, and before the
     * first update there are none, so that it throws.
     *
     * @return this builder
     */
    public Builder keepBestWhenCancelled() {
      this.keepBestWhenCancelled = true;
      return this;
    }

    /**
     * Adds a trained model to learn from beside the tags (knowledge distillation): the network is
     * taught how probable the model holds each tag of each word, so that a small network comes near
     * to a large one. With several teachers it is taught their mean. A teacher has the same types
     * in the same order, and must not have seen the dev documents in its own training.
     *
     * @param bundle a model that Nerine has trained; its encoder and word pieces may be others
     * @return this builder
     */
    public Builder teacher(Path bundle) {
      teachers.add(Objects.requireNonNull(bundle, "bundle"));
      return this;
    }

    /**
     * Adds texts without tags, of which the {@linkplain #teacher teachers} say what is in them.
     *
     * @param texts texts of the kind that the model will see
     * @return this builder
     */
    public Builder unlabelled(Collection<String> texts) {
      unlabelled.addAll(texts);
      return this;
    }

    /**
     * Sets what watches the run.
     *
     * @param listener the listener
     * @return this builder
     */
    public Builder listener(TrainingListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Sets what is asked before each update whether to cancel the run. An interrupt of the thread
     * that trains cancels it as well.
     *
     * @param cancelled whether to cancel
     * @return this builder
     */
    public Builder cancelWhen(BooleanSupplier cancelled) {
      this.cancelled = Objects.requireNonNull(cancelled, "cancelled");
      return this;
    }

    /**
     * Returns the trainer.
     *
     * @return the trainer
     * @throws IllegalStateException if it shall resume but has no checkpoint, or there are texts
     *     without tags but no teacher, or teachers and folds, which would be of documents that the
     *     teachers have seen
     */
    public Trainer build() {
      if (resume && checkpoint == null) {
        throw new IllegalStateException("resume() needs checkpoint(file): where to go on from");
      }
      if (teachers.isEmpty() && !unlabelled.isEmpty()) {
        throw new IllegalStateException("unlabelled(texts) needs teacher(bundle): what is in them");
      }
      if (!teachers.isEmpty() && folds.orElse(0) > 0) {
        throw new IllegalStateException(
            "teacher(bundle) and folds(k) do not go together: the teacher has seen the documents");
      }
      return new Trainer(this);
    }

    private static int atLeastOne(int value, String parameter) {
      if (value < 1) {
        throw new IllegalArgumentException(parameter + " must be at least 1, found " + value);
      }
      return value;
    }
  }
}
