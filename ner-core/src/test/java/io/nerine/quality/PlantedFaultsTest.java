package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nerine.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;

/**
 * Plants 200 faults into CoNLL-2003 and counts those that the checks point at. Needs a folder,
 * named by the system property {@code nerine.shared} or the environment variable {@code
 * NERINE_SHARED}, that holds {@code data/conll2003}. The property {@code nerine.plantingSeeds},
 * such as {@code 1,2,3}, gives other seeds; the figures are printed.
 */
class PlantedFaultsTest {

  private static final int FAULTS_OF_A_KIND = 40;

  @TestFactory
  Stream<DynamicTest> findsPlantedFaults(TestReporter reporter) {
    String property = System.getProperty("nerine.shared", "");
    String shared = property.isBlank() ? System.getenv("NERINE_SHARED") : property;
    if (shared == null || shared.isBlank()) {
      return leftOut(reporter, "neither nerine.shared nor NERINE_SHARED names a folder");
    }
    Path folder = Path.of(shared, "data", "conll2003");
    if (!Files.isRegularFile(folder.resolve("train.jsonl"))) {
      return leftOut(reporter, "there is no train.jsonl in " + folder);
    }
    Dataset train = Dataset.read(folder.resolve("train.jsonl"));
    Dataset test = Dataset.read(folder.resolve("test.jsonl"), train.schema());
    return Arrays.stream(System.getProperty("nerine.plantingSeeds", "1").split(","))
        .map(Long::valueOf)
        .map(seed -> dynamicTest("seed " + seed, () -> assertFound(train, test, seed, reporter)));
  }

  private static void assertFound(Dataset train, Dataset test, long seed, TestReporter reporter) {
    FaultPlanter.Planted planted = FaultPlanter.plant(train, test, FAULTS_OF_A_KIND, seed);
    assertThat(planted.faults()).hasSize(200);

    FaultCount count = new FaultCount();
    count.add(DataQuality.check(planted.train(), planted.test()), planted.faults());

    reporter.publishEntry("seed " + seed, count.toString());
    System.err.println("PlantedFaultsTest, CoNLL-2003, seed " + seed + "\n" + count);
    assertThat(count.warned(FaultPlanter.Kind.BOUNDARY)).as(count::toString).isGreaterThan(0.9);
    assertThat(count.warned(FaultPlanter.Kind.OVERLAP)).as(count::toString).isGreaterThan(0.9);
    assertThat(count.warned(FaultPlanter.Kind.DUPLICATE)).as(count::toString).isGreaterThan(0.9);
    assertThat(count.warned(FaultPlanter.Kind.TYPE)).as(count::toString).isGreaterThan(0.6);
    assertThat(count.warned(FaultPlanter.Kind.MISSING)).as(count::toString).isGreaterThan(0.6);
    // Of 28,000 mentions; many are faults of the corpus itself.
    assertThat(count.falseAlarms(Severity.WARNING)).as(count::toString).isLessThan(600);
    assertThat(count.falseAlarms(Severity.ERROR)).as(count::toString).isLessThan(10);
  }

  private static Stream<DynamicTest> leftOut(TestReporter reporter, String reason) {
    return Stream.of(
        dynamicTest(
            "left out: " + reason,
            () -> {
              String message = "PlantedFaultsTest left out the faults in CoNLL-2003: " + reason;
              reporter.publishEntry("left out", message);
              System.err.println(message);
              assertThat(reason).isNotBlank();
            }));
  }
}
