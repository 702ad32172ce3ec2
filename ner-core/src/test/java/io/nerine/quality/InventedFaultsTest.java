package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.schema.EntitySchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plants faults into invented reports, so that the bars hold without any other data. */
class InventedFaultsTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  private static Dataset train() {
    return Dataset.of(SCHEMA, InventedNews.documents(240, "a", 20));
  }

  private static Dataset test() {
    return Dataset.of(SCHEMA, InventedNews.documents(60, "b", 21));
  }

  @Test
  void dataWithoutFaultsRaiseHardlyAnAlarm() {
    QualityReport report = DataQuality.check(train(), test());
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.findings(Severity.WARNING)).as(report::toString).hasSizeLessThan(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void plantedFaultsArePointedAt(long seed) {
    FaultPlanter.Planted planted = FaultPlanter.plant(train(), test(), 20, seed);
    FaultCount count = new FaultCount();
    count.add(DataQuality.check(planted.train(), planted.test()), planted.faults());
    assertThat(count.warned(FaultPlanter.Kind.BOUNDARY)).as(count::toString).isGreaterThan(0.9);
    assertThat(count.warned(FaultPlanter.Kind.OVERLAP)).as(count::toString).isEqualTo(1);
    assertThat(count.warned(FaultPlanter.Kind.DUPLICATE)).as(count::toString).isGreaterThan(0.9);
    assertThat(count.warned(FaultPlanter.Kind.TYPE)).as(count::toString).isGreaterThan(0.8);
    assertThat(count.warned(FaultPlanter.Kind.MISSING)).as(count::toString).isGreaterThan(0.8);
    assertThat(count.falseAlarms(Severity.WARNING)).as(count::toString).isLessThan(20);
    assertThat(count.falseAlarms(Severity.ERROR)).as(count::toString).isZero();
  }

  @Test
  void sameDataGiveTheSameReport() {
    assertThat(DataQuality.check(train(), test()))
        .isEqualTo(DataQuality.check(train(), test()))
        .hasSameHashCodeAs(DataQuality.check(train(), test()));
  }
}
