package io.nerine.onnx.quantize;

/**
 * A product of activations with a constant matrix: the place where a transformer spends its time.
 *
 * @param node the index of its node in the graph
 * @param input the name of the activations, {@code [batch][tokens][rows]}
 * @param weights the name of the matrix, {@code [rows][columns]}
 * @param output the name of the result, {@code [batch][tokens][columns]}
 * @param rows the number of input features
 * @param columns the number of output features
 */
record DenseProduct(int node, String input, String weights, String output, int rows, int columns) {}
