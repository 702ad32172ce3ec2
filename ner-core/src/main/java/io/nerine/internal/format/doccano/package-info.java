/** The format of the annotation tool doccano. Not exported. */
@NullMarked
package io.nerine.internal.format.doccano;

import org.jspecify.annotations.NullMarked;
