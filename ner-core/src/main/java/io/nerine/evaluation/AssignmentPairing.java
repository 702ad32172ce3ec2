package io.nerine.evaluation;

import io.nerine.document.EntitySpan;
import java.util.Arrays;
import java.util.List;

/**
 * The pairing of greatest weight of gold mentions and predictions that may overlap as they like, by
 * the Hungarian algorithm with potentials (Kuhn, 1955; Munkres, 1957) in time {@code small² large}.
 */
final class AssignmentPairing {

  /** Of the smaller side; numbered from 1, since 0 stands for none. */
  private final List<EntitySpan> rows;

  private final List<EntitySpan> columns;
  private final int most;
  private final long[] rowPotential;
  private final long[] columnPotential;
  private final int[] rowOfColumn;

  private AssignmentPairing(List<EntitySpan> rows, List<EntitySpan> columns) {
    this.rows = rows;
    this.columns = columns;
    this.most = rows.size();
    this.rowPotential = new long[rows.size() + 1];
    this.columnPotential = new long[columns.size() + 1];
    this.rowOfColumn = new int[columns.size() + 1];
  }

  /**
   * Pairs mentions.
   *
   * @param gold mentions
   * @param predicted mentions
   * @return the index of the prediction for each gold mention, or {@link MentionMatching#NONE}
   */
  static int[] pair(List<EntitySpan> gold, List<EntitySpan> predicted) {
    boolean goldIsSmaller = gold.size() <= predicted.size();
    AssignmentPairing pairing =
        goldIsSmaller
            ? new AssignmentPairing(gold, predicted)
            : new AssignmentPairing(predicted, gold);
    for (int row = 1; row <= pairing.rows.size(); row++) {
      pairing.assign(row);
    }
    int[] predictedOfGold = new int[gold.size()];
    Arrays.fill(predictedOfGold, MentionMatching.NONE);
    for (int column = 1; column <= pairing.columns.size(); column++) {
      int row = pairing.rowOfColumn[column];
      if (row > 0 && pairing.cost(row, column) < 0) {
        predictedOfGold[(goldIsSmaller ? row : column) - 1] = (goldIsSmaller ? column : row) - 1;
      }
    }
    return predictedOfGold;
  }

  private long cost(int row, int column) {
    return -MentionMatching.weight(rows.get(row - 1), columns.get(column - 1), most);
  }

  /** Finds the cheapest chain of reassignments that ends in a free column, and makes them. */
  private void assign(int row) {
    int[] previous = new int[columns.size() + 1];
    long[] slack = new long[columns.size() + 1];
    Arrays.fill(slack, Long.MAX_VALUE);
    boolean[] seen = new boolean[columns.size() + 1];
    rowOfColumn[0] = row;
    int column = 0;
    do {
      seen[column] = true;
      int from = rowOfColumn[column];
      int next = 0;
      long least = Long.MAX_VALUE;
      for (int other = 1; other <= columns.size(); other++) {
        if (seen[other]) {
          continue;
        }
        long reduced = cost(from, other) - rowPotential[from] - columnPotential[other];
        if (reduced < slack[other]) {
          slack[other] = reduced;
          previous[other] = column;
        }
        if (slack[other] < least) {
          least = slack[other];
          next = other;
        }
      }
      shiftPotentials(seen, slack, least);
      column = next;
    } while (rowOfColumn[column] != 0);
    while (column != 0) {
      rowOfColumn[column] = rowOfColumn[previous[column]];
      column = previous[column];
    }
  }

  private void shiftPotentials(boolean[] seen, long[] slack, long by) {
    for (int column = 0; column <= columns.size(); column++) {
      if (seen[column]) {
        rowPotential[rowOfColumn[column]] += by;
        columnPotential[column] -= by;
      } else {
        slack[column] -= by;
      }
    }
  }
}
