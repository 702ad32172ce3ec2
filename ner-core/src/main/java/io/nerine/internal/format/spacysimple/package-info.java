/** The simple training data of spaCy, in all forms it is passed on in. Not exported. */
@NullMarked
package io.nerine.internal.format.spacysimple;

import org.jspecify.annotations.NullMarked;
