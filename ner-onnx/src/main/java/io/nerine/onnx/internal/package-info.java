/** What the packages of the ONNX backend share, not for applications. */
@NullMarked
package io.nerine.onnx.internal;

import org.jspecify.annotations.NullMarked;
