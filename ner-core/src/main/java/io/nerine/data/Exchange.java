package io.nerine.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Betters a split by moving and swapping units between its parts as long as that brings the numbers
 * of documents and of mentions nearer to each part's share, measured by Pearson's chi-square: the
 * sum of (found - expected)&sup2; / expected over parts and types.
 *
 * <p>Dealing out follows one type at a time, so in documents that all hold the same few types the
 * others are left to chance; here all of them count at once. A unit is tried against a few others,
 * drawn by lot, so the time grows with the number of units.
 */
final class Exchange {

  private static final int ROUNDS = 10;
  private static final int TRIES = 8;
  private static final double LEAST_GAIN = 1e-9;

  /** A round that brings less is the last one. */
  private static final double ENOUGH = 1e-4;

  private final List<Stratification.Unit> units;
  private final double[] shares;
  private final int[] partOf;
  private final Random random;

  /** What is counted, and how much of it each unit has: the documents, then types. */
  private final int[][] kinds;

  private final int[][] amounts;

  /** Sums by part and kind. */
  private final double[][] found;

  private final double[][] expected;

  /** Changes under trial, by kind; all 0 between trials. */
  private final int[] change;

  Exchange(List<Stratification.Unit> units, double[] shares, int[] partOf, Random random) {
    this.units = units;
    this.shares = shares;
    this.partOf = partOf;
    this.random = random;
    this.kinds = new int[units.size()][];
    this.amounts = new int[units.size()][];
    Map<String, Integer> kindOf = new HashMap<>();
    for (int unit = 0; unit < units.size(); unit++) {
      index(unit, kindOf);
    }
    this.change = new int[kindOf.size() + 1];
    this.found = new double[shares.length][change.length];
    this.expected = new double[shares.length][change.length];
    for (int unit = 0; unit < units.size(); unit++) {
      for (int i = 0; i < kinds[unit].length; i++) {
        found[partOf[unit]][kinds[unit][i]] += amounts[unit][i];
        for (int part = 0; part < shares.length; part++) {
          expected[part][kinds[unit][i]] += amounts[unit][i] * shares[part];
        }
      }
    }
  }

  private void index(int unit, Map<String, Integer> kindOf) {
    Map<String, Integer> types = units.get(unit).types();
    kinds[unit] = new int[types.size() + 1];
    amounts[unit] = new int[types.size() + 1];
    amounts[unit][0] = units.get(unit).documents();
    int i = 1;
    for (Map.Entry<String, Integer> type : types.entrySet()) {
      kinds[unit][i] = kindOf.computeIfAbsent(type.getKey(), key -> kindOf.size() + 1);
      amounts[unit][i++] = type.getValue();
    }
  }

  /**
   * Moves and swaps units. No part loses its last one.
   *
   * @param free the units that may go to another part, in the order in which they are tried
   */
  void improve(List<Integer> free) {
    List<List<Integer>> freeOf = new ArrayList<>();
    for (int part = 0; part < shares.length; part++) {
      freeOf.add(new ArrayList<>());
    }
    for (int unit : free) {
      // What lies in a part without a share came there for want of another.
      if (shares[partOf[unit]] > 0) {
        freeOf.get(partOf[unit]).add(unit);
      }
    }
    double gained = shares.length > 1 ? Double.MAX_VALUE : 0;
    for (int round = 0; round < ROUNDS && gained > ENOUGH; round++) {
      gained = 0;
      for (int part = 0; part < shares.length; part++) {
        for (int place = 0; place < freeOf.get(part).size(); place++) {
          gained += improve(freeOf, part, place);
        }
      }
    }
  }

  /** Where a unit may go, and in whose place; a place behind the last one is nobody's. */
  private record Trade(int part, int place, double gain) {}

  /** {@return by how much the sum fell} */
  private double improve(List<List<Integer>> freeOf, int part, int place) {
    int unit = freeOf.get(part).get(place);
    Trade best = new Trade(part, place, LEAST_GAIN);
    for (int i = 0; i < TRIES; i++) {
      int otherPart = (part + 1 + random.nextInt(shares.length - 1)) % shares.length;
      List<Integer> others = freeOf.get(otherPart);
      if (others.isEmpty()) {
        continue;
      }
      Trade trade;
      if (i == 0 && freeOf.get(part).size() > 1) {
        trade = new Trade(otherPart, others.size(), gain(unit, otherPart));
      } else {
        int other = random.nextInt(others.size());
        trade = new Trade(otherPart, other, gain(unit, otherPart, others.get(other)));
      }
      best = trade.gain > best.gain ? trade : best;
    }
    if (best.part == part) {
      return 0;
    }
    carryOut(best, freeOf, part, place);
    return best.gain;
  }

  private void carryOut(Trade trade, List<List<Integer>> freeOf, int part, int place) {
    List<Integer> own = freeOf.get(part);
    List<Integer> others = freeOf.get(trade.part);
    int unit = own.get(place);
    if (trade.place < others.size()) {
      int other = others.set(trade.place, unit);
      own.set(place, other);
      move(other, part);
    } else {
      others.add(unit);
      int last = own.remove(own.size() - 1);
      if (place < own.size()) {
        own.set(place, last);
      }
    }
    move(unit, trade.part);
  }

  /** By how much the sum falls if a unit goes to another part. */
  private double gain(int unit, int otherPart) {
    change(unit, -1);
    return fall(kinds[unit], partOf[unit], otherPart);
  }

  /** By how much the sum falls if two units of different parts are swapped. */
  private double gain(int unit, int otherPart, int other) {
    change(unit, -1);
    change(other, 1);
    return fall(kinds[unit], partOf[unit], otherPart) + fall(kinds[other], partOf[unit], otherPart);
  }

  private void change(int unit, int sign) {
    for (int i = 0; i < kinds[unit].length; i++) {
      change[kinds[unit][i]] += sign * amounts[unit][i];
    }
  }

  /** The fall by some kinds, whose changes are then forgotten, so that none counts twice. */
  private double fall(int[] changed, int gaining, int losing) {
    double fall = 0;
    for (int kind : changed) {
      if (change[kind] != 0) {
        fall += fall(gaining, kind, change[kind]) + fall(losing, kind, -change[kind]);
        change[kind] = 0;
      }
    }
    return fall;
  }

  private double fall(int part, int kind, int by) {
    double off = found[part][kind] - expected[part][kind];
    return -by * (2 * off + by) / expected[part][kind];
  }

  private void move(int unit, int part) {
    for (int i = 0; i < kinds[unit].length; i++) {
      found[partOf[unit]][kinds[unit][i]] -= amounts[unit][i];
      found[part][kinds[unit][i]] += amounts[unit][i];
    }
    partOf[unit] = part;
  }
}
