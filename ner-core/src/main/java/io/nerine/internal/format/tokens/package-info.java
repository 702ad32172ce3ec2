/**
 * What the formats share that hold tokens instead of text: cutting a text into tokens and joining
 * tokens to a text, and turning spans into tags and tags into spans. Also the formats whose records
 * are lists of tokens. Not exported.
 */
@NullMarked
package io.nerine.internal.format.tokens;

import org.jspecify.annotations.NullMarked;
