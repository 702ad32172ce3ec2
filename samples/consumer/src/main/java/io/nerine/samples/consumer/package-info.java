/** Reads orders with an extractor that the application is given. */
@NullMarked
package io.nerine.samples.consumer;

import org.jspecify.annotations.NullMarked;
