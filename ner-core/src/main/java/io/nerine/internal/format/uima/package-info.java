/** UIMA CAS in XMI, as INCEpTION, WebAnno, DKPro and other tools on UIMA write it. Not exported. */
@NullMarked
package io.nerine.internal.format.uima;

import org.jspecify.annotations.NullMarked;
