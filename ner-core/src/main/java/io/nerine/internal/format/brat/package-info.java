/**
 * brat standoff: texts in {@code .txt} files, tags in {@code .ann} files beside them. Not exported.
 */
@NullMarked
package io.nerine.internal.format.brat;

import org.jspecify.annotations.NullMarked;
