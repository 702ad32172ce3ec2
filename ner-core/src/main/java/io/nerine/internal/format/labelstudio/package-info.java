/** The JSON of the annotation tool Label Studio, full and minimal. Not exported. */
@NullMarked
package io.nerine.internal.format.labelstudio;

import org.jspecify.annotations.NullMarked;
