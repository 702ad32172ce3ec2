package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.evaluation.Calibration;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.TrainingException;
import io.nerine.extract.Extractor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(Calibration.of(validation.evaluation())).isPresent();
    assertThat(validation.temperature()).isBetween(0.5, 5.0);
    assertThat(validation.until()).isBetween(0.2, 1.0);
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
    Trainer hasty = trainer().epochs(100_000).maxDuration(Duration.ofSeconds(2)).build();
    TrainedModel model = hasty.train(DATA);
    assertThat(model.crossValidation()).isEmpty();
    assertThat(model.evaluation().documents()).isLessThan(20);
    assertThatThrownBy(() -> hasty.crossValidate(DATA, 4))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("too short");
  }
}
