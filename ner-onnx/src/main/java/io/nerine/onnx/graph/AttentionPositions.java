package io.nerine.onnx.graph;

/** How attention knows where tokens stand. */
public sealed interface AttentionPositions {

  /** By the embeddings alone: a vector for each position is added to that of the word piece. */
  record InEmbeddings() implements AttentionPositions {}

  /**
   * By a number for each head and distance, which is added to the scores of all layers (T5, Raffel
   * et al. 2020; MPNet, Song et al. 2020). Great distances share one.
   *
   * @param buckets the number of distances that are told apart, half of them to each side
   * @param greatestDistance from where on all distances are one
   */
  record Buckets(int buckets, int greatestDistance) implements AttentionPositions {

    /**
     * Returns the bucket of a distance.
     *
     * @param distance the position of the key less that of the query
     * @return the row of the embedding {@link EncoderLayout#RELATIVE_BIAS}
     */
    public int row(int distance) {
      int half = buckets / 2;
      int exact = half / 2;
      int far = Math.abs(distance);
      int bucket = far;
      if (far >= exact) {
        // In 32-bit floats, as the edges were when the encoder was trained.
        float share = (float) Math.log((float) far / exact);
        share = share / (float) Math.log(greatestDistance / (double) exact) * (half - exact);
        bucket = Math.min(half - 1, exact + (int) share);
      }
      return distance > 0 ? half + bucket : bucket;
    }
  }

  /**
   * By disentangled attention: scores of the content against an embedding of the distance (DeBERTa,
   * He et al. 2021).
   *
   * @param span half the number of distances that are told apart
   * @param logarithmic whether great distances share an embedding (DeBERTa-v2 and v3)
   * @param greatestDistance the greatest distance that is told from greater ones
   * @param contentToPosition whether the query meets the key of the distance
   * @param positionToContent whether the key meets the query of the distance
   */
  record Disentangled(
      int span,
      boolean logarithmic,
      int greatestDistance,
      boolean contentToPosition,
      boolean positionToContent)
      implements AttentionPositions {

    /** {@return by how much scores are scaled down, beside the width of a head, under the root} */
    public int terms() {
      return 1 + (contentToPosition ? 1 : 0) + (positionToContent ? 1 : 0);
    }

    /**
     * Returns the row of a distance.
     *
     * @param distance the position of the query less that of the key
     * @return the row of the embedding {@link EncoderLayout#RELATIVE_EMBEDDING}
     */
    public int row(int distance) {
      int bucket = logarithmic ? bucket(distance) : distance;
      return Math.max(0, Math.min(2 * span - 1, bucket + span));
    }

    private int bucket(int distance) {
      int middle = span / 2;
      int far = Math.abs(distance);
      if (far <= middle) {
        return distance;
      }
      // In 32-bit floats, as the edges were when the encoder was trained.
      float share = (float) Math.log((float) far / middle);
      share = share / (float) Math.log((float) ((greatestDistance - 1) / (double) middle));
      int bucket = (int) Math.ceil(share * (middle - 1)) + middle;
      return distance < 0 ? -bucket : bucket;
    }
  }

  /**
   * By turning queries and keys by angles that grow with the position (Su et al. 2021), in some
   * layers over the whole window and in the others over a neighbourhood (ModernBERT, Warner et al.
   * 2024).
   *
   * @param wholeBase the base of the wave lengths where attention reaches over the whole window
   * @param nearBase the base of the wave lengths where it reaches over a neighbourhood
   * @param reach how far it reaches there, to each side
   * @param every each how manieth layer, from the first, reaches over the whole window
   */
  record Rotary(double wholeBase, double nearBase, int reach, int every)
      implements AttentionPositions {

    /**
     * Tells how far a layer reaches.
     *
     * @param layer the layer, from 0
     * @return whether its attention reaches over the whole window
     */
    public boolean isWhole(int layer) {
      return layer % every == 0;
    }

    /**
     * Returns by what queries and keys are turned.
     *
     * @param layer the layer, from 0
     * @param positions the number of positions
     * @param width the width of a head
     * @return the angles {@code [positions][width / 2]}, row-major
     */
    public double[] angles(int layer, int positions, int width) {
      double base = isWhole(layer) ? wholeBase : nearBase;
      int half = width / 2;
      double[] angles = new double[positions * half];
      for (int i = 0; i < half; i++) {
        double frequency = (float) Math.pow(base, -2.0 * i / width);
        for (int position = 0; position < positions; position++) {
          angles[position * half + i] = position * frequency;
        }
      }
      return angles;
    }
  }
}
