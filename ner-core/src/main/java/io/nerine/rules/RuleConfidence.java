package io.nerine.rules;

/** The confidence of what a rule finds. */
final class RuleConfidence {

  private RuleConfidence() {}

  static double checked(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, found " + confidence);
    }
    return confidence;
  }
}
