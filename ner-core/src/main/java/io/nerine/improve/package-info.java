/**
 * What to do next for a better model: {@link io.nerine.improve.ActiveLearning} chooses the
 * documents that are most worth tagging, {@link io.nerine.improve.LabelErrorSearch} ranks the tags
 * that are most likely wrong. Both work with what any model finds and are fast beside it.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>Documents that a model chose are harder than most. Scores on them say little of all
 *       documents; the ones drawn at random ({@link io.nerine.improve.TaggingReason#RANDOM}) are
 *       there for that.
 *   <li>A label error search needs predictions of models that did not see the tags they judge, such
 *       as those of a cross-validation. A model has learned the errors of its own training data.
 *   <li>Suggestions are to be looked at, not to be taken over: the hardest right tags look like
 *       errors, too.
 * </ul>
 */
@NullMarked
package io.nerine.improve;

import org.jspecify.annotations.NullMarked;
