package io.nerine.evaluation;

/**
 * Means of the scores of types.
 *
 * @param precision the mean precision, 0 to 1
 * @param recall the mean recall, 0 to 1
 * @param f1 the mean F1, 0 to 1; not the F1 of the mean precision and recall
 */
public record AveragedScores(double precision, double recall, double f1) {}
