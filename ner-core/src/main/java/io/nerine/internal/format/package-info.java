/**
 * What the formats of other tools share: JSON records drawn one at a time, and the first look at
 * them. Each format has a package of its own below. Not exported.
 */
@NullMarked
package io.nerine.internal.format;

import org.jspecify.annotations.NullMarked;
