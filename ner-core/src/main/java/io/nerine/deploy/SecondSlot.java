package io.nerine.deploy;

import java.util.Objects;

/**
 * A slot that a deployment follows beside its own.
 *
 * @param slot the slot
 * @param share how much of the texts its model is given
 */
record SecondSlot(String slot, double share) {

  SecondSlot {
    Objects.requireNonNull(slot, "slot");
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be 0 to 1, found " + share);
    }
  }
}
