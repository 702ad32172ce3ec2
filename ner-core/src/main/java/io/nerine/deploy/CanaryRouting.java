package io.nerine.deploy;

/** How the texts for a canary are chosen. */
public enum CanaryRouting {
  /**
   * By number, so that a share of 0.1 is every tenth text, exactly. The default. Where texts come
   * in a rhythm, such as a headline after every nine lines, it picks along with it.
   */
  BY_COUNT,
  /**
   * By a hash of the text, so that the same text is always answered by the same slot, in every
   * process, and a greater share keeps the texts of a smaller one. The share is met on average over
   * different texts; a text that comes often counts as often as it comes.
   */
  BY_TEXT
}
