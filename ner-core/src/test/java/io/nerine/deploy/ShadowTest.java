package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nerine.exception.InferenceException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.ExtractionOptions;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShadowTest {

  private final List<Runnable> closings = new ArrayList<>();

  /** Two switches, of which one is the other's shadow, and the calls to the first. */
  private final class Pair {

    final ModelSwitch shadowModels = new ModelSwitch(AnswerObserver.NONE);
    final Shadow shadow;
    final ModelSwitch models;
    final RoutedCalls calls;

    Pair(double share, int capacity, int examples) {
      shadow = new Shadow(shadowModels, new ExactShare(share), capacity, examples);
      models = new ModelSwitch(shadow);
      calls = new RoutedCalls("The test", models, null);
      shadow.start(models, "test-shadow");
      closings.add(models::close);
      closings.add(shadow::close);
      closings.add(shadowModels::close);
    }

    Pair with(Extractor current, Extractor second) {
      put(models, "v1", current);
      put(shadowModels, "v2", second);
      return this;
    }

    void put(ModelSwitch where, String version, Extractor extractor) {
      LeasedModel older = where.install(new LeasedModel(version, extractor));
      if (older != null) {
        where.drain(older);
      }
    }

    ShadowReport report() {
      return shadow.report().orElseThrow();
    }

    /** Waits until all texts of the share have been dealt with. */
    ShadowReport settled(long expected) {
      ShadowReport report = report();
      while (report.documents() + report.shadowFailures() + report.dropped() < expected) {
        Thread.onSpinWait();
        report = report();
      }
      return report;
    }
  }

  @AfterEach
  void close() {
    closings.forEach(Runnable::run);
  }

  private static Extractor scripted(Function<String, List<Entity>> script) {
    return new Extractor() {
      @Override
      public EntitySchema schema() {
        return EntitySchema.of("scripted", "Person", "Place");
      }

      @Override
      public Extraction extract(String text, ExtractionOptions options) {
        if (options.timeout().isPresent() && options.timeout().get().toNanos() == 1) {
          throw new InferenceException("the shadow was given the caller's timeout");
        }
        return Extraction.builder(text).entities(script.apply(text)).build();
      }

      @Override
      public void close() {}
    };
  }

  private static Entity entity(String text, String type, int start, int end, double confidence) {
    return new Entity(start, end, text.substring(start, end), type, confidence, "test");
  }

  @Test
  void countsWhatDiffersAsScripted() {
    Pair pair =
        new Pair(1, 100, 3)
            .with(
                scripted(
                    text ->
                        switch (text) {
                          case "Anna in Rome" ->
                              List.of(
                                  entity(text, "Person", 0, 4, 0.9),
                                  entity(text, "Place", 8, 12, 0.8));
                          case "Lima met Bob Ray" ->
                              List.of(
                                  entity(text, "Place", 0, 4, 0.7),
                                  entity(text, "Person", 9, 12, 0.7));
                          default -> List.of();
                        }),
                scripted(
                    text ->
                        switch (text) {
                          case "Anna in Rome" ->
                              List.of(
                                  entity(text, "Person", 0, 4, 0.7),
                                  entity(text, "Place", 8, 12, 0.9));
                          case "Lima met Bob Ray" ->
                              List.of(
                                  entity(text, "Person", 0, 4, 0.7),
                                  entity(text, "Person", 9, 16, 0.7));
                          case "Oslo" -> List.of(entity(text, "Place", 0, 4, 0.6));
                          case "bad" -> throw new InferenceException("told to fail");
                          case "worse" -> throw new IllegalStateException("a fault in the model");
                          default -> List.of();
                        }));
    pair.calls.extractAll(
        List.of("Anna in Rome", "Lima met Bob Ray", "bad", "worse", ""),
        ExtractionOptions.defaults());
    pair.calls.extract("Oslo", ExtractionOptions.defaults());

    ShadowReport report = pair.settled(6);
    assertThat(report.currentVersion()).isEqualTo("v1");
    assertThat(report.shadowVersion()).isEqualTo("v2");
    assertThat(report.documents()).isEqualTo(4);
    assertThat(report.equalDocuments()).isEqualTo(2);
    assertThat(report.shadowFailures()).isEqualTo(2);
    assertThat(report.currentFailures()).isZero();
    assertThat(report.dropped()).isZero();
    assertThat(report.types())
        .isEqualTo(
            Map.of(
                "Person", new TypeDifferences(1, 1, 0, 0),
                "Place", new TypeDifferences(1, 0, 0, 1)));
    assertThat(report.typeChanges()).isEqualTo(Map.of("Place", Map.of("Person", 1L)));
    assertThat(report.meanConfidenceDifference()).isCloseTo(-0.05, within(1e-12));
    assertThat(report.currentMeanTime()).isPositive();
    assertThat(report.shadowMeanTime()).isPositive();
    assertThat(report.examples())
        .extracting(ShadowDifference::kind)
        .containsExactly(
            ShadowDifference.Kind.TYPE,
            ShadowDifference.Kind.BOUNDARY,
            ShadowDifference.Kind.ONLY_SHADOW);
    assertThat(report.toString())
        .contains(
            "Shadow 'v2' beside 'v1': 4 documents compared, 2 equal (50.0 %)",
            "0 dropped, 0 failed with the current model, 2 with the shadow",
            "Person  1 same, 1 other boundary, 0 only current, 0 only shadow",
            "Place became Person: 1",
            "ONLY_SHADOW: nothing, shadow Place 'Oslo', in 'Oslo'");
  }

  @Test
  void everyTenthTextIsComparedExactly() {
    FakeModel second = new FakeModel("second");
    Pair pair = new Pair(0.1, 1_000, 0).with(new FakeModel("first"), second);
    for (int i = 0; i < 50; i++) {
      pair.calls.extract("Bob", ExtractionOptions.defaults());
      pair.calls.extractAll(List.of("Anna", "", "Bob"), ExtractionOptions.defaults());
    }
    assertThat(pair.settled(20).documents()).isEqualTo(20);
    assertThat(second.calls).hasValue(20);
    assertThat(pair.report().examples()).isEmpty();
    assertThat(pair.report().toString()).doesNotContain("Bob");
  }

  @Test
  void aShadowThatHangsDelaysNobodyAndWhatItMissesIsCounted() {
    FakeModel second = new FakeModel("second");
    second.gate.register();
    Pair pair = new Pair(1, 8, 0).with(new FakeModel("first"), second);
    pair.calls.extract("Anna", ExtractionOptions.defaults());
    while (second.running.get() == 0) {
      Thread.onSpinWait();
    }
    for (int i = 0; i < 100; i++) {
      Extraction extraction = pair.calls.extract("Bob", ExtractionOptions.defaults());
      assertThat(extraction.modelVersion()).contains("v1");
    }
    assertThat(pair.report().dropped()).isEqualTo(92);
    second.gate.arriveAndDeregister();
    ShadowReport report = pair.settled(101);
    assertThat(report.documents()).isEqualTo(9);
    assertThat(report.dropped()).isEqualTo(92);
  }

  @Test
  void theTextsThatWaitAreBoundInTheirCharactersToo() {
    FakeModel second = new FakeModel("second");
    second.gate.register();
    Pair pair = new Pair(1, 1_000, 0).with(new FakeModel("first"), second);
    String text = "x".repeat(1 << 20);
    pair.calls.extract("Anna", ExtractionOptions.defaults());
    while (second.running.get() == 0) {
      Thread.onSpinWait();
    }
    pair.calls.extractAll(
        IntStream.range(0, 10).mapToObj(i -> text).toList(), ExtractionOptions.defaults());
    assertThat(pair.report().dropped()).isEqualTo(6);
    second.gate.arriveAndDeregister();
    assertThat(pair.settled(11).documents()).isEqualTo(5);
  }

  @Test
  void theShadowTakesTheCallersOptionsButForTheTimeout() {
    Pair pair = new Pair(1, 10, 0).with(new FakeModel("first"), scripted(text -> List.of()));
    pair.calls.extract("Anna", ExtractionOptions.builder().timeout(Duration.ofNanos(1)).build());
    assertThat(pair.settled(1).shadowFailures()).isZero();
  }

  @Test
  void countsBeginAnewWithEachPairOfModels() {
    Pair pair = new Pair(1, 100, 0).with(new FakeModel("first"), new FakeModel("second"));
    pair.calls.extractAll(List.of("Anna", "fail"), ExtractionOptions.defaults());
    assertThat(pair.settled(1).currentFailures()).isEqualTo(1);

    pair.put(pair.models, "v3", new FakeModel("third"));
    pair.calls.extract("Bob", ExtractionOptions.defaults());
    ShadowReport report = pair.settled(1);
    assertThat(report.currentVersion()).isEqualTo("v3");
    assertThat(report.documents()).isEqualTo(1);
    assertThat(report.currentFailures()).isZero();

    pair.put(pair.shadowModels, "v4", new FakeModel("fourth"));
    pair.calls.extract("Bob", ExtractionOptions.defaults());
    assertThat(pair.settled(1).shadowVersion()).isEqualTo("v4");
  }

  @Test
  void withoutASecondModelNothingHappens() {
    Pair pair = new Pair(1, 100, 0);
    pair.put(pair.models, "v1", new FakeModel("first"));
    assertThat(pair.calls.extract("Bob", ExtractionOptions.defaults()).entities()).hasSize(1);
    assertThat(pair.shadow.report()).isEmpty();
  }
}
