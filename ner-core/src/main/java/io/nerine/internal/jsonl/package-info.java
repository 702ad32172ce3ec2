/**
 * Nerine's own JSON Lines, one document a line, parsed: what {@code JsonLines} and the format of
 * that name share. Not exported.
 */
@NullMarked
package io.nerine.internal.jsonl;

import org.jspecify.annotations.NullMarked;
