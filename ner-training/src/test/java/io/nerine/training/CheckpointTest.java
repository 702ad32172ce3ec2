package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.data.Dataset;
import io.nerine.evaluation.Evaluation;
import io.nerine.exception.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final Dataset TRAIN = TinyData.create(60, 1);
  private static final Dataset DEV = TinyData.create(20, 2);

  private static Trainer.Builder trainer() {
    return Trainer.builder()
        .encoder(TinyEncoder.create())
        .maxTokens(64)
        .learningRate(2e-3)
        .epochs(4)
        .batchSize(8);
  }

  /** Stops a run as a kill would, some updates after an evaluation wrote the checkpoint. */
  private static void killBehindEvaluation(Trainer.Builder builder, int evaluation) {
    AtomicInteger evaluations = new AtomicInteger();
    AtomicInteger behind = new AtomicInteger();
    Trainer killed =
        builder
            .listener(
                new TrainingListener() {
                  @Override
                  public void onEvaluation(TrainingProgress progress, Evaluation dev) {
                    evaluations.incrementAndGet();
                  }
                })
            .cancelWhen(() -> evaluations.get() >= evaluation && behind.incrementAndGet() > 2)
            .build();
    assertThatThrownBy(() -> killed.train(TRAIN, DEV)).isInstanceOf(TrainingException.class);
  }

  @Test
  void aResumedRunComesToTheSameWeights(@TempDir Path directory) throws IOException {
    trainer().build().train(TRAIN, DEV).save(directory.resolve("whole"));
    byte[] whole = Files.readAllBytes(directory.resolve("whole/model.onnx"));
    for (int evaluation = 1; evaluation <= 3; evaluation++) {
      Path file = directory.resolve("run-" + evaluation + ".checkpoint");
      killBehindEvaluation(trainer().checkpoint(file), evaluation);
      assertThat(file).exists();
      TrainedModel model = trainer().checkpoint(file).resume().build().train(TRAIN, DEV);
      model.save(directory.resolve("resumed"));
      assertThat(Files.readAllBytes(directory.resolve("resumed/model.onnx"))).isEqualTo(whole);
      assertThat(model.report().curve().size()).isGreaterThanOrEqualTo(evaluation);
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void resumingWithoutACheckpointStartsAnew(@TempDir Path directory) {
    Path file = directory.resolve("none.checkpoint");
    assertThat(trainer().checkpoint(file).resume().build().train(TRAIN, DEV).report().updates())
        .isPositive();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused(@TempDir Path directory) {
    Path file = directory.resolve("run.checkpoint");
    killBehindEvaluation(trainer().checkpoint(file), 1);
    Trainer other = trainer().seed(7).checkpoint(file).resume().build();
    assertThatThrownBy(() -> other.train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("another run")
        .hasMessageContaining("seed 7");
  }

  @Test
  void aDamagedCheckpointIsRefused(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("run.checkpoint");
    killBehindEvaluation(trainer().checkpoint(file), 1);
    byte[] whole = Files.readAllBytes(file);
    Trainer resumed = trainer().checkpoint(file).resume().build();
    for (int at : new int[] {0, 5, whole.length / 2, whole.length - 1}) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      assertThatThrownBy(() -> resumed.train(TRAIN, DEV))
          .as("byte %d", at)
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining("run.checkpoint");
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 3));
    assertThatThrownBy(() -> resumed.train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsSaidSo(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "").resolve("run.checkpoint");
    Trainer trainer = trainer().checkpoint(file).build();
    assertThatThrownBy(() -> trainer.train(TRAIN, DEV))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void resumeNeedsAPlace() {
    assertThatThrownBy(() -> trainer().resume().build()).isInstanceOf(IllegalStateException.class);
  }
}
