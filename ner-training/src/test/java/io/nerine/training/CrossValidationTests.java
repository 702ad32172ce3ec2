package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Calibration;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.TrainingException;
import io.nerine.extract.Extractor;
import io.nerine.improve.LabelError;
import io.nerine.improve.LabelErrorKind;
import io.nerine.improve.LabelErrorSearch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossValidationTests {

  private static final Dataset DATA = TinyData.create(60, 1);

  private static Trainer.Builder trainer() {
    return Trainer.builder()
        .encoder(TinyEncoder.create())
        .maxTokens(64)
        .learningRate(2e-3)
        .epochs(12)
        .batchSize(8);
  }

  @Test
  void littleTextIsTrainedOnAsAWholeAndScoredByFolds(@TempDir Path directory) {
    List<Integer> runs = new ArrayList<>();
    TrainedModel model =
        trainer()
            .listener(
                new TrainingListener() {
                  @Override
                  public void onUpdate(TrainingProgress progress) {
                    assertThat(progress.runs()).isEqualTo(6);
                    assertThat(progress.share()).isBetween(0.0, 1.0);
                    runs.add(progress.run());
                  }
                })
            .build()
            .train(DATA);
    assertThat(runs).isSorted().contains(1, 2, 3, 4, 5, 6);
    CrossValidation validation = model.crossValidation().orElseThrow();
    assertThat(validation.folds()).hasSize(5);
    assertThat(model.report().folds()).isEqualTo(5);
    assertThat(model.report().curve()).isEmpty();
    assertThat(model.evaluation()).isSameAs(validation.evaluation());
    assertThat(model.evaluation().documents()).isEqualTo(60);
    assertThat(model.evaluation().micro().f1()).isGreaterThan(0.8);

    model.save(directory.resolve("model"));
    try (Extractor extractor = Extractors.load(directory.resolve("model"))) {
      Dataset unseen = TinyData.create(40, 7);
      assertThat(Evaluator.evaluate(extractor, unseen).micro().f1()).isGreaterThan(0.9);
    }
  }

  @Test
  void eachDocumentIsSearchedByANetworkThatDidNotSeeIt() {
    CrossValidation validation = trainer().build().crossValidate(DATA, 3);
    assertThat(validation.folds())
        .extracting(CrossValidation.Fold::trainDocuments)
        .allMatch(documents -> documents == 40);
    assertThat(validation.folds())
        .extracting(fold -> fold.evaluation().documents())
        .containsExactly(20, 20, 20);
    assertThat(validation.predictions())
        .extracting(AnnotatedDocument::id)
        .containsExactlyElementsOf(DATA.documents().stream().map(AnnotatedDocument::id).toList());
    for (AnnotatedDocument document : validation.predictions()) {
      for (EntitySpan span : document.spans()) {
        assertThat(Double.parseDouble(span.attributes().get(EntitySpan.CONFIDENCE)))
            .isBetween(0.0, 1.0);
      }
    }
    assertGoldIsJudged(validation);
    assertThat(Calibration.of(validation.evaluation())).isPresent();
    assertThat(validation.temperature()).isBetween(0.5, 5.0);
    assertThat(validation.until()).isBetween(0.2, 1.0);
  }

  /** A tag that was found has the confidence of its prediction, all others a lower one. */
  private static void assertGoldIsJudged(CrossValidation validation) {
    int found = 0;
    for (int i = 0; i < DATA.size(); i++) {
      AnnotatedDocument gold = validation.gold().get(i);
      assertThat(gold.spans()).hasSameSizeAs(DATA.documents().get(i).spans());
      for (EntitySpan tag : gold.spans()) {
        double probability = Double.parseDouble(tag.attributes().get(EntitySpan.CONFIDENCE));
        List<EntitySpan> same =
            validation.predictions().get(i).spans().stream().filter(tag::matches).toList();
        for (EntitySpan prediction : same) {
          assertThat(Double.parseDouble(prediction.attributes().get(EntitySpan.CONFIDENCE)))
              .isCloseTo(probability, within(1e-9));
          found++;
        }
        assertThat(probability).isBetween(0.0, same.isEmpty() ? 0.9 : 1.0);
      }
    }
    assertThat(found).isGreaterThan(60);
    List<LabelError> suspects = LabelErrorSearch.find(validation.gold(), validation.predictions());
    assertThat(suspects).hasSizeLessThan(60);
  }

  @Test
  void plantedLabelErrorsComeFirst() {
    List<AnnotatedDocument> spoilt = new ArrayList<>(DATA.documents());
    Set<String> planted = new HashSet<>();
    for (int i = 0; planted.size() < 4; i += 7) {
      AnnotatedDocument document = spoilt.get(i);
      if (!document.spans().isEmpty()) {
        List<EntitySpan> left = document.spans().subList(1, document.spans().size());
        spoilt.set(i, document.toBuilder().clearSpans().spans(left).build());
        planted.add(document.id());
      }
    }
    CrossValidation validation =
        trainer().build().crossValidate(Dataset.of(DATA.schema(), spoilt), 3);
    List<LabelError> suspects = LabelErrorSearch.find(validation.gold(), validation.predictions());
    assertThat(suspects.get(0).documentId()).isIn(planted);
    assertThat(suspects.stream().filter(s -> s.kind() == LabelErrorKind.MISSING_TAG))
        .extracting(LabelError::documentId)
        .filteredOn(planted::contains)
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void moreFoldsThanDocumentsAreAsManyAsThereAre() {
    Dataset four = Dataset.of(DATA.schema(), DATA.documents().subList(0, 4));
    CrossValidation validation = trainer().epochs(1).build().crossValidate(four, 10);
    assertThat(validation.folds()).hasSizeBetween(2, 4);
  }

  @Test
  void oneDocumentCannotBeSplit() {
    Dataset one = Dataset.of(DATA.schema(), DATA.documents().subList(0, 1));
    assertThatThrownBy(() -> trainer().build().crossValidate(one, 5))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cannot be split into folds");
    assertThatThrownBy(() -> trainer().build().crossValidate(DATA, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trainer.builder().folds(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTimeLimitTooShortForFoldsMakesOneNetwork() {
    Duration limit = Duration.ofSeconds(4);
    Trainer hasty = trainer().epochs(100_000).maxDuration(limit).build();
    long start = System.nanoTime();
    TrainedModel model = hasty.train(DATA);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(2));
    assertThat(model.crossValidation()).isEmpty();
    assertThat(model.evaluation().documents()).isLessThan(20);
    assertThatThrownBy(() -> hasty.crossValidate(DATA, 4))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("too short");
  }

  /** Half a fold is no fold: what was scored of it must not pass for the whole. */
  @Test
  void foldsThatAreCancelledGiveNothing() {
    AtomicInteger asked = new AtomicInteger();
    Trainer.Builder builder = trainer().keepBestWhenCancelled();
    builder.cancelWhen(() -> asked.incrementAndGet() < 0).build().crossValidate(DATA, 2);
    int last = asked.get() - 1;
    asked.set(0);
    Trainer cancelled = builder.cancelWhen(() -> asked.incrementAndGet() > last).build();
    assertThatThrownBy(() -> cancelled.crossValidate(DATA, 2))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cancelled");
  }
}
