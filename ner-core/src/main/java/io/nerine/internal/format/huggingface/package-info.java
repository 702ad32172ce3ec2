/** Records of tokens and tags as the data sets of Hugging Face have them. Not exported. */
@NullMarked
package io.nerine.internal.format.huggingface;

import org.jspecify.annotations.NullMarked;
