package io.nerine.deploy;

/**
 * A second model that answers a share of the texts.
 *
 * @param models the switch of its slot, which may be empty
 * @param share how much of the texts
 * @param routing how they are chosen
 */
record Canary(ModelSwitch models, ExactShare share, CanaryRouting routing) {

  boolean takes(String text) {
    return routing == CanaryRouting.BY_COUNT ? share.next() : share.picks(text);
  }
}
