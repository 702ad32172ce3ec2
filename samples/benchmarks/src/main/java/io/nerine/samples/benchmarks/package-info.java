/**
 * Measurements that are too long for a test, each a program with a {@code main} method; how to run
 * them and what they gave stands in the README of this module.
 */
@NullMarked
package io.nerine.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
