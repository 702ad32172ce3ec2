/**
 * The training data of Amazon Comprehend: text files and a CSV file of annotations. Not exported.
 */
@NullMarked
package io.nerine.internal.format.comprehend;

import org.jspecify.annotations.NullMarked;
