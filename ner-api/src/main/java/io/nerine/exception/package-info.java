/**
 * The failures that Nerine reports: one unchecked root, {@link io.nerine.exception.NerException},
 * and few leaves.
 */
@NullMarked
package io.nerine.exception;

import org.jspecify.annotations.NullMarked;
