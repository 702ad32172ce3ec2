package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.Extractors;
import io.nerine.bundle.ModelBundle;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.evaluation.Evaluator;
import io.nerine.exception.ModelLoadingException;
import io.nerine.exception.SchemaMismatchException;
import io.nerine.exception.TrainingException;
import io.nerine.extract.Entity;
import io.nerine.extract.Extractor;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.schema.EntitySchema;
import io.nerine.training.encoder.PretrainedEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  private static final Dataset TRAIN = TinyData.create(80, 1);
  private static final Dataset DEV = TinyData.create(30, 2);

  private static Trainer.Builder trainer() {
    return Trainer.builder()
        .encoder(TinyEncoder.create())
        .maxTokens(64)
        .learningRate(2e-3)
        .epochs(12)
        .batchSize(8);
  }

  @Test
  void learnsAndTheSavedModelFindsTheSame(@TempDir Path directory) {
    TrainedModel model = trainer().build().train(TRAIN, DEV);
    assertThat(model.evaluation().micro().f1()).isGreaterThan(0.9);
    assertThat(model.report().graphDifference()).isLessThan(1e-4);
    assertThat(model.report().warnings()).isEmpty();

    Path bundle = directory.resolve("orders.nerine");
    model.save(bundle);
    try (Extractor loaded = Extractors.load(bundle);
        Extractor fresh = model.extractor()) {
      assertThat(loaded.schema()).isEqualTo(TRAIN.schema());
      Evaluation evaluation = Evaluator.evaluate(loaded, DEV);
      assertThat(evaluation.toJson()).isEqualTo(model.evaluation().toJson());
      String text = "send part 47-1 in Riga at once.";
      assertThat(loaded.extract(text).entities()).isEqualTo(fresh.extract(text).entities());
      assertThat(loaded.extract(text).entities())
          .extracting(Entity::text)
          .containsExactly("47-1", "Riga");
    }
  }

  @Test
  void theBundleSaysWhereItComesFrom(@TempDir Path directory) {
    TrainedModel model = trainer().epochs(1).seed(9).build().train(TRAIN, DEV);
    model.save(directory.resolve("model"));
    try (ModelBundle bundle = ModelBundle.open(directory.resolve("model"))) {
      assertThat(bundle.manifest().provenance())
          .containsEntry("encoder", "tiny")
          .containsEntry("trainSha256", TRAIN.sha256())
          .containsKey("java");
      assertThat(bundle.manifest().metrics()).containsKey("dev");
      assertThat(bundle.manifest().settings()).containsEntry("tagScheme", "BIO");
    }
  }

  @Test
  void oneSeedGivesOneModelToTheBit(@TempDir Path directory) throws IOException {
    for (String name : new String[] {"first", "second"}) {
      trainer().epochs(2).build().train(TRAIN, DEV).save(directory.resolve(name));
    }
    trainer().epochs(2).seed(43).build().train(TRAIN, DEV).save(directory.resolve("other"));
    byte[] first = Files.readAllBytes(directory.resolve("first/model.onnx"));
    assertThat(Files.readAllBytes(directory.resolve("second/model.onnx"))).isEqualTo(first);
    assertThat(Files.readAllBytes(directory.resolve("other/model.onnx"))).isNotEqualTo(first);
  }

  @Test
  void withoutFoldsATenthIsHeldBack() {
    TrainedModel model = trainer().epochs(1).folds(0).build().train(TRAIN);
    assertThat(model.evaluation().documents()).isBetween(4, 12);
    assertThat(model.crossValidation()).isEmpty();
    assertThat(trainer().epochs(1).recipe(Recipe.FAST).build().train(TRAIN).crossValidation())
        .isEmpty();
  }

  @Test
  void listenersSeeEachUpdateAndEachEvaluation() {
    List<TrainingProgress> updates = new ArrayList<>();
    List<Evaluation> evaluations = new ArrayList<>();
    TrainedModel model =
        trainer()
            .epochs(2)
            .listener(
                new TrainingListener() {
                  @Override
                  public void onUpdate(TrainingProgress progress) {
                    updates.add(progress);
                  }

                  @Override
                  public void onEvaluation(TrainingProgress progress, Evaluation dev) {
                    evaluations.add(dev);
                  }
                })
            .build()
            .train(TRAIN, DEV);
    assertThat(updates).hasSize(model.report().updates());
    assertThat(updates.get(updates.size() - 1).share()).isEqualTo(1);
    assertThat(updates.get(3).tokensPerSecond()).isPositive();
    assertThat(evaluations).hasSameSizeAs(model.report().curve()).isNotEmpty();
  }

  @Test
  void aRunCanBeCancelledAndLeavesTheLastModelAlone(@TempDir Path directory) throws IOException {
    Path bundle = directory.resolve("orders.nerine");
    trainer().epochs(1).build().train(TRAIN, DEV).save(bundle);
    byte[] before = Files.readAllBytes(bundle);
    AtomicInteger asked = new AtomicInteger();
    Trainer cancelled = trainer().cancelWhen(() -> asked.incrementAndGet() > 3).build();
    assertThatThrownBy(() -> cancelled.train(TRAIN, DEV).save(bundle))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cancelled after 3 of");
    assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(bundle);
    }
  }

  @Test
  void aRunThatIsCancelledMayKeepWhatItHas() {
    for (int updates : new int[] {3, 40}) {
      AtomicInteger asked = new AtomicInteger();
      TrainedModel model =
          trainer()
              .cancelWhen(() -> asked.incrementAndGet() > updates)
              .keepBestWhenCancelled()
              .build()
              .train(TRAIN, DEV);
      assertThat(model.report().updates()).isEqualTo(updates);
      assertThat(model.report().curve()).isNotEmpty();
      assertThat(model.evaluation().documents()).isEqualTo(DEV.size());
    }
    assertThatThrownBy(
            () ->
                trainer().cancelWhen(() -> true).keepBestWhenCancelled().build().train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cancelled after 0 of");
  }

  @Test
  void anInterruptCancels() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> trainer().build().train(TRAIN, DEV))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("cancelled");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aTimeLimitIsKept() {
    Duration limit = Duration.ofSeconds(3);
    TrainedModel model = trainer().epochs(100_000).maxDuration(limit).build().train(TRAIN, DEV);
    assertThat(model.report().duration()).isBetween(limit.minusSeconds(1), limit.plusSeconds(2));
    assertThat(model.report().updates()).isGreaterThan(20);
  }

  @Test
  void aRateThatBreaksTheNetworkIsSaidSo() {
    PretrainedEncoder tiny = TinyEncoder.create();
    tiny.weights().array("encoder.layer.0.output.dense.bias").values()[0] = Float.NaN;
    assertThatThrownBy(() -> trainer().encoder(tiny).build().train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("broke down at update 1")
        .hasMessageContaining("learning rate");
  }

  @Test
  void aRateThatIsTooHighIsLoweredOnce() {
    TrainedModel model = trainer().learningRate(0.6).epochs(20).build().train(TRAIN, DEV);
    assertThat(model.report().warnings())
        .anyMatch(warning -> warning.contains("lower learning rate") && warning.contains("anew"));
  }

  @Test
  void documentsWithoutEntitiesTeachToFindNone() {
    List<AnnotatedDocument> documents = new ArrayList<>(TRAIN.documents());
    documents.add(AnnotatedDocument.of("empty", ""));
    documents.add(AnnotatedDocument.of("none", "send the usual part by noon."));
    Dataset dataset = Dataset.of(TRAIN.schema(), documents);
    assertThat(trainer().epochs(1).build().train(dataset, DEV).report().updates()).isPositive();
  }

  @Test
  void aTypeWithoutMentionsIsKeptInTheModel() {
    EntitySchema wider = EntitySchema.of("orders", "Code", "Site", "Person");
    TrainedModel model =
        trainer()
            .epochs(1)
            .build()
            .train(Dataset.of(wider, TRAIN.documents()), Dataset.of(wider, DEV.documents()));
    assertThat(model.schema().typeNames()).containsExactly("Code", "Site", "Person");
    assertThat(model.report().warnings()).anyMatch(warning -> warning.contains("Person"));
  }

  @Test
  void overlappingSpansAreLeftOutAndReported() {
    List<AnnotatedDocument> documents = new ArrayList<>(TRAIN.documents());
    documents.add(
        AnnotatedDocument.builder("nested", "bring part 11-2 in Turku today.")
            .span(6, 15, "Code")
            .span(11, 15, "Code")
            .build());
    TrainedModel model =
        trainer().epochs(1).build().train(Dataset.of(TRAIN.schema(), documents), DEV);
    assertThat(model.report().warnings())
        .anyMatch(warning -> warning.contains("overlap") && warning.contains("nested"));
  }

  @Test
  void emptyOrUntaggedDataAreRefused() {
    Dataset none = Dataset.of(TRAIN.schema(), List.of());
    Dataset untagged = Dataset.of(TRAIN.schema(), List.of(AnnotatedDocument.of("a", "some text")));
    assertThatThrownBy(() -> trainer().build().train(none, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no training documents");
    assertThatThrownBy(() -> trainer().build().train(untagged, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("None of the 1 training documents");
    assertThatThrownBy(() -> trainer().build().train(TRAIN, none))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no dev documents");
  }

  @Test
  void documentsWithoutWordsAreRefused() {
    AnnotatedDocument blank = AnnotatedDocument.builder("blank", " \t ").span(1, 2, "Code").build();
    Dataset wordless = Dataset.of(TRAIN.schema(), List.of(blank));
    assertThatThrownBy(() -> trainer().build().train(wordless, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("nothing to learn");
  }

  @Test
  void partsOfDifferentSchemasAreRefused() {
    Dataset other =
        Dataset.of(
            EntitySchema.of("other", "Part"),
            List.of(AnnotatedDocument.builder("a", "valve").span(0, 5, "Part").build()));
    assertThatThrownBy(() -> trainer().build().train(TRAIN, other))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("[Part]");
  }

  @Test
  void aTokenizerThatDoesNotFitTheEncoderIsRefused() {
    EncoderConfig narrow = new EncoderConfig(2, 32, 4, 64, 50, 64, 1e-12);
    PretrainedEncoder misfit =
        new PretrainedEncoder(
            "misfit", narrow, TinyEncoder.weights(narrow, 1), TinyEncoder.tokenizerJson(true));
    assertThatThrownBy(() -> trainer().encoder(misfit).build().train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("80 word pieces")
        .hasMessageContaining("50 rows");
  }

  @Test
  void aBrokenTokenizerIsRefused() {
    PretrainedEncoder broken =
        new PretrainedEncoder(
            "broken",
            TinyEncoder.CONFIG,
            TinyEncoder.weights(TinyEncoder.CONFIG, 1),
            "{}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> trainer().encoder(broken).build().train(TRAIN, DEV))
        .isInstanceOf(ModelLoadingException.class);
  }

  @Test
  void windowsLongerThanTheEncoderAllowsAreRefused() {
    assertThatThrownBy(() -> trainer().maxTokens(65).build().train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("64 positions");
  }

  @Test
  void impossibleOptionsAreRefusedAtOnce() {
    assertThatThrownBy(() -> Trainer.builder().epochs(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epochs");
    assertThatThrownBy(() -> Trainer.builder().learningRate(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trainer.builder().maxDuration(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Trainer.builder().threads(0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
