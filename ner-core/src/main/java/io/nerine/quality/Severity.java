package io.nerine.quality;

/** How much a {@link Finding} matters. */
public enum Severity {
  /** A fault beyond doubt that spoils training or scores. */
  ERROR,
  /** Most likely a fault: look at it before training. */
  WARNING,
  /** May be meant so; worth knowing. */
  INFO
}
