/** The format of the annotation tool Prodigy. Not exported. */
@NullMarked
package io.nerine.internal.format.prodigy;

import org.jspecify.annotations.NullMarked;
