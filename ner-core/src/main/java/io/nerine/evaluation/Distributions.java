package io.nerine.evaluation;

/** Distribution functions and their inverses, with the same digits on every machine. */
final class Distributions {

  /** From here on Student's distribution is the normal one to seven digits. */
  private static final double MANY_DEGREES = 1e7;

  private static final double[] NUMERATOR = {
    3.52624965998911e-2,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };

  private static final double[] DENOMINATOR = {
    8.83883476483184e-2,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752
  };

  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

  private Distributions() {}

  /** {@return the probability that a standard normal value is at most z (West, Wilmott, 2005)} */
  static double normalCdf(double z) {
    double x = Math.abs(z);
    double tail = 0;
    if (x < 7.07106781186547) {
      tail = StrictMath.exp(-x * x / 2) * polynomial(NUMERATOR, x) / polynomial(DENOMINATOR, x);
    } else if (x < 37) {
      double fraction = x + 0.65;
      for (int k = 4; k > 0; k--) {
        fraction = x + k / fraction;
      }
      tail = StrictMath.exp(-x * x / 2) / fraction / 2.506628274631;
    }
    return z > 0 ? 1 - tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double value = 0;
    for (double coefficient : coefficients) {
      value = value * x + coefficient;
    }
    return value;
  }

  /**
   * Inverts the standard normal distribution.
   *
   * @param p a probability, above 0 and below 1
   * @return the value that a standard normal value is at most with that probability
   */
  static double normalQuantile(double p) {
    double low = -38;
    double high = 38;
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      if (normalCdf(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * Inverts Student's distribution.
   *
   * @param p a probability, at least 0.5 and below 1
   * @param degrees the degrees of freedom, positive, whole or not
   * @return the value that a value of the distribution is at most with that probability
   */
  static double studentQuantile(double p, double degrees) {
    if (degrees > MANY_DEGREES) {
      return normalQuantile(p);
    }
    double x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
    return Math.sqrt(degrees * (1 - x) / x);
  }

  /**
   * Inverts the beta distribution.
   *
   * @param p a probability, 0 to 1
   * @param a the first parameter, positive
   * @param b the second parameter, positive
   * @return the value that a value of the distribution is at most with that probability
   */
  static double betaQuantile(double p, double a, double b) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 80; i++) {
      double middle = (low + high) / 2;
      if (betaCdf(middle, a, b) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** {@return the regularised incomplete beta function, by DLMF 8.17.22 and Lentz's method} */
  static double betaCdf(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double factor =
        StrictMath.exp(
            logGamma(a + b)
                - logGamma(a)
                - logGamma(b)
                + a * StrictMath.log(x)
                + b * StrictMath.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? factor * betaFraction(x, a, b) / a
        : 1 - factor * betaFraction(1 - x, b, a) / b;
  }

  private static double betaFraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m < 100_000; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double nonZero(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** {@return the logarithm of the gamma function of a positive number (Lanczos, 1964)} */
  private static double logGamma(double x) {
    if (x < 0.5) {
      return StrictMath.log(Math.PI / StrictMath.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * StrictMath.log(2 * Math.PI)
        + (x - 0.5) * StrictMath.log(t)
        - t
        + StrictMath.log(sum);
  }

  /**
   * Bounds a proportion from below (Clopper and Pearson, 1934).
   *
   * @param hits how many of the trials were hits
   * @param trials how many trials there were
   * @param confidence how sure the bound is to hold, 0 to below 1
   * @return the bound, 0 to 1; 0 without hits
   */
  static double lowerBound(double hits, double trials, double confidence) {
    return hits <= 0 ? 0 : betaQuantile(1 - confidence, hits, trials - hits + 1);
  }
}
