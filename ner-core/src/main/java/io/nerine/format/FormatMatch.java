package io.nerine.format;

/** How well a file fits a format, from worst to best. */
public enum FormatMatch {
  /** The file is not of the format. */
  NONE,
  /** The file could be of the format as well as of many others. */
  POSSIBLE,
  /** The file looks like the format, but has no mark of its own. */
  LIKELY,
  /** The file carries what only this format has. */
  CERTAIN
}
