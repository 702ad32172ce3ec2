/**
 * Fine-tuning of pretrained encoders on tagged documents, in the JVM: {@link
 * io.nerine.training.Trainer} takes a data set and returns a {@link
 * io.nerine.training.TrainedModel}, which evaluates, extracts and is saved as a bundle.
 *
 * <p>Training runs on LibTorch through JavaCPP, behind one package-private interface. The result is
 * written as an ONNX graph and held against the trained network before anything reaches the disk.
 */
@NullMarked
package io.nerine.training;

import org.jspecify.annotations.NullMarked;
