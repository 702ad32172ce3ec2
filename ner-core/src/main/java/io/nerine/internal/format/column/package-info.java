/**
 * Column files, one token a line, as the shared tasks of CoNLL have them, and the files of spaCy 2
 * with a sentence a line. Not exported.
 */
@NullMarked
package io.nerine.internal.format.column;

import org.jspecify.annotations.NullMarked;
