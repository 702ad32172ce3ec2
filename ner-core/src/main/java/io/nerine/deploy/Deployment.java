package io.nerine.deploy;

import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.NerException;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * An extractor that follows a slot of a {@link ModelStore}: when the slot points to another
 * version, that one is loaded, warmed up and answers from then on, while threads extract.
 * Thread-safe. Owns the models that it loads, and closes each when its last call has ended.
 *
 * <pre>{@code
 * ModelStore store = ModelStore.open(Path.of("models"));
 * Deployment deployment =
 *     Deployment.open(
 *         store, "production", DeploymentOptions.builder().watch(Duration.ofSeconds(5)).build());
 *
 * Extraction extraction = deployment.extract(text);
 * System.out.println(extraction.modelVersion().orElseThrow() + ": " + extraction.entities());
 * }</pre>
 *
 * <p><strong>What holds.</strong> No call fails or waits because of an exchange. Each text is
 * answered by one model, whole, and {@link Extraction#modelVersion()} says which. A list of texts
 * is answered by one version too, but for those that go to a canary. A {@linkplain #extractStream
 * stream} draws its texts in chunks of at most 256, and each chunk is answered by the model that is
 * current when it is drawn. A version that can't be loaded, or fails on the texts to warm up with,
 * changes nothing: the one before goes on, and the {@linkplain DeploymentOptions.Builder#listener
 * listener} and the log say why.
 *
 * <p><strong>Memory.</strong> While a version is loaded, and until the calls of the one before have
 * ended, both are in memory. Where calls last longer than the time between two exchanges, up to
 * four older versions wait for theirs; the next exchange then waits for one of them.
 *
 * <p><strong>Who follows.</strong> A thread of the deployment, which is told of each change through
 * the same {@link ModelStore} object, and looks for those of others if the options say so. {@link
 * #refresh()} does it at once.
 *
 * <p>With a {@linkplain DeploymentOptions.Builder#canary canary} a second slot answers a share of
 * the texts, and with a {@linkplain DeploymentOptions.Builder#shadow shadow} a second slot's
 * answers are compared, while callers get those of the first. Pointing the first slot to the
 * version of the second makes it the one that answers all.
 */
public final class Deployment implements Extractor {

  private final DeploymentSlots slots;
  private final SlotFollower own;
  private final Optional<SlotFollower> canary;
  private final Optional<SlotFollower> shadowed;
  private final Optional<Shadow> shadow;
  private final RoutedCalls calls;

  private Deployment(ModelStore store, String slot, DeploymentOptions options) {
    this.slots = new DeploymentSlots(store, slot, options);
    this.canary = options.canary().map(second -> slots.add(second.slot()));
    this.shadowed = options.shadow().map(second -> slots.add(second.slot()));
    this.shadow =
        shadowed.map(
            follower ->
                new Shadow(
                    follower.models(),
                    new ExactShare(options.shadow().orElseThrow().share()),
                    options.shadowCapacity(),
                    options.shadowExamples()));
    ModelSwitch models =
        new ModelSwitch(shadow.<AnswerObserver>map(s -> s).orElse(AnswerObserver.NONE));
    this.own = slots.addOwn(models);
    this.calls =
        new RoutedCalls(
            "The deployment of slot '%s'".formatted(slot),
            models,
            canary
                .map(
                    follower ->
                        new Canary(
                            follower.models(),
                            new ExactShare(options.canary().orElseThrow().share()),
                            options.canaryRouting()))
                .orElse(null));
  }

  /**
   * Opens a deployment with default options.
   *
   * @param store the store
   * @param slot a slot that points to a version
   * @return the deployment, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the slot points to no version, or that cannot be loaded
   */
  public static Deployment open(ModelStore store, String slot) {
    return open(store, slot, DeploymentOptions.defaults());
  }

  /**
   * Opens a deployment.
   *
   * @param store the store
   * @param slot a slot that points to a version
   * @param options how to follow it
   * @return the deployment, ready for its first call; the caller closes it
   * @throws ModelLoadingException if the slot points to no version, or that cannot be loaded; what
   *     is wrong with the slot of a canary or shadow goes to the listener
   * @throws IllegalArgumentException if the slot of a canary or shadow is that of the deployment,
   *     or one slot is both
   */
  public static Deployment open(ModelStore store, String slot, DeploymentOptions options) {
    Objects.requireNonNull(store, "store");
    Objects.requireNonNull(slot, "slot");
    Objects.requireNonNull(options, "options");
    Deployment deployment = new Deployment(store, slot, options);
    boolean opened = false;
    try {
      deployment.slots.refresh();
      if (deployment.own.latest().isEmpty()) {
        throw new ModelLoadingException(
            ("Slot '%s' of the model store '%s' points to no version; deploy one to it first (slots"
                    + " that do: %s)")
                .formatted(slot, store.directory(), String.join(", ", store.slots().keySet())));
      }
      deployment.shadow.ifPresent(
          shadow -> shadow.start(deployment.own.models(), "nerine-shadow-" + slot));
      deployment.slots.startFollowing();
      opened = true;
      return deployment;
    } finally {
      if (!opened) {
        deployment.close();
      }
    }
  }

  /**
   * Looks where the slots point, and follows: returns when the version there answers and the one
   * before is closed. Tries a version again that failed before. Called from inside a call, such as
   * from a listener of the model, it leaves that to the deployment's thread and returns at once.
   *
   * @throws NerException if the store cannot be read, or the version that the deployment's own slot
   *     points to cannot be put to work; the one before goes on answering
   * @throws io.nerine.exception.ExtractorClosedException if the deployment is closed
   */
  public void refresh() {
    slots.refresh();
  }

  /** {@return the version that answers, or that did last if this was closed or its slot retired} */
  public ModelVersion current() {
    return own.latest().orElseThrow();
  }

  /** {@return what the current model has done since it was put to work} */
  public VersionTraffic traffic() {
    return own.models().latest().orElseThrow().traffic();
  }

  /** {@return what the canary's model has done since it was put to work, if there is one now} */
  public Optional<VersionTraffic> canaryTraffic() {
    return canary.flatMap(follower -> follower.models().current()).map(LeasedModel::traffic);
  }

  /**
   * Returns how the shadow's model and the current one have differed since both are at work.
   *
   * @return the report; empty without a shadow, and until the first text of the share was answered
   */
  public Optional<ShadowReport> shadowReport() {
    return shadow.flatMap(Shadow::report);
  }

  /** {@return the types of entities that the current model finds; they may change with it} */
  @Override
  public EntitySchema schema() {
    return own.models().latest().orElseThrow().schema();
  }

  @Override
  public Extraction extract(String text, ExtractionOptions options) {
    return calls.extract(text, options);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where some of the texts go to a canary, those are worked off first, and the others have what
   * is left of a timeout.
   */
  @Override
  public List<Extraction> extractAll(List<String> texts, ExtractionOptions options) {
    return calls.extractAll(texts, options);
  }

  @Override
  public Stream<Extraction> extractStream(Stream<String> texts, ExtractionOptions options) {
    return calls.extractStream(texts, options);
  }

  @Override
  public CompletableFuture<Extraction> extractAsync(String text, ExtractionOptions options) {
    return calls.extractAsync(text, options);
  }

  /**
   * Stops following, lets the calls that run end, and closes all models. Calling it again waits
   * too, and does nothing else. Called from inside a call it does not wait.
   */
  @Override
  public void close() {
    shadow.ifPresent(Shadow::close);
    slots.close();
  }

  @Override
  public String toString() {
    return "Deployment[%s: %s]"
        .formatted(own.slot(), own.latest().map(version -> version.id().toString()).orElse("none"));
  }
}
