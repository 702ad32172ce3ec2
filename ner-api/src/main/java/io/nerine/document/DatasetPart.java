package io.nerine.document;

/** What a document is meant for. */
public enum DatasetPart {
  /** To train on. */
  TRAIN,
  /** To choose among weights, options and thresholds. */
  DEV,
  /** To score only, once the choices are made. */
  TEST
}
