/** Texts whose tags stand in them as markup, {@code <TYPE>mention</TYPE>}. Not exported. */
@NullMarked
package io.nerine.internal.format.inline;

import org.jspecify.annotations.NullMarked;
