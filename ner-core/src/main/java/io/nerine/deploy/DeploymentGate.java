package io.nerine.deploy;

import io.nerine.deploy.SlotOperations.Compared;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.EvaluationOptions;
import io.nerine.evaluation.Evaluator;
import io.nerine.evaluation.Measure;
import io.nerine.evaluation.PairedComparison;
import io.nerine.evaluation.ResamplingOptions;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a version must pass to be deployed: on given documents it must not be worse than the version
 * in the slot, by the paired test of {@link PairedComparison}. Immutable.
 *
 * <pre>{@code
 * DeploymentGate gate =
 *     DeploymentGate.builder(Dataset.read(Path.of("test.jsonl")).documents())
 *         .toleratedLoss(0.5)
 *         .build();
 * store.deploy("production", candidate, gate);
 * }</pre>
 *
 * <p>A version is refused if the test shows it to be worse and it lost more than is tolerated. A
 * version that is worse but not shown to be passes; so the more documents, the stricter the gate.
 * The documents must be such as neither version was trained on or chosen by.
 */
public final class DeploymentGate {

  private final List<AnnotatedDocument> documents;
  private final Measure measure;
  private final double toleratedLoss;
  private final ResamplingOptions resampling;
  private final EvaluationOptions evaluation;
  private final LoadOptions loading;

  private DeploymentGate(Builder builder) {
    this.documents = builder.documents;
    this.measure = builder.measure;
    this.toleratedLoss = builder.toleratedLoss;
    this.resampling = builder.resampling;
    this.evaluation = builder.evaluation;
    this.loading = builder.loading;
  }

  /**
   * Returns a builder for a gate.
   *
   * @param documents the documents as they should be tagged, at least one
   * @return the builder
   * @throws IllegalArgumentException if there is no document
   */
  public static Builder builder(List<AnnotatedDocument> documents) {
    return new Builder(documents);
  }

  /**
   * Compares a version with the one that a slot points to.
   *
   * @throws DeploymentRefusedException if it does not pass
   */
  Compared compared(ModelStore store, String slot, ModelVersion candidate) {
    VersionId.checkedName("slot", slot);
    Objects.requireNonNull(candidate, "version");
    Optional<ModelVersion> current = store.current(slot);
    if (current.isEmpty()) {
      return new Compared(null, null);
    }
    ModelVersion baseline = current.get();
    if (baseline.id().equals(candidate.id())) {
      return new Compared(baseline.id(), null);
    }
    GateResult result =
        GateResult.of(
            baseline.id(),
            candidate.id(),
            measure,
            PairedComparison.of(
                    evaluation(store, baseline), evaluation(store, candidate), resampling)
                .micro()
                .of(measure),
            toleratedLoss);
    if (!result.passed()) {
      throw new DeploymentRefusedException(
          ("Version %s was not deployed to slot '%s' of the model store '%s': it is worse than the"
                  + " version there: %s; improve it, or deploy it with a greater tolerance or"
                  + " without a gate")
              .formatted(candidate.id(), slot, store.directory(), result),
          result);
    }
    return new Compared(baseline.id(), result);
  }

  private Evaluation evaluation(ModelStore store, ModelVersion version) {
    try (Extractor extractor = store.load(version, loading)) {
      return Evaluator.evaluate(extractor, documents, evaluation);
    }
  }

  /** Builds a {@link DeploymentGate}. Not thread-safe. */
  public static final class Builder {

    private final List<AnnotatedDocument> documents;
    private Measure measure = Measure.F1;
    private double toleratedLoss;
    private ResamplingOptions resampling = ResamplingOptions.defaults();
    private EvaluationOptions evaluation = EvaluationOptions.defaults();
    private LoadOptions loading = LoadOptions.defaults();

    private Builder(List<AnnotatedDocument> documents) {
      this.documents = List.copyOf(documents);
      if (documents.isEmpty()) {
        throw new IllegalArgumentException("documents must hold at least one document");
      }
    }

    /**
     * Sets which micro-averaged figure is compared; {@link Measure#F1} by default.
     *
     * @param measure the figure
     * @return this builder
     */
    public Builder measure(Measure measure) {
      this.measure = Objects.requireNonNull(measure, "measure");
      return this;
    }

    /**
     * Sets how much a version may lose even if it is shown to be worse; 0 by default.
     *
     * @param points points of 0 to 100, such as 0.5 for an F1 of 0.845 after 0.85
     * @return this builder
     * @throws IllegalArgumentException if the points lie outside
     */
    public Builder toleratedLoss(double points) {
      if (!(points >= 0 && points <= 100)) {
        throw new IllegalArgumentException("points must be 0 to 100, found " + points);
      }
      this.toleratedLoss = points;
      return this;
    }

    /**
     * Sets level, seed and effort of the test; by default those of {@link
     * ResamplingOptions#defaults()}, at the level 0.95.
     *
     * @param resampling the options
     * @return this builder
     */
    public Builder resampling(ResamplingOptions resampling) {
      this.resampling = Objects.requireNonNull(resampling, "resampling");
      return this;
    }

    /**
     * Sets how to extract and what to count.
     *
     * @param evaluation the options
     * @return this builder
     */
    public Builder evaluation(EvaluationOptions evaluation) {
      this.evaluation = Objects.requireNonNull(evaluation, "evaluation");
      return this;
    }

    /**
     * Sets how to load the two versions.
     *
     * @param loading the options
     * @return this builder
     */
    public Builder loading(LoadOptions loading) {
      this.loading = Objects.requireNonNull(loading, "loading");
      return this;
    }

    /** {@return the gate} */
    public DeploymentGate build() {
      return new DeploymentGate(this);
    }
  }
}
