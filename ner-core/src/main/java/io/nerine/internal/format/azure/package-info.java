/** The project files of Azure's custom named entity recognition. Not exported. */
@NullMarked
package io.nerine.internal.format.azure;

import org.jspecify.annotations.NullMarked;
