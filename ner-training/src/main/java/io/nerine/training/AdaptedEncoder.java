package io.nerine.training;

import io.nerine.training.encoder.PretrainedEncoder;
import java.time.Duration;

/**
 * An encoder that was adapted to texts, and what that has brought.
 *
 * @param encoder the encoder, to be saved or to be trained on
 * @param updates the number of updates made
 * @param lossBefore the mean cross-entropy of hidden tokens of texts that were held back, before
 *     the first update, in nats
 * @param lossAfter the same after the last update
 * @param duration how long it took
 */
public record AdaptedEncoder(
    PretrainedEncoder encoder,
    int updates,
    double lossBefore,
    double lossAfter,
    Duration duration) {}
