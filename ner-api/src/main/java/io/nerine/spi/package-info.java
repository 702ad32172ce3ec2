/**
 * What a backend implements: an {@link io.nerine.spi.ExtractorProvider}, found by {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package io.nerine.spi;

import org.jspecify.annotations.NullMarked;
