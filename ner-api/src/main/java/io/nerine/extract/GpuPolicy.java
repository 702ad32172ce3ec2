package io.nerine.extract;

/** Whether a model runs on a graphics processor. */
public enum GpuPolicy {
  /** Run on the CPU. The default. */
  NEVER,
  /** Run on a graphics processor where one can be used; else on the CPU, with a warning. */
  PREFER,
  /** Run on a graphics processor, or refuse to load. */
  REQUIRE
}
