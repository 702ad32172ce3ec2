/**
 * What the packages of this module share and nobody else sees: JSON as all files of Nerine use it,
 * and files that are replaced whole or not at all. Not exported.
 */
@NullMarked
package io.nerine.internal;

import org.jspecify.annotations.NullMarked;
