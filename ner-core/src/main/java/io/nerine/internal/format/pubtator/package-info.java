/** The text format of PubTator: abstracts with their mentions and concepts. Not exported. */
@NullMarked
package io.nerine.internal.format.pubtator;

import org.jspecify.annotations.NullMarked;
