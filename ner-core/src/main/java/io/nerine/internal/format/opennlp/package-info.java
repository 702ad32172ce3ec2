/** The training data of the name finder of Apache OpenNLP. Not exported. */
@NullMarked
package io.nerine.internal.format.opennlp;

import org.jspecify.annotations.NullMarked;
