package io.nerine.deploy;

/**
 * How a shadow model and the current one differ in the entities of one type.
 *
 * @param same the number of entities that both found at the same place
 * @param boundaries the number that both found, at places that overlap
 * @param onlyCurrent the number that the current model found alone
 * @param onlyShadow the number that the shadow found alone
 */
public record TypeDifferences(long same, long boundaries, long onlyCurrent, long onlyShadow) {

  static final TypeDifferences NONE = new TypeDifferences(0, 0, 0, 0);

  TypeDifferences plus(TypeDifferences more) {
    return new TypeDifferences(
        same + more.same,
        boundaries + more.boundaries,
        onlyCurrent + more.onlyCurrent,
        onlyShadow + more.onlyShadow);
  }
}
