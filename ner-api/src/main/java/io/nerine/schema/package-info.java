/**
 * What is to be found: an {@link io.nerine.schema.EntitySchema} declares the {@link
 * io.nerine.schema.EntityType}s once, and tag sets, data checks, evaluation rows, thresholds and
 * bundles derive from it.
 */
@NullMarked
package io.nerine.schema;

import org.jspecify.annotations.NullMarked;
