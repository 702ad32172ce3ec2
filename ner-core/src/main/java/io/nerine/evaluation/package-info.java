/**
 * How good an extractor is: an {@link io.nerine.evaluation.Evaluator} compares predictions with
 * gold tags and gives an {@link io.nerine.evaluation.Evaluation}.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>The figure to quote is the exact micro F1: start, end and type all equal. It equals the
 *       strict micro F1 of seqeval on legal tag sequences. Boundary and overlap scores are always
 *       at least as high and say where the errors lie.
 *   <li>The macro F1 counts every type alike, so a type with three mentions can move it by points.
 *   <li>What is not tagged in gold counts as wrong if it is predicted, in partly tagged documents
 *       too.
 * </ul>
 */
@NullMarked
package io.nerine.evaluation;

import org.jspecify.annotations.NullMarked;
