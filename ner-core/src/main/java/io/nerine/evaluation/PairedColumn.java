package io.nerine.evaluation;

/** The counts of one kind by two evaluations of the same documents, and where they differ. */
final class PairedColumn {

  private final CountColumn baseline;
  private final CountColumn candidate;
  private final int[] documents;
  private final int[] morePredicted;
  private final int[] moreRight;

  PairedColumn(CountColumn baseline, CountColumn candidate) {
    this.baseline = baseline;
    this.candidate = candidate;
    IntColumn differing = new IntColumn();
    IntColumn predicted = new IntColumn();
    IntColumn right = new IntColumn();
    int b = 0;
    int c = 0;
    while (b < baseline.size() || c < candidate.size()) {
      int next = Math.min(documentAt(baseline, b), documentAt(candidate, c));
      int more = 0;
      int moreOfRight = 0;
      if (documentAt(candidate, c) == next) {
        more += candidate.predicted(c);
        moreOfRight += candidate.twiceRight(c++);
      }
      if (documentAt(baseline, b) == next) {
        more -= baseline.predicted(b);
        moreOfRight -= baseline.twiceRight(b++);
      }
      if (more != 0 || moreOfRight != 0) {
        differing.add(next);
        predicted.add(more);
        right.add(moreOfRight);
      }
    }
    this.documents = differing.toArray();
    this.morePredicted = predicted.toArray();
    this.moreRight = right.toArray();
  }

  private static int documentAt(CountColumn column, int entry) {
    return entry < column.size() ? column.document(entry) : Integer.MAX_VALUE;
  }

  CountColumn baseline() {
    return baseline;
  }

  CountColumn candidate() {
    return candidate;
  }

  /** {@return in how many documents the counts differ} */
  int differing() {
    return documents.length;
  }

  /** Sums of both sides after some documents changed sides. */
  record Exchanged(CountColumn.Sums baseline, CountColumn.Sums candidate) {

    double difference(Measure measure) {
      return candidate.value(measure) - baseline.value(measure);
    }
  }

  /**
   * Lets documents change sides.
   *
   * @param sides a bit for each document, set for those that change
   * @return the sums
   */
  Exchanged exchange(long[] sides) {
    long predicted = 0;
    long right = 0;
    for (int k = 0; k < documents.length; k++) {
      int document = documents[k];
      // All ones for a document that changes: a branch that nothing can predict would cost more.
      long mask = -((sides[document >> 6] >>> document) & 1);
      predicted += mask & morePredicted[k];
      right += mask & moreRight[k];
    }
    CountColumn.Sums one = baseline.sums();
    CountColumn.Sums other = candidate.sums();
    return new Exchanged(
        new CountColumn.Sums(one.gold(), one.predicted() + predicted, one.twiceRight() + right),
        new CountColumn.Sums(
            other.gold(), other.predicted() - predicted, other.twiceRight() - right));
  }
}
