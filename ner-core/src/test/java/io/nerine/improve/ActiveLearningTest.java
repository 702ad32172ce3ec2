package io.nerine.improve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.data.NearDuplicates;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.extract.Extractor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ActiveLearningTest {

  private static final String[] WORDS = {
    "pump", "valve", "leaks", "since", "monday", "we", "replaced", "the", "gasket", "pressure",
    "drops", "below", "limit", "when", "engine", "starts", "invoice", "paid", "late", "delivery",
    "came", "without", "papers", "driver", "waits", "gate", "noise", "from", "second", "bearing",
    "oil", "changed", "customer", "asks", "for", "credit", "screen", "stays", "dark", "after"
  };

  /** Documents of which some repeat or nearly repeat others. */
  private static List<AnnotatedDocument> documents(Random random, String prefix, int count) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String text = text(random);
      if (!documents.isEmpty() && random.nextInt(4) == 0) {
        text = documents.get(random.nextInt(documents.size())).text();
        text = random.nextBoolean() ? text : text.replaceFirst(" ", "  ") + "!";
      }
      documents.add(AnnotatedDocument.of(prefix + i, text));
    }
    return documents;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int words = 3 + random.nextInt(40);
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      if (random.nextInt(8) == 0) {
        text.append("ABC".charAt(random.nextInt(3)))
            .append(WORDS[random.nextInt(WORDS.length)])
            .append(10 + random.nextInt(90))
            .append(' ');
      }
    }
    return text.toString().strip();
  }

  private static List<AnnotatedDocument> tagged(Random random, int count) {
    return documents(random, "t", count).stream()
        .map(
            document ->
                Candidate.of(document, new GuessingExtractor(true).extract(document.text()), 1))
        .map(Candidate::document)
        .toList();
  }

  private static TaggingSelection choose(
      int count, List<AnnotatedDocument> tagged, Stream<AnnotatedDocument> documents) {
    return ActiveLearning.builder()
        .count(count)
        .tagged(tagged)
        .build()
        .choose(new GuessingExtractor(false), documents);
  }

  private static Map<TaggingReason, Integer> reasons(TaggingSelection selection) {
    Map<TaggingReason, Integer> counts = new EnumMap<>(TaggingReason.class);
    selection.suggestions().forEach(s -> counts.merge(s.reason(), 1, Integer::sum));
    return counts;
  }

  @Property(tries = 200)
  void chosenDocumentsAreDistinctUnlikeEachOtherAndFromTheInput(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 120) int size,
      @ForAll @IntRange(min = 0, max = 20) int taggedSize,
      @ForAll @IntRange(min = 1, max = 40) int count) {
    Random random = new Random(seed);
    List<AnnotatedDocument> documents = documents(random, "d", size);
    List<AnnotatedDocument> tagged = tagged(random, taggedSize);
    TaggingSelection selection = choose(count, tagged, documents.stream());
    assertThat(selection.documents()).isEqualTo(size);
    assertThat(selection.suggestions()).hasSizeLessThanOrEqualTo(count);
    Set<String> ids = new HashSet<>();
    List<String> texts = new ArrayList<>();
    Extractor extractor = new GuessingExtractor(false);
    for (TaggingSuggestion suggestion : selection.suggestions()) {
      AnnotatedDocument document = suggestion.document();
      assertThat(ids.add(document.id())).isTrue();
      texts.add(document.text());
      assertThat(documents).contains(AnnotatedDocument.of(document.id(), document.text()));
      assertThat(document.spans())
          .containsExactlyElementsOf(
              extractor.extract(document.text()).entities().stream()
                  .map(
                      entity ->
                          new EntitySpan(
                              entity.start(),
                              entity.end(),
                              entity.type(),
                              Map.of(EntitySpan.CONFIDENCE, "" + entity.confidence())))
                  .toList());
      assertThat(suggestion.explanation()).isNotBlank();
    }
    int chosen = texts.size();
    tagged.forEach(document -> texts.add(document.text()));
    assertThat(NearDuplicates.of(texts).groups())
        .allSatisfy(group -> assertThat(group).allMatch(member -> member >= chosen));
    // Nothing that could be chosen is left while there are fewer than wanted.
    List<String> all = new ArrayList<>(texts.subList(chosen, texts.size()));
    documents.forEach(document -> all.add(document.text()));
    Set<Integer> kinds = new HashSet<>();
    IntStream.range(taggedSize, all.size()).forEach(kinds::add);
    for (List<Integer> group : NearDuplicates.of(all).groups()) {
      boolean known = group.get(0) < taggedSize;
      kinds.removeAll(known ? group : group.subList(1, group.size()));
    }
    assertThat(chosen).isEqualTo(Math.min(count, kinds.size()));
  }

  @Property(tries = 200)
  void orderOfTheInputDoesNotMatter(@ForAll long seed, @ForAll @IntRange(max = 300) int size) {
    Random random = new Random(seed);
    List<AnnotatedDocument> documents = documents(random, "d", size);
    List<AnnotatedDocument> tagged = tagged(random, 5);
    TaggingSelection first = choose(12, tagged, documents.stream());
    assertThat(choose(12, tagged, documents.stream())).isEqualTo(first);
    Collections.shuffle(documents, random);
    assertThat(choose(12, tagged, documents.stream())).isEqualTo(first);
  }

  @Property(tries = 300)
  void poolHoldsTheBestWhateverTheOrder(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int most) {
    Random random = new Random(seed);
    List<Candidate> candidates = new ArrayList<>();
    for (AnnotatedDocument document : documents(random, "d", 60)) {
      candidates.add(
          Candidate.of(document, new GuessingExtractor(false).extract(document.text()), seed));
    }
    CandidatePool one = new CandidatePool(most, Candidate::uncertainty);
    candidates.forEach(one::offer);
    Collections.shuffle(candidates, random);
    CandidatePool other = new CandidatePool(most, Candidate::uncertainty);
    candidates.forEach(other::offer);
    assertThat(other.candidates()).isEqualTo(one.candidates());
    List<Double> best =
        candidates.stream()
            .filter(candidate -> candidate.uncertainty() > 0)
            .map(Candidate::text)
            .distinct()
            .map(
                text ->
                    Candidate.of(
                            AnnotatedDocument.of("", text),
                            new GuessingExtractor(false).extract(text),
                            seed)
                        .uncertainty())
            .sorted(Collections.reverseOrder())
            .limit(most)
            .toList();
    assertThat(one.candidates()).extracting(Candidate::uncertainty).isEqualTo(best);
  }

  @Test
  void reasonsHaveTheirSharesAndTakeTurns() {
    Random random = new Random(4);
    List<AnnotatedDocument> documents = documents(random, "d", 3_000);
    List<AnnotatedDocument> tagged = tagged(random, 10);
    TaggingSelection selection = choose(30, tagged, documents.stream());
    assertThat(reasons(selection))
        .isEqualTo(
            Map.of(
                TaggingReason.UNCERTAINTY, 15,
                TaggingReason.RARE_TYPE, 5,
                TaggingReason.DIVERSITY, 5,
                TaggingReason.RANDOM, 5));
    assertThat(selection.suggestions().stream().limit(6).map(TaggingSuggestion::reason))
        .contains(TaggingReason.values());
    for (TaggingReason reason : List.of(TaggingReason.UNCERTAINTY, TaggingReason.RARE_TYPE)) {
      assertThat(selection.suggestions().stream().filter(s -> s.reason() == reason))
          .extracting(TaggingSuggestion::score)
          .isSortedAccordingTo(Collections.reverseOrder());
    }
  }

  @Test
  void withoutTaggedDocumentsNoTypeIsRare() {
    TaggingSelection selection = choose(30, List.of(), documents(new Random(5), "d", 500).stream());
    assertThat(reasons(selection))
        .containsEntry(TaggingReason.DIVERSITY, 10)
        .doesNotContainKey(TaggingReason.RARE_TYPE);
  }

  @Test
  void sureExtractorLeavesItsShareToDiversity() {
    TaggingSelection selection =
        ActiveLearning.builder()
            .count(20)
            .build()
            .choose(new GuessingExtractor(true), documents(new Random(6), "d", 500).stream());
    assertThat(reasons(selection))
        .isEqualTo(Map.of(TaggingReason.DIVERSITY, 17, TaggingReason.RANDOM, 3));
  }

  @Test
  void rareTypeIsSoughtWhereTheModelSuspectsIt() {
    List<AnnotatedDocument> tagged = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = "Aone99 Btwo99 number " + "xyz".repeat(i);
      tagged.add(
          AnnotatedDocument.builder("t" + i, text).span(0, 6, "Part").span(7, 13, "Place").build());
    }
    List<AnnotatedDocument> documents = new ArrayList<>(documents(new Random(7), "d", 200));
    documents.replaceAll(
        document ->
            AnnotatedDocument.of(document.id(), document.text().replaceAll("C(?=[a-z])", "A")));
    documents.add(AnnotatedDocument.of("rare", "yesterday Cmiller80 signed the lease"));
    TaggingSelection selection = choose(12, tagged, documents.stream());
    assertThat(selection.suggestions())
        .filteredOn(suggestion -> suggestion.reason() == TaggingReason.RARE_TYPE)
        .singleElement()
        .satisfies(
            suggestion -> {
              assertThat(suggestion.document().id()).isEqualTo("rare");
              assertThat(suggestion.score()).isEqualTo(0.8);
              assertThat(suggestion.explanation())
                  .contains("'Cmiller80' (Person, confidence 0.80)", "no tag yet");
            });
  }

  @Test
  void longDocumentDoesNotWinByItsLength() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    StringBuilder sure = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      sure.append(WORDS[i % WORDS.length]).append(" Apart95 ");
    }
    documents.add(AnnotatedDocument.of("long", sure.toString()));
    documents.add(AnnotatedDocument.of("unsure", "send Abolt40 to Bbasel45"));
    documents.add(AnnotatedDocument.of("quiet", "nothing to report here today"));
    TaggingSelection selection = choose(1, List.of(), documents.stream());
    assertThat(selection.suggestions())
        .singleElement()
        .satisfies(
            suggestion -> {
              assertThat(suggestion.document().id()).isEqualTo("unsure");
              assertThat(suggestion.score()).isEqualTo((0.6 + 0.55) / 3);
              assertThat(suggestion.explanation())
                  .isEqualTo(
                      "The model is least sure of 'Abolt40' (Part, confidence 0.40); of its 2"
                          + " entities it is 0.43 sure on average");
            });
  }

  @Test
  void seedDecidesWhatIsDrawn() {
    List<AnnotatedDocument> documents = documents(new Random(8), "d", 500);
    Set<List<String>> drawn = new HashSet<>();
    for (long seed = 0; seed < 5; seed++) {
      drawn.add(
          ActiveLearning.builder()
              .seed(seed)
              .build()
              .choose(new GuessingExtractor(false), documents.stream())
              .suggestions()
              .stream()
              .filter(suggestion -> suggestion.reason() == TaggingReason.RANDOM)
              .map(suggestion -> suggestion.document().id())
              .toList());
    }
    assertThat(drawn).hasSize(5);
  }

  @Test
  void whatIsTaggedTooLongOrFailsIsCountedAndNotChosen() {
    List<AnnotatedDocument> documents =
        List.of(
            AnnotatedDocument.of("known", "pump leaks"),
            AnnotatedDocument.of("huge", "x".repeat(ActiveLearning.MAX_CHARACTERS + 1)),
            AnnotatedDocument.of("bad", "poison in the well"),
            AnnotatedDocument.of("empty", ""),
            AnnotatedDocument.of("odd", "\uD83D\uDE00 \uD800 Aodd50"));
    TaggingSelection selection =
        choose(9, List.of(AnnotatedDocument.of("t", "pump leaks")), documents.stream());
    assertThat(selection.suggestions())
        .extracting(suggestion -> suggestion.document().id())
        .containsExactlyInAnyOrder("empty", "odd");
    assertThat(selection)
        .extracting(
            TaggingSelection::documents,
            TaggingSelection::alreadyTagged,
            TaggingSelection::tooLong,
            TaggingSelection::failed)
        .containsExactly(5L, 1L, 1L, 1L);
    assertThat(selection.firstFailure()).contains("Document 'bad': poisoned");
  }

  @Test
  void noDocumentsGiveNoSuggestions() {
    TaggingSelection selection = choose(5, List.of(), Stream.empty());
    assertThat(selection.suggestions()).isEmpty();
    assertThat(selection.documents()).isZero();
  }

  @Test
  void misuseIsNamed() {
    assertThatThrownBy(() -> ActiveLearning.builder().count(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count must be 1 to 1000, found 0");
    assertThatThrownBy(() -> choose(1, List.of(), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("documents");
  }
}
