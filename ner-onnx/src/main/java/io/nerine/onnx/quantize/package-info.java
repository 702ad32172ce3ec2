/**
 * Makes models of 8-bit numbers out of models of 32-bit floats: {@link
 * io.nerine.onnx.quantize.Quantizer} tries forms from the fastest to the most exact and stops at
 * the first that finds what the model in floats finds.
 *
 * <p>The products of a transformer run three to four times faster in 8 bits on processors with
 * instructions for them (AVX-512 VNNI, AVX VNNI, Arm dot product). Older x86 processors add pairs
 * of products in 16 bits, where the greatest overflow; run the gate on the kind of machine that
 * will run the model.
 */
@NullMarked
package io.nerine.onnx.quantize;

import org.jspecify.annotations.NullMarked;
