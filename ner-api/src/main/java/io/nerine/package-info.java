/**
 * The entry to extraction: {@link io.nerine.Extractors} loads a model and hands out an {@link
 * io.nerine.extract.Extractor}.
 */
@NullMarked
package io.nerine;

import org.jspecify.annotations.NullMarked;
