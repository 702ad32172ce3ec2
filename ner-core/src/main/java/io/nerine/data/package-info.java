/**
 * Tagged documents as a whole: a {@link io.nerine.data.Dataset} keeps to its schema, and splits
 * into what to train on, to choose by and to score.
 */
@NullMarked
package io.nerine.data;

import org.jspecify.annotations.NullMarked;
