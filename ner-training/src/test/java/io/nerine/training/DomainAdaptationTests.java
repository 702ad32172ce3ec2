package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.exception.NerException;
import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.text.EncodedWindow;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainAdaptationTests {

  /** Sentences that say nearly the same, so that hidden words can be guessed. */
  private static final List<String> TEXTS =
      IntStream.range(0, 120)
          .mapToObj(
              i ->
                  "The ferry to %s leaves the harbour at %s past six."
                      .formatted(i % 2 == 0 ? "Ostend" : "Tromso", i % 3 == 0 ? "half" : "ten"))
          .toList();

  private static PretrainedEncoder encoder(String name) {
    try {
      return Encoders.load(
          Path.of(
                  Objects.requireNonNull(
                          DomainAdaptationTests.class.getResource("/encoders/" + name))
                      .toURI())
              .toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DomainAdaptation.Builder adaptation(String name) {
    return DomainAdaptation.builder()
        .encoder(encoder(name))
        .learningRate(3e-3)
        .epochs(12)
        .batchTokens(512)
        .maxTokens(48)
        .threads(2);
  }

  @Test
  void hiddenWordsAreGuessedBetterAndTheEncoderCanBeTrainedOn(@TempDir Path folder) {
    List<AdaptationProgress> seen = new ArrayList<>();
    AdaptedEncoder adapted = adaptation("bert").listener(seen::add).build().adapt(TEXTS);
    assertThat(adapted.lossAfter()).isLessThan(adapted.lossBefore() / 2);
    assertThat(seen).hasSize(adapted.updates());
    assertThat(seen.get(seen.size() - 1).updates()).isEqualTo(adapted.updates());

    Path directory = folder.resolve("adapted");
    adapted.encoder().save(directory);
    PretrainedEncoder loaded = Encoders.load(directory.toString());
    assertThat(loaded.config()).isEqualTo(encoder("bert").config());
    assertThat(loaded.tokenizerJson()).isEqualTo(encoder("bert").tokenizerJson());
    loaded
        .weights()
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(array.values())
                    .as(name)
                    .isEqualTo(adapted.encoder().weights().array(name).values()));
    TrainedModel model =
        Trainer.builder()
            .encoder(loaded)
            .maxTokens(48)
            .epochs(1)
            .build()
            .train(TinyData.create(16, 1), TinyData.create(8, 2));
    assertThat(model.report().graphDifference()).isLessThan(1e-4);
    // What has been learnt is not lost when it is adapted again.
    AdaptedEncoder again =
        DomainAdaptation.builder().encoder(loaded).maxTokens(48).epochs(1).build().adapt(TEXTS);
    assertThat(again.lossBefore()).isLessThan(adapted.lossBefore() / 2);
    again.encoder().save(directory);
    assertThat(Encoders.load(directory.toString()).weights().array(EncoderLayout.WORDS).values())
        .isEqualTo(again.encoder().weights().array(EncoderLayout.WORDS).values());
  }

  @Test
  void directoriesOfOthersAreNotReplaced(@TempDir Path folder) throws IOException {
    Path letters = Files.createDirectory(folder.resolve("letters"));
    Files.writeString(letters.resolve("to-anna.txt"), "Dear Anna");
    PretrainedEncoder encoder = TinyEncoder.create();
    assertThatThrownBy(() -> encoder.save(letters))
        .isInstanceOf(NerException.class)
        .hasMessageContaining("letters")
        .hasMessageContaining("another name");
    Files.writeString(letters.resolve("config.json"), "{\"model_type\": \"bert\"}");
    assertThatThrownBy(() -> encoder.save(letters)).isInstanceOf(NerException.class);
    assertThat(letters.resolve("to-anna.txt")).hasContent("Dear Anna");
  }

  @Test
  void wordPiecesThatNoTextHoldsStayAsTheyWere() {
    PretrainedEncoder before = encoder("xlm-roberta");
    // All texts in one update of several passes.
    AdaptedEncoder adapted =
        adaptation("xlm-roberta").batchTokens(8192).epochs(8).build().adapt(TEXTS);
    assertThat(adapted.updates()).isEqualTo(8);
    assertThat(adapted.lossAfter()).isLessThan(adapted.lossBefore());
    float[] old = before.weights().array(EncoderLayout.WORDS).values();
    float[] now = adapted.encoder().weights().array(EncoderLayout.WORDS).values();
    int width = before.config().hidden();
    int same = 0;
    for (int row = 0; row < before.config().vocabulary(); row++) {
      int from = row * width;
      same += Arrays.equals(old, from, from + width, now, from, from + width) ? 1 : 0;
    }
    assertThat(same).isBetween(20, before.config().vocabulary() - 20);
  }

  @Test
  void oneSeedGivesOneEncoderToTheBit() {
    float[][] runs = new float[2][];
    for (int run = 0; run < 2; run++) {
      runs[run] =
          adaptation("mpnet")
              .epochs(1)
              .build()
              .adapt(TEXTS.subList(0, 40))
              .encoder()
              .weights()
              .array("encoder.layer.1.output.dense.weight")
              .values();
    }
    assertThat(runs[0]).containsExactly(runs[1]);
  }

  @Test
  void whatCannotBeLearntFromIsRefused() {
    assertThatThrownBy(() -> adaptation("bert").build().adapt(List.of("", "one text")))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("1 windows");
    assertThatThrownBy(() -> adaptation("bert").maxTokens(65).build().adapt(TEXTS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("64 positions");
    assertThatThrownBy(() -> adaptation("bert").cancelWhen(() -> true).build().adapt(TEXTS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("cancelled");
    assertThatThrownBy(
            () -> DomainAdaptation.builder().encoder(TinyEncoder.create()).build().adapt(TEXTS))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("[MASK]");
  }

  @Test
  void wholeWordsAreHiddenByTheKnownShares() {
    int mask = 4;
    BitSet used = new BitSet();
    used.set(0, 200);
    MaskedWindows hiding = new MaskedWindows(new VocabularySubset(used, 200), 0, mask);
    // Words of two tokens.
    int[] ids = IntStream.range(0, 102).map(i -> 50 + i).toArray();
    int[] first = IntStream.range(0, 50).map(i -> 1 + 2 * i).toArray();
    EncodedWindow window = new EncodedWindow(ids, new int[ids.length], first);
    SplittableRandom random = new SplittableRandom(3);
    int hidden = 0;
    int masked = 0;
    int same = 0;
    for (int i = 0; i < 400; i++) {
      Batch batch = hiding.hide(List.of(window), random);
      for (int at = 0; at < batch.firstTokens().length; at += 2) {
        int place = (int) batch.firstTokens()[at];
        assertThat(batch.firstTokens()[at + 1]).isEqualTo(place + 1);
        assertThat(batch.targets()[at]).isEqualTo(ids[place]);
        boolean both = batch.inputIds()[place] == mask && batch.inputIds()[place + 1] == mask;
        hidden++;
        masked += both ? 1 : 0;
        same += batch.inputIds()[place] == ids[place] ? 1 : 0;
      }
    }
    assertThat(hidden / (400.0 * 50)).isBetween(0.14, 0.17);
    assertThat((double) masked / hidden).isBetween(0.76, 0.84);
    assertThat((double) same / hidden).isBetween(0.07, 0.14);
  }
}
