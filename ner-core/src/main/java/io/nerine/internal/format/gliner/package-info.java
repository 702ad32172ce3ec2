/** Training records of GLiNER. Not exported. */
@NullMarked
package io.nerine.internal.format.gliner;

import org.jspecify.annotations.NullMarked;
