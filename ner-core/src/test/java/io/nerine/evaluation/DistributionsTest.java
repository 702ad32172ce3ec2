package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Compares with values of published tables. */
class DistributionsTest {

  @Test
  void knowsTheNormalDistribution() {
    assertThat(Distributions.normalCdf(0)).isEqualTo(0.5, within(1e-15));
    assertThat(Distributions.normalCdf(0.3)).isEqualTo(0.6179114221889526, within(1e-13));
    assertThat(Distributions.normalCdf(2.5)).isEqualTo(0.9937903346742238, within(1e-13));
    assertThat(Distributions.normalCdf(-8)).isEqualTo(6.22e-16, within(1e-17));
    assertThat(Distributions.normalCdf(-40)).isZero();
    assertThat(Distributions.normalCdf(40)).isEqualTo(1);
    assertThat(Distributions.normalQuantile(0.025)).isEqualTo(-1.9599639845400538, within(1e-9));
    assertThat(Distributions.normalQuantile(0.8)).isEqualTo(0.8416212335729144, within(1e-9));
    assertThat(Distributions.normalQuantile(1e-6)).isEqualTo(-4.753424308822899, within(1e-9));
  }

  @Test
  void knowsStudentsDistribution() {
    assertThat(Distributions.studentQuantile(0.975, 1)).isEqualTo(12.7062, within(1e-4));
    assertThat(Distributions.studentQuantile(0.975, 4)).isEqualTo(2.776445, within(1e-6));
    assertThat(Distributions.studentQuantile(0.975, 29)).isEqualTo(2.045230, within(1e-6));
    assertThat(Distributions.studentQuantile(0.95, 10)).isEqualTo(1.812461, within(1e-6));
    assertThat(Distributions.studentQuantile(0.975, 99_999)).isEqualTo(1.959988, within(1e-6));
    assertThat(Distributions.studentQuantile(0.975, 1e9)).isEqualTo(1.959964, within(1e-6));
  }

  @Test
  void knowsTheBetaDistribution() {
    assertThat(Distributions.betaCdf(0.5, 2, 3)).isEqualTo(0.6875, within(1e-13));
    assertThat(Distributions.betaCdf(0.2, 1, 1)).isEqualTo(0.2, within(1e-13));
    assertThat(Distributions.betaCdf(0.9, 0.5, 0.5))
        .isEqualTo(2 / Math.PI * Math.asin(Math.sqrt(0.9)), within(1e-12));
    assertThat(Distributions.betaCdf(0.51, 50_000, 50_000)).isBetween(1 - 1e-9, 1.0);
  }

  @Test
  void boundsAProportion() {
    assertThat(Distributions.lowerBound(3, 3, 0.95)).isEqualTo(Math.cbrt(0.05), within(1e-9));
    assertThat(Distributions.lowerBound(8, 10, 0.975)).isEqualTo(0.443905, within(1e-6));
    assertThat(Distributions.lowerBound(0, 10, 0.95)).isZero();
  }

  @Property(tries = 300)
  void invertsWhatItComputes(
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double p,
      @ForAll @DoubleRange(min = 0.5, max = 500) double a,
      @ForAll @DoubleRange(min = 0.5, max = 500) double b) {
    assertThat(Distributions.betaCdf(Distributions.betaQuantile(p, a, b), a, b))
        .isEqualTo(p, within(1e-9));
    assertThat(Distributions.normalCdf(Distributions.normalQuantile(p)))
        .isEqualTo(p, within(1e-12));
  }
}
