package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.TrainingException;
import io.nerine.extract.Extractor;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTests {

  private static final Dataset TRAIN = TinyData.create(80, 1);
  private static final Dataset DEV = TinyData.create(30, 2);

  @TempDir private static Path directory;
  private static Path teacher;

  private static Trainer.Builder trainer() {
    return Trainer.builder()
        .encoder(TinyEncoder.create())
        .maxTokens(64)
        .learningRate(2e-3)
        .epochs(12)
        .batchSize(8);
  }

  @BeforeAll
  static void trainTeacher() {
    teacher = directory.resolve("teacher");
    trainer().build().train(TRAIN, DEV).save(teacher);
  }

  /** Three tagged documents are too few to learn from, but the teacher knows what is in texts. */
  @Test
  void aTeacherMakesUpForTags(@TempDir Path folder) {
    Dataset few = Dataset.of(TRAIN.schema(), TRAIN.documents().subList(0, 3));
    List<String> texts =
        TinyData.create(200, 3).documents().stream().map(AnnotatedDocument::text).toList();
    TrainedModel student =
        trainer().teacher(teacher).teacher(teacher).unlabelled(texts).build().train(few, DEV);
    TrainedModel alone = trainer().build().train(few, DEV);
    student.save(folder.resolve("student"));
    try (Extractor extractor = Extractors.load(folder.resolve("student"))) {
      double f1 = Evaluator.evaluate(extractor, TinyData.create(40, 9)).micro().f1();
      assertThat(f1).isGreaterThan(0.9).isGreaterThan(alone.evaluation().micro().f1());
    }
  }

  @Test
  void aTeacherOfOtherTypesIsRefused() {
    EntitySchema wider = EntitySchema.of("orders", "Code", "Person", "Site");
    Trainer trainer = trainer().teacher(teacher).build();
    assertThatThrownBy(
            () ->
                trainer.train(
                    Dataset.of(wider, TRAIN.documents()), Dataset.of(wider, DEV.documents())))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("teacher")
        .hasMessageContaining("B-Person");
  }

  @Test
  void whatMakesNoSenseIsRefusedAtOnce() {
    assertThatThrownBy(() -> trainer().unlabelled(List.of("a text")).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("teacher");
    assertThatThrownBy(() -> trainer().teacher(teacher).folds(3).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("folds");
  }
}
