package io.nerine.deploy;

import io.nerine.deploy.StoreState.Model;
import io.nerine.deploy.StoreState.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which versions {@link ModelStore#collectGarbage(Retention)} keeps. Immutable.
 *
 * <p>By default the 3 newest versions of each model, and those that a slot points to or would after
 * up to 5 rollbacks. A version that a slot points to is always kept.
 */
public final class Retention {

  private static final Retention DEFAULTS = builder().build();

  private final int newest;
  private final int rollbacks;

  private Retention(Builder builder) {
    this.newest = builder.newest;
    this.rollbacks = builder.rollbacks;
  }

  /** {@return the defaults} */
  public static Retention defaults() {
    return DEFAULTS;
  }

  /** {@return a builder that holds the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return how many of the newest versions of each model are kept} */
  public int newest() {
    return newest;
  }

  /** {@return how many rollbacks of each slot stay possible} */
  public int rollbacks() {
    return rollbacks;
  }

  /** {@return the versions that are not kept} */
  List<ModelVersion> unused(StoreState state) {
    Set<VersionId> used = new HashSet<>();
    for (Slot slot : state.slots().values()) {
      used.addAll(slot.within(rollbacks));
    }
    List<ModelVersion> unused = new ArrayList<>();
    for (Model model : state.models().values()) {
      int old = model.versions().size() - newest;
      for (ModelVersion version : model.versions().values()) {
        if (old-- > 0 && !used.contains(version.id())) {
          unused.add(version);
        }
      }
    }
    return unused;
  }

  @Override
  public String toString() {
    return "Retention[%d newest, %d rollbacks]".formatted(newest, rollbacks);
  }

  /** Builds a {@link Retention}. Not thread-safe. */
  public static final class Builder {

    private int newest = 3;
    private int rollbacks = 5;

    private Builder() {}

    /**
     * Sets how many of the newest versions of each model are kept; 3 by default.
     *
     * @param newest 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder newest(int newest) {
      this.newest = notNegative("newest", newest);
      return this;
    }

    /**
     * Sets how many rollbacks of each slot stay possible; 5 by default.
     *
     * @param rollbacks 0 or more
     * @return this builder
     * @throws IllegalArgumentException if the number is negative
     */
    public Builder rollbacks(int rollbacks) {
      this.rollbacks = notNegative("rollbacks", rollbacks);
      return this;
    }

    private static int notNegative(String parameter, int value) {
      if (value < 0) {
        throw new IllegalArgumentException(parameter + " must be 0 or more, found " + value);
      }
      return value;
    }

    /** {@return the retention} */
    public Retention build() {
      return new Retention(this);
    }
  }
}
