/**
 * Shows how to watch an extractor with Micrometer, and through it with Prometheus, Datadog and
 * others.
 */
@NullMarked
package io.nerine.samples.metrics;

import org.jspecify.annotations.NullMarked;
