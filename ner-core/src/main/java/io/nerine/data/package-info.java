/**
 * Tagged documents as a whole: a {@link io.nerine.data.Dataset} keeps to its schema, and splits
 * into what to train on, to choose by and to score, with {@link io.nerine.data.NearDuplicates} on
 * one side. A {@link io.nerine.data.SchemaMigration} takes it to another version of its schema.
 */
@NullMarked
package io.nerine.data;

import org.jspecify.annotations.NullMarked;
