/** The tab-separated files of WebAnno and INCEpTION. Not exported. */
@NullMarked
package io.nerine.internal.format.webanno;

import org.jspecify.annotations.NullMarked;
