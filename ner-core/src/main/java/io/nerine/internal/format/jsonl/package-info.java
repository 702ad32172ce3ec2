/** Nerine's own JSON Lines as one of the formats. Not exported. */
@NullMarked
package io.nerine.internal.format.jsonl;

import org.jspecify.annotations.NullMarked;
