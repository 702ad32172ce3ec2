/** The whole way in one program: tagged documents, training, evaluation, extraction. */
@NullMarked
package io.nerine.samples.quickstart;

import org.jspecify.annotations.NullMarked;
