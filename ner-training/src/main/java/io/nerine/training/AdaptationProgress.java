package io.nerine.training;

/**
 * How far the adaptation of an encoder is.
 *
 * @param update the number of updates made
 * @param updates the number of updates to make
 * @param loss the mean cross-entropy of hidden tokens in the last update, in nats
 */
public record AdaptationProgress(int update, int updates, double loss) {}
