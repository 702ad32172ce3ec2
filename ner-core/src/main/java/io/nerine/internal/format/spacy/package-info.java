/** Training data of spaCy 2 that holds tokens. Not exported. */
@NullMarked
package io.nerine.internal.format.spacy;

import org.jspecify.annotations.NullMarked;
