package io.nerine.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What the user asked of a training run. */
record TrainingOptions(
    Recipe recipe,
    long seed,
    OptionalInt epochs,
    OptionalDouble learningRate,
    OptionalInt batchSize,
    Optional<Duration> maxDuration,
    int threads,
    int maxTokens,
    int passTokens,
    String name,
    Optional<Path> checkpoint,
    boolean resume,
    OptionalInt folds,
    boolean keepBestWhenCancelled,
    List<Path> teachers,
    List<String> unlabelled) {}
