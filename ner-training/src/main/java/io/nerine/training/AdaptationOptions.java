package io.nerine.training;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What the user asked of an adaptation. */
record AdaptationOptions(
    int epochs,
    double learningRate,
    int batchTokens,
    int maxTokens,
    int threads,
    long seed,
    Optional<Duration> maxDuration,
    Consumer<AdaptationProgress> listener,
    BooleanSupplier cancelled) {}
