/**
 * Tagged text: an {@link io.nerine.document.AnnotatedDocument} is a text with {@link
 * io.nerine.document.EntitySpan}s, what was and what was not reviewed in it, and whatever else came
 * with it.
 */
@NullMarked
package io.nerine.document;

import org.jspecify.annotations.NullMarked;
