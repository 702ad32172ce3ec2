package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Measure;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeploymentGateTest {

  @TempDir Path temporary;

  private ModelStore store;
  private ModelVersion good;
  private ModelVersion bad;

  @BeforeEach
  void addVersions() {
    store = ModelStore.open(temporary.resolve("models"));
    good = store.add("depots", StoreBundles.write(temporary.resolve("a.nerine"), "Gera"));
    bad = store.add("depots", StoreBundles.write(temporary.resolve("b.nerine"), "Jena"));
  }

  /** Of so many documents the good version gets the first ones right, the bad one the others. */
  private static List<AnnotatedDocument> documents(int forGood, int forBad) {
    return IntStream.range(0, forGood + forBad)
        .mapToObj(
            i ->
                AnnotatedDocument.builder("d" + i, (i < forGood ? "Gera" : "Jena") + " meldet " + i)
                    .span(0, 4, "Depot")
                    .build())
        .toList();
  }

  @Test
  void refusesAVersionThatIsShownToBeWorse() {
    DeploymentGate gate = DeploymentGate.builder(documents(30, 5)).build();
    store.deploy("production", good);

    DeploymentRefusedException refusal =
        catchThrowableOfType(
            DeploymentRefusedException.class, () -> store.deploy("production", bad, gate));

    assertThat(refusal)
        .hasMessageContaining("Version depots:2 was not deployed to slot 'production'")
        .hasMessageContaining("(depots:1) -> ")
        .hasMessageContaining("35 documents");
    assertThat(refusal.result().passed()).isFalse();
    assertThat(refusal.result().candidateScore()).isLessThan(refusal.result().baselineScore());
    assertThat(refusal.result().pValue()).isLessThan(0.05);
    assertThat(store.current("production")).contains(good);
    assertThat(store.history("production")).hasSize(1);
  }

  @Test
  void letsPassWhatIsBetterOrNotShownToBeWorseAndKeepsTheFigures() {
    DeploymentGate gate = DeploymentGate.builder(documents(2, 1)).measure(Measure.RECALL).build();
    store.deploy("production", good);

    SlotChange change = store.deploy("production", bad, gate, "looks the same");

    assertThat(change.gate())
        .hasValueSatisfying(
            result -> {
              assertThat(result.passed()).isTrue();
              assertThat(result.measure()).isEqualTo(Measure.RECALL);
              assertThat(result.documents()).isEqualTo(3);
              assertThat(result.baseline()).isEqualTo(good.id());
            });
    assertThat(ModelStore.open(store.directory()).history("production").get(1)).isEqualTo(change);
    SlotChange back =
        store.deploy("production", good, DeploymentGate.builder(documents(30, 5)).build());
    assertThat(back.gate().orElseThrow().candidateScore())
        .isGreaterThan(back.gate().orElseThrow().baselineScore());
  }

  @Test
  void toleratesALossThatItWasToldTo() {
    store.deploy("production", good);
    double loss = 100.0 * 25 / 35;

    assertThatThrownBy(
            () ->
                store.deploy(
                    "production",
                    bad,
                    DeploymentGate.builder(documents(30, 5))
                        .measure(Measure.RECALL)
                        .toleratedLoss(loss - 0.01)
                        .build()))
        .isExactlyInstanceOf(DeploymentRefusedException.class);
    store.deploy(
        "production",
        bad,
        DeploymentGate.builder(documents(30, 5))
            .measure(Measure.RECALL)
            .toleratedLoss(loss + 0.01)
            .build());

    assertThat(store.current("production")).contains(bad);
  }

  @Test
  void hasNothingToCompareInAnEmptySlotOrWithItself() {
    DeploymentGate gate = DeploymentGate.builder(documents(30, 5)).build();

    assertThat(store.deploy("production", bad, gate).gate()).isEmpty();
    assertThat(store.deploy("production", bad, gate).gate()).isEmpty();
    assertThat(store.current("production")).contains(bad);
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    assertThatThrownBy(() -> DeploymentGate.builder(List.of()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one document");
    assertThatThrownBy(() -> DeploymentGate.builder(documents(1, 1)).toleratedLoss(-1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("points must be 0 to 100, found -1");
  }
}
