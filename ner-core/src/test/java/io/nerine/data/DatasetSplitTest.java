package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetSplitTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("s", "Common", "Rare", "Other");

  private static AnnotatedDocument document(int i, String... types) {
    AnnotatedDocument.Builder document = AnnotatedDocument.builder("d" + i, "text " + i);
    for (String type : types) {
      document.span(0, 4, type);
    }
    return document.build();
  }

  private static Dataset data(int size) {
    return Dataset.of(
        SCHEMA,
        IntStream.range(0, size)
            .mapToObj(i -> i % 20 == 0 ? document(i, "Rare", "Common") : document(i, "Common"))
            .toList());
  }

  private static List<AnnotatedDocument> all(DatasetSplit split) {
    List<AnnotatedDocument> all = new ArrayList<>(split.train().documents());
    all.addAll(split.dev().documents());
    all.addAll(split.test().documents());
    return all;
  }

  /** Without the part that the split gave them. */
  private static List<AnnotatedDocument> unmarked(List<AnnotatedDocument> documents) {
    return documents.stream()
        .map(
            document ->
                AnnotatedDocument.builder(document.id(), document.text())
                    .spans(document.spans())
                    .build())
        .toList();
  }

  @Test
  void givesEachPartItsShareOfDocumentsAndTypes() {
    DatasetSplit split = data(400).split(SplitOptions.defaults());

    assertThat(split.train().size()).isBetween(318, 322);
    assertThat(split.dev().size()).isBetween(39, 41);
    assertThat(split.test().size()).isBetween(39, 41);
    assertThat(split.train().mentions()).containsEntry("Rare", 16);
    assertThat(split.dev().mentions()).containsEntry("Rare", 2);
    assertThat(split.test().mentions()).containsEntry("Rare", 2);
  }

  @Test
  void bringsRareTypesToDevAndTestWhateverTheSeed() {
    Dataset data = data(200);
    for (int seed = 0; seed < 50; seed++) {
      DatasetSplit split = data.split(SplitOptions.builder().seed(seed).build());
      assertThat(split.dev().mentions()).as("seed %d", seed).containsEntry("Rare", 1);
      assertThat(split.test().mentions()).as("seed %d", seed).containsEntry("Rare", 1);
    }
  }

  @Test
  void isTheSameForTheSameSeedOnly() {
    Dataset data = data(100);

    assertThat(data.split(SplitOptions.builder().seed(1).build()))
        .isEqualTo(data.split(SplitOptions.builder().seed(1).build()))
        .isNotEqualTo(data.split(SplitOptions.builder().seed(2).build()));
  }

  /** A split that changes with a version of the library or of Java would mix train and test. */
  @Test
  void isTheSameOnEveryMachineAndInEveryVersion() {
    assertThat(data(30).split(SplitOptions.defaults()).test().documents())
        .extracting(AnnotatedDocument::id)
        .containsExactly("d9", "d21", "d26");
  }

  @Test
  void keepsTheOrderOfDocuments() {
    DatasetSplit split = data(100).split(SplitOptions.defaults());

    for (Dataset part : List.of(split.train(), split.dev(), split.test())) {
      assertThat(part.documents())
          .isSortedAccordingTo(
              (one, other) ->
                  Integer.compare(
                      Integer.parseInt(one.id().substring(1)),
                      Integer.parseInt(other.id().substring(1))));
      assertThat(part.schema()).isEqualTo(SCHEMA);
    }
  }

  @Test
  void keepsTheSameTextOnOneSide() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      documents.add(
          AnnotatedDocument.builder("d" + i, "text " + i % 40).span(0, 4, "Common").build());
    }

    DatasetSplit split = Dataset.of(SCHEMA, documents).split(SplitOptions.defaults());

    Set<String> train = texts(split.train());
    Set<String> dev = texts(split.dev());
    Set<String> test = texts(split.test());
    assertThat(train).doesNotContainAnyElementsOf(dev).doesNotContainAnyElementsOf(test);
    assertThat(dev).isNotEmpty().doesNotContainAnyElementsOf(test);
    assertThat(test).isNotEmpty();
    assertThat(unmarked(all(split))).containsExactlyInAnyOrderElementsOf(documents);
  }

  private static Set<String> texts(Dataset data) {
    return new HashSet<>(data.documents().stream().map(AnnotatedDocument::text).toList());
  }

  @Test
  void followsThePartsOfDocumentsThatAllNameOne() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (DatasetPart part : DatasetPart.values()) {
        documents.add(document(documents.size(), "Common").toBuilder().part(part).build());
      }
    }
    Dataset data = Dataset.of(SCHEMA, documents);

    DatasetSplit split = data.split(SplitOptions.defaults());

    assertThat(split.train().documents()).allMatch(d -> d.part().get() == DatasetPart.TRAIN);
    assertThat(split.dev().documents()).hasSize(10);
    assertThat(split.dev().documents()).allMatch(d -> d.part().get() == DatasetPart.DEV);
    assertThat(split.test().documents()).allMatch(d -> d.part().get() == DatasetPart.TEST);
    assertThat(data.split(SplitOptions.builder().honourParts(false).build()).dev().size())
        .isEqualTo(3);
  }

  @Test
  void splitsDocumentsThatAreAllForTraining() {
    List<AnnotatedDocument> documents =
        IntStream.range(0, 30)
            .mapToObj(i -> document(i, "Common").toBuilder().part(DatasetPart.TRAIN).build())
            .toList();
    Dataset data = Dataset.of(SCHEMA, documents);

    assertThat(data.split(SplitOptions.defaults()).dev().size()).isEqualTo(3);
    assertThat(data.split(SplitOptions.builder().honourParts(true).build()).dev().size()).isZero();
  }

  @Test
  void dealsOutOnlyDocumentsThatNameNoPartIfAsked() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      AnnotatedDocument document = document(i, "Common");
      documents.add(i < 10 ? document.toBuilder().part(DatasetPart.TEST).build() : document);
    }
    // The twin of a test document must not be trained on.
    documents.add(AnnotatedDocument.builder("twin", "text 3").span(0, 4, "Common").build());

    DatasetSplit split =
        Dataset.of(SCHEMA, documents).split(SplitOptions.builder().honourParts(true).build());

    assertThat(split.test().documents())
        .containsAll(documents.subList(0, 10))
        .contains(documents.get(100).toBuilder().part(DatasetPart.TEST).build())
        .hasSize(11);
    assertThat(split.dev().size()).isEqualTo(10);
  }

  @Test
  void refusesToLeaveNothingToTrainOn() {
    List<AnnotatedDocument> documents =
        List.of(
            document(1).toBuilder().part(DatasetPart.DEV).build(),
            document(2).toBuilder().part(DatasetPart.TEST).build());

    assertThatThrownBy(() -> Dataset.of(SCHEMA, documents).split(SplitOptions.defaults()))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("All 2 documents say that they are for dev or test")
        .hasMessageContaining("honourParts(false)");
    assertThatThrownBy(() -> Dataset.of(SCHEMA, List.of()).split(SplitOptions.defaults()))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("without documents cannot be split");
  }

  @Test
  void givesNothingToAPartWithoutAShare() {
    DatasetSplit split = data(50).split(SplitOptions.builder().dev(0).test(0.5).build());

    assertThat(split.dev().size()).isZero();
    assertThat(split.test().size()).isEqualTo(25);
  }

  @Test
  void refusesSharesThatCannotBe() {
    assertThatThrownBy(() -> SplitOptions.builder().dev(-0.1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("dev must be 0 to less than 1, found -0.1");
    assertThatThrownBy(() -> SplitOptions.builder().test(Double.NaN))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SplitOptions.builder().dev(0.5).test(0.5).build())
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("dev and test must leave a share to train on, found 0.5 and 0.5");
  }

  @Test
  void leavesNoPartEmptyThoughMostDocumentsAreTwins() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      documents.add(AnnotatedDocument.of("d" + i, "text " + Math.max(0, i - 17)));
    }
    Dataset data = Dataset.of(SCHEMA, documents);
    for (int seed = 0; seed < 20; seed++) {
      DatasetSplit split = data.split(SplitOptions.builder().seed(seed).build());
      assertThat(split.train().size()).isPositive();
      assertThat(split.dev().size()).isPositive();
      assertThat(split.test().size()).isPositive();
    }
  }

  @Property(tries = 1_000)
  void dealsEveryDocumentOutOnce(
      @ForAll("dataSets") Dataset data, @ForAll long seed, @ForAll("options") double[] shares) {
    SplitOptions options = SplitOptions.builder().dev(shares[0]).test(shares[1]).seed(seed).build();

    DatasetSplit split = data.split(options);

    assertThat(unmarked(all(split))).containsExactlyInAnyOrderElementsOf(data.documents());
    assertThat(split.train().size()).isPositive();
    int texts = texts(data).size();
    if (texts >= 3) {
      assertThat(split.dev().size() > 0).isEqualTo(shares[0] > 0);
      assertThat(split.test().size() > 0).isEqualTo(shares[1] > 0);
    }
    assertThat(data.split(options)).isEqualTo(split);
  }

  @Property(tries = 200)
  void foldsTestEveryDocumentOnce(
      @ForAll("dataSets") Dataset data, @ForAll @IntRange(min = 2, max = 6) int k) {
    int texts = texts(data).size();
    if (k > texts) {
      assertThatThrownBy(() -> data.folds(k, 1))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "k must be 2 to %d, the number of different texts, found %d".formatted(texts, k));
      return;
    }

    List<DatasetSplit> folds = data.folds(k, 1);

    assertThat(folds).hasSize(k);
    List<AnnotatedDocument> tested = new ArrayList<>();
    for (DatasetSplit fold : folds) {
      assertThat(fold.test().size()).isPositive();
      assertThat(fold.dev().size()).isZero();
      assertThat(unmarked(all(fold))).containsExactlyInAnyOrderElementsOf(data.documents());
      assertThat(texts(fold.train())).doesNotContainAnyElementsOf(texts(fold.test()));
      tested.addAll(fold.test().documents());
    }
    assertThat(unmarked(tested)).containsExactlyInAnyOrderElementsOf(data.documents());
  }

  @Test
  void foldsAreStratified() {
    assertThat(data(100).folds(5, 42))
        .allSatisfy(
            fold -> {
              assertThat(fold.test().size()).isEqualTo(20);
              assertThat(fold.test().mentions()).containsEntry("Rare", 1);
            });
  }

  @Test
  void refusesPartsOfDifferentSchemas() {
    Dataset other = Dataset.of(EntitySchema.of("t", "X"), List.of());

    assertThatThrownBy(() -> new DatasetSplit(data(1), data(1), other))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have one schema");
  }

  @Provide
  Arbitrary<double[]> options() {
    return Combinators.combine(
            Arbitraries.of(0.0, 0.01, 0.1, 0.3, 0.45), Arbitraries.of(0.0, 0.01, 0.1, 0.3, 0.5))
        .as((dev, test) -> new double[] {dev, test});
  }

  @Provide
  Arbitrary<Dataset> dataSets() {
    Arbitrary<Set<String>> types = Arbitraries.of("Common", "Rare", "Other").set();
    Arbitrary<Integer> text = Arbitraries.integers().between(0, 25);
    return Combinators.combine(types, text)
        .as(
            (names, number) -> {
              AnnotatedDocument.Builder document =
                  AnnotatedDocument.builder("unnamed", "text " + number);
              names.forEach(name -> document.span(0, 4, name));
              return document.build();
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(40)
        .map(
            documents -> {
              List<AnnotatedDocument> named = new ArrayList<>();
              for (AnnotatedDocument document : documents) {
                named.add(
                    AnnotatedDocument.builder("d" + named.size(), document.text())
                        .spans(document.spans())
                        .build());
              }
              return Dataset.of(SCHEMA, named);
            });
  }
}
