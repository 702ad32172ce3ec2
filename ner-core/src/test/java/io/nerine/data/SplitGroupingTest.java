package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.exception.DataFormatException;
import io.nerine.format.JsonLines;
import io.nerine.schema.EntitySchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitGroupingTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("ward", "Drug", "Dose", "Finding");

  private static final SplitOptions BY_PATIENT = SplitOptions.builder().groupBy("patient").build();

  private static final String[] REMARKS = {
    "Slept badly and asked for the window to be opened.",
    "The wound looks clean, the dressing was renewed before noon.",
    "Complains of a dull pain behind the left knee.",
    "Blood pressure came down overnight without any change of drugs.",
    "Walked to the end of the corridor and back on two sticks.",
    "Refused breakfast, drank half a litre of tea in the afternoon.",
  };

  /** Some notes for each of a number of patients, with more or less of each type. */
  private static List<AnnotatedDocument> notes(long seed, int patients) {
    Random random = new Random(seed);
    List<AnnotatedDocument> notes = new ArrayList<>();
    for (int patient = 0; patient < patients; patient++) {
      int count = 1 + random.nextInt(6);
      for (int i = 0; i < count; i++) {
        String text = random.nextLong() + " " + REMARKS[random.nextInt(REMARKS.length)];
        AnnotatedDocument.Builder note =
            AnnotatedDocument.builder("n" + notes.size(), text).metadata("patient", patient);
        for (int mention = random.nextInt(9); mention > 0; mention--) {
          int start = 2 * mention;
          note.span(start, start + 2, random.nextInt(4) > 0 ? "Drug" : "Dose");
        }
        if (patient % 11 == 0) {
          note.span(0, 1, "Finding");
        }
        notes.add(note.build());
      }
    }
    return notes;
  }

  private static AnnotatedDocument note(String id, String text) {
    return AnnotatedDocument.of(id, text);
  }

  private static AnnotatedDocument note(String id, String text, DatasetPart part) {
    return note(id, text).toBuilder().part(part).build();
  }

  private static AnnotatedDocument of(String patient, AnnotatedDocument note) {
    return note.toBuilder().metadata("patient", patient).build();
  }

  private static Dataset dataset(AnnotatedDocument... documents) {
    return Dataset.of(SCHEMA, List.of(documents));
  }

  private static Set<Object> patients(Dataset data) {
    Set<Object> patients = new HashSet<>();
    data.documents().forEach(document -> patients.add(document.metadata().get("patient")));
    return patients;
  }

  private static Map<String, DatasetPart> partOfId(DatasetSplit split) {
    Map<String, DatasetPart> parts = new HashMap<>();
    for (DatasetPart part : DatasetPart.values()) {
      split.part(part).documents().forEach(document -> parts.put(document.id(), part));
    }
    return parts;
  }

  @Property(tries = 200)
  void documentsOfOneValueStayTogether(@ForAll("noteSets") List<AnnotatedDocument> notes) {
    DatasetSplit split = Dataset.of(SCHEMA, notes).split(BY_PATIENT);

    Set<Object> train = patients(split.train());
    Set<Object> dev = patients(split.dev());
    Set<Object> test = patients(split.test());
    assertThat(Collections.disjoint(train, dev)).isTrue();
    assertThat(Collections.disjoint(train, test)).isTrue();
    assertThat(Collections.disjoint(dev, test)).isTrue();
    assertThat(partOfId(split)).hasSize(notes.size());
    if (patients(Dataset.of(SCHEMA, notes)).size() >= 3) {
      assertThat(split.dev().size()).isPositive();
      assertThat(split.test().size()).isPositive();
    }
  }

  @Property(tries = 100)
  void foldsKeepDocumentsOfOneValueTogether(@ForAll("noteSets") List<AnnotatedDocument> notes) {
    Dataset data = Dataset.of(SCHEMA, notes);
    int patients = patients(data).size();
    if (patients < 4) {
      assertThatThrownBy(() -> data.folds(4, BY_PATIENT))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "k must be 2 to %d, the number of different groups of documents, found 4"
                  .formatted(patients));
      return;
    }

    List<DatasetSplit> folds = data.folds(4, BY_PATIENT);

    List<String> tested = new ArrayList<>();
    for (DatasetSplit fold : folds) {
      assertThat(patients(fold.train())).doesNotContainAnyElementsOf(patients(fold.test()));
      assertThat(partOfId(fold)).hasSize(notes.size());
      fold.test().documents().forEach(document -> tested.add(document.id()));
    }
    assertThat(tested).hasSize(notes.size()).doesNotHaveDuplicates();
  }

  @Provide
  Arbitrary<List<AnnotatedDocument>> noteSets() {
    return Arbitraries.longs()
        .flatMap(
            seed -> Arbitraries.integers().between(1, 30).map(patients -> notes(seed, patients)));
  }

  @Test
  void documentsWithoutTheValueGoAnywhere() {
    List<AnnotatedDocument> notes = new ArrayList<>(notes(3, 10));
    for (int i = 0; i < 100; i++) {
      notes.add(note("free" + i, i * 7919 + " was measured at " + i * 31 + " minutes past noon"));
    }

    DatasetSplit split = Dataset.of(SCHEMA, notes).split(BY_PATIENT);

    assertThat(split.train().documents()).anyMatch(note -> note.id().startsWith("free"));
    assertThat(split.dev().documents()).anyMatch(note -> note.id().startsWith("free"));
    assertThat(split.test().documents()).anyMatch(note -> note.id().startsWith("free"));
  }

  @Test
  void valuesAreComparedAsText() {
    List<AnnotatedDocument> notes = new ArrayList<>(notes(4, 12));
    for (int i = 0; i < 20; i++) {
      notes.add(
          note("x" + i, i * 7919 + REMARKS[i % 6]).toBuilder()
              .metadata("patient", i % 2 == 0 ? "77" : (Object) 77L)
              .build());
    }

    Map<String, DatasetPart> parts = partOfId(Dataset.of(SCHEMA, notes).split(BY_PATIENT));

    assertThat(parts.entrySet().stream().filter(part -> part.getKey().startsWith("x")))
        .extracting(Map.Entry::getValue)
        .containsOnly(parts.get("x0"));
  }

  @Test
  void aKeyThatNoDocumentHasIsRefused() {
    Dataset data = Dataset.of(SCHEMA, notes(5, 8));
    SplitOptions byDoctor = SplitOptions.builder().groupBy("doctor").build();

    assertThatThrownBy(() -> data.split(byDoctor))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage("No document has the metadata 'doctor' to group by; there is patient");
    assertThatThrownBy(() -> dataset(note("a", "Slept well.")).folds(2, byDoctor))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessageContaining("'doctor'")
        .hasMessageContaining("no metadata at all");
  }

  @Test
  void nearDuplicatesStayTogetherUnlessToldOtherwise() {
    List<AnnotatedDocument> notes = new ArrayList<>();
    for (AnnotatedDocument note : notes(6, 60)) {
      notes.add(note);
      notes.add(note("twin of " + note.id(), note.text().toUpperCase(Locale.ROOT) + "!"));
    }
    Collections.shuffle(notes, new Random(1));
    Dataset data = Dataset.of(SCHEMA, notes);

    Map<String, DatasetPart> together = partOfId(data.split(SplitOptions.defaults()));
    Map<String, DatasetPart> apart =
        partOfId(data.split(SplitOptions.builder().nearDuplicatesTogether(false).build()));

    List<String> originals = notes(6, 60).stream().map(AnnotatedDocument::id).toList();
    assertThat(originals).allMatch(id -> together.get(id) == together.get("twin of " + id));
    assertThat(originals).anyMatch(id -> apart.get(id) != apart.get("twin of " + id));
    assertThat(together.values()).contains(DatasetPart.values());
  }

  @Test
  void similarityOfNearDuplicatesCanBeSet() {
    Dataset data =
        dataset(
            note("a", "The drain was removed by the surgeon at noon on Friday."),
            note("b", "The drain was removed by the surgeon at noon on Monday."));
    SplitOptions loose =
        SplitOptions.builder().test(0).dev(0.4).nearDuplicateSimilarity(0.6).build();
    SplitOptions strict =
        SplitOptions.builder().test(0).dev(0.4).nearDuplicateSimilarity(0.95).build();

    assertThat(data.split(loose).dev().size()).isZero();
    assertThat(data.split(strict).dev().size()).isEqualTo(1);
    assertThatThrownBy(() -> SplitOptions.builder().nearDuplicateSimilarity(0.2))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("similarity must be 0.5 to 1, found 0.2");
  }

  @Test
  void aPartIsRecordedInEachDocumentAndDecidesTheNextSplit(@TempDir Path folder) {
    Dataset data = Dataset.of(SCHEMA, notes(7, 40));

    DatasetSplit split = data.split(BY_PATIENT);

    for (DatasetPart part : DatasetPart.values()) {
      assertThat(split.part(part).documents())
          .isNotEmpty()
          .allMatch(document -> document.part().equals(Optional.of(part)));
    }
    List<AnnotatedDocument> all = new ArrayList<>();
    for (DatasetPart part : DatasetPart.values()) {
      Path file = folder.resolve(part + ".jsonl");
      JsonLines.write(file, split.part(part).documents());
      all.addAll(JsonLines.read(file));
    }
    Dataset again = Dataset.of(SCHEMA, all);
    assertThat(partOfId(again.split(SplitOptions.builder().seed(99).groupBy("patient").build())))
        .isEqualTo(partOfId(split));
    assertThat(data.folds(3, BY_PATIENT))
        .allSatisfy(
            fold -> {
              assertThat(fold.train().documents())
                  .allMatch(document -> document.part().orElseThrow() == DatasetPart.TRAIN);
              assertThat(fold.test().documents())
                  .allMatch(document -> document.part().orElseThrow() == DatasetPart.TEST);
            });
  }

  @Test
  void nearDuplicatesThatNameDifferentPartsAreReported() {
    Dataset data =
        dataset(
            note("a", "The drain was removed at noon.", DatasetPart.TRAIN),
            note("b", "A new drip was set up.", DatasetPart.TRAIN),
            note("c", "the drain was removed at noon", DatasetPart.TEST),
            note("d", "The drain was removed at noon!", DatasetPart.TEST),
            note("e", "No visitors came today.", DatasetPart.DEV));

    DatasetSplit split = data.split(SplitOptions.defaults());

    assertThat(split.conflicts())
        .containsExactly(
            new PartConflict(
                Map.of(DatasetPart.TEST, List.of("c", "d"), DatasetPart.TRAIN, List.of("a"))));
    assertThat(split.conflicts().get(0)).hasToString("train in 'a', test in 'c', 'd'");
    assertThat(partOfId(split))
        .containsEntry("a", DatasetPart.TRAIN)
        .containsEntry("c", DatasetPart.TEST);
    assertThat(data.split(SplitOptions.builder().honourParts(false).build()).conflicts()).isEmpty();
  }

  @Test
  void documentsOfOneValueThatNameDifferentPartsAreRefused() {
    Dataset data =
        dataset(
            of("p-17", note("a", "The drain was removed at noon.", DatasetPart.TRAIN)),
            of("p-17", note("b", "A new drip was set up.", DatasetPart.TEST)),
            of("p-18", note("c", "No visitors came today.", DatasetPart.DEV)));

    assertThatThrownBy(() -> data.split(BY_PATIENT))
        .isExactlyInstanceOf(DataFormatException.class)
        .hasMessage(
            """
            The documents of 1 value of 'patient' name different parts, so they cannot both keep \
            these and stay together:
              'p-17': train in 'a', test in 'b'
            correct the parts, do not group, or set honourParts(false) to split anew""");
    assertThat(
            partOfId(
                data.split(SplitOptions.builder().groupBy("patient").honourParts(false).build())))
        .satisfies(parts -> assertThat(parts.get("a")).isEqualTo(parts.get("b")));
  }

  @Test
  void aDocumentThatNamesNoPartFollowsItsValueThenItsTwinThenItsNearDuplicate() {
    String drain = "The drain was removed at noon by the night nurse.";
    Dataset data =
        dataset(
            of("p-1", note("train", drain.replace("noon", "Noon"), DatasetPart.TRAIN)),
            of("p-2", note("test", drain, DatasetPart.TEST)),
            of("p-2", note("of the same patient", drain + "!")),
            note("twin", drain),
            note("near", drain + " "),
            of("p-3", note("dev", "No visitors came today.", DatasetPart.DEV)));

    DatasetSplit split =
        data.split(SplitOptions.builder().groupBy("patient").honourParts(true).build());

    assertThat(partOfId(split))
        .containsEntry("of the same patient", DatasetPart.TEST)
        .containsEntry("twin", DatasetPart.TEST)
        .containsEntry("near", DatasetPart.TRAIN);
    assertThat(split.conflicts()).hasSize(1);
  }

  @Test
  void allThatMustStayTogetherIsTrainedOn() {
    List<AnnotatedDocument> notes =
        notes(8, 20).stream()
            .map(note -> note.toBuilder().metadata("patient", "one").build())
            .toList();

    DatasetSplit split = Dataset.of(SCHEMA, notes).split(BY_PATIENT);

    assertThat(split.train().size()).isEqualTo(notes.size());
    assertThat(split.distance(DatasetPart.TRAIN)).isZero();
    assertThat(split.distance(DatasetPart.DEV)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(DatasetPart.class)
  void partsStandForTheWholeMuchBetterThanByLot(DatasetPart part) {
    Dataset data = Dataset.of(SCHEMA, notes(9, 150));
    double stratified = 0;
    double grouped = 0;
    double byLot = 0;
    for (int seed = 0; seed < 6; seed++) {
      stratified += data.split(SplitOptions.builder().seed(seed).build()).distance(part);
      grouped +=
          data.split(SplitOptions.builder().seed(seed).groupBy("patient").build()).distance(part);
      byLot += byLot(data, seed).distance(part);
    }

    assertThat(stratified).isLessThan(byLot / 5);
    assertThat(grouped).isLessThan(byLot / 2);
  }

  private static DatasetSplit byLot(Dataset data, long seed) {
    List<AnnotatedDocument> documents = new ArrayList<>(data.documents());
    Collections.shuffle(documents, new Random(seed));
    int tenth = documents.size() / 10;
    return new DatasetSplit(
        Dataset.of(SCHEMA, documents.subList(2 * tenth, documents.size())),
        Dataset.of(SCHEMA, documents.subList(0, tenth)),
        Dataset.of(SCHEMA, documents.subList(tenth, 2 * tenth)));
  }

  @Test
  void groupsOfVeryDifferentSizeStillGiveThePartsTheirShare() {
    List<AnnotatedDocument> notes = new ArrayList<>();
    int[] sizes = {40, 25, 20, 10, 10, 8, 7, 6, 5, 4, 3, 3, 2, 2, 2, 1, 1, 1};
    for (AnnotatedDocument note : notes(10, 80).subList(0, 150)) {
      int patient = 0;
      for (int rest = notes.size(); rest >= sizes[patient]; patient++) {
        rest -= sizes[patient];
      }
      notes.add(note.toBuilder().metadata("patient", patient).build());
    }

    DatasetSplit split = Dataset.of(SCHEMA, notes).split(BY_PATIENT);

    assertThat(split.train().size()).isBetween(112, 128);
    assertThat(split.dev().size()).isBetween(11, 19);
    assertThat(split.test().size()).isBetween(11, 19);
  }
}
