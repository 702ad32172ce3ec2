package io.nerine.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Deals documents out to parts so that every part gets its share of the mentions of each entity
 * type: iterative stratification after Sechidis, Tsoumakas and Vlahavas, "On the Stratification of
 * Multi-label Data" (ECML PKDD 2011), over units of documents that must stay together, and then
 * {@link Exchange}.
 *
 * <p>The type that fewest of the remaining units hold comes first; each of its units, the largest
 * first, goes to the part that lacks this type most, then lacks documents most, then by lot.
 * Documents without a type fill up last.
 */
final class Stratification {

  /** The part of a unit that is to be dealt out. */
  static final int FREE = -1;

  /**
   * Documents that stay together.
   *
   * @param documents how many there are
   * @param types the number of mentions of each type in them
   * @param part the part they belong to beforehand, or {@link #FREE}
   */
  record Unit(int documents, Map<String, Integer> types, int part) {}

  private final List<Unit> units;
  private final double[] shares;
  private final Random random;
  private final int[] partOf;

  /** Documents that each part still lacks. */
  private final double[] lacking;

  private final Map<String, TypeNeed> needs = new TreeMap<>();

  /** What is known of one type while documents are dealt out. */
  private static final class TypeNeed {

    /** Mentions of the type that each part still lacks. */
    private final double[] lacking;

    /** Units with the type that are not dealt out yet. */
    private int undealt;

    /** The units to be dealt out that hold the type, in the order of dealing. */
    private final List<Integer> units = new ArrayList<>();

    TypeNeed(int parts) {
      this.lacking = new double[parts];
    }

    int undealt() {
      return undealt;
    }
  }

  private Stratification(List<Unit> units, double[] shares, long seed) {
    this.units = units;
    this.shares = shares;
    this.random = new Random(seed);
    this.partOf = new int[units.size()];
    this.lacking = new double[shares.length];
  }

  /**
   * Deals units out. No part is left empty that has a share, as long as there are units enough.
   *
   * @param units what to deal out
   * @param shares the share of each part, adding up to 1; a part whose share is 0 is dealt nothing
   * @param seed the seed of all chance
   * @return the part of each unit
   */
  static int[] deal(List<Unit> units, double[] shares, long seed) {
    return new Stratification(units, shares, seed).deal();
  }

  private int[] deal() {
    Arrays.fill(partOf, FREE);
    units.forEach(this::want);
    List<Integer> free = new ArrayList<>();
    for (int unit = 0; unit < partOf.length; unit++) {
      if (units.get(unit).part() == FREE) {
        free.add(unit);
      } else {
        give(unit, units.get(unit).part());
      }
    }
    Collections.shuffle(free, random);
    // The largest first, since small ones can still even out what these leave uneven.
    free.sort(Comparator.comparingInt((Integer unit) -> units.get(unit).documents()).reversed());
    for (int unit : free) {
      units.get(unit).types().keySet().forEach(type -> need(type).units.add(unit));
    }
    List<TypeNeed> waiting = new ArrayList<>(needs.values());
    while (!waiting.isEmpty()) {
      TypeNeed rarest = Collections.min(waiting, Comparator.comparingInt(TypeNeed::undealt));
      waiting.remove(rarest);
      dealOut(rarest.units, rarest.lacking);
    }
    dealOut(free, lacking);
    fillEmptyParts(free);
    new Exchange(units, shares, partOf, random).improve(free);
    return partOf;
  }

  private TypeNeed need(String type) {
    return needs.computeIfAbsent(type, key -> new TypeNeed(shares.length));
  }

  private void want(Unit unit) {
    addShares(lacking, unit.documents());
    unit.types()
        .forEach(
            (type, mentions) -> {
              addShares(need(type).lacking, mentions);
              need(type).undealt++;
            });
  }

  private void addShares(double[] wanted, int number) {
    for (int part = 0; part < shares.length; part++) {
      wanted[part] += number * shares[part];
    }
  }

  private void dealOut(List<Integer> dealt, double[] lackingFirst) {
    for (int unit : dealt) {
      if (partOf[unit] == FREE) {
        give(unit, neediest(lackingFirst));
      }
    }
  }

  private void give(int unit, int part) {
    partOf[unit] = part;
    lacking[part] -= units.get(unit).documents();
    units
        .get(unit)
        .types()
        .forEach(
            (type, mentions) -> {
              need(type).lacking[part] -= mentions;
              need(type).undealt--;
            });
  }

  private int neediest(double[] lackingFirst) {
    List<Integer> best = new ArrayList<>();
    for (int part = 0; part < shares.length; part++) {
      if (shares[part] == 0) {
        continue;
      }
      int order = best.isEmpty() ? 0 : compareNeed(part, best.get(0), lackingFirst);
      if (order > 0) {
        best.clear();
      }
      if (order >= 0) {
        best.add(part);
      }
    }
    return best.size() == 1 ? best.get(0) : best.get(random.nextInt(best.size()));
  }

  private int compareNeed(int part, int other, double[] lackingFirst) {
    int order = Double.compare(lackingFirst[part], lackingFirst[other]);
    return order != 0 ? order : Double.compare(lacking[part], lacking[other]);
  }

  /**
   * Few documents can leave a part with a small share empty, of no use to anybody. It then gets a
   * unit of the part that was dealt most units: the one whose rarest type is least missed there.
   */
  private void fillEmptyParts(List<Integer> free) {
    for (int part = 0; part < shares.length; part++) {
      if (shares[part] > 0 && unitsIn(part) == 0) {
        fill(part, richestPart(free), free);
      }
    }
  }

  private void fill(int part, int donor, List<Integer> free) {
    // The first part is the one to train on, which must not be empty even if others then are.
    if (part > 0 && unitsIn(donor) < 2) {
      return;
    }
    Map<String, Integer> mentionsByType = mentionsByType(donor);
    free.stream()
        .filter(unit -> partOf[unit] == donor)
        .max(Comparator.comparingInt(unit -> rarestOf(units.get(unit), mentionsByType)))
        .ifPresent(unit -> partOf[unit] = part);
  }

  private static int rarestOf(Unit unit, Map<String, Integer> mentionsByType) {
    return unit.types().keySet().stream()
        .mapToInt(type -> mentionsByType.getOrDefault(type, 0))
        .min()
        .orElse(0);
  }

  private int richestPart(List<Integer> free) {
    int[] dealt = new int[shares.length];
    free.forEach(unit -> dealt[partOf[unit]]++);
    int richest = 0;
    for (int part = 1; part < dealt.length; part++) {
      richest = dealt[part] > dealt[richest] ? part : richest;
    }
    return richest;
  }

  private Map<String, Integer> mentionsByType(int part) {
    Map<String, Integer> mentionsByType = new TreeMap<>();
    for (int unit = 0; unit < partOf.length; unit++) {
      if (partOf[unit] == part) {
        units
            .get(unit)
            .types()
            .forEach((type, mentions) -> mentionsByType.merge(type, mentions, Integer::sum));
      }
    }
    return mentionsByType;
  }

  private long unitsIn(int part) {
    return Arrays.stream(partOf).filter(other -> other == part).count();
  }
}
