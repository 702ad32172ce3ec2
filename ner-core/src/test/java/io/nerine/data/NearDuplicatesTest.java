package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nerine.data.NearDuplicates.Pair;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {

  private static final String[] SYLLABLES = {
    "ka", "ru", "ten", "mo", "li", "dor", "sa", "vi", "quo", "ber", "nus", "ae", "fin", "tra", "gol"
  };

  /** Words of a made-up language, frequent and rare ones as in a real one. */
  private static String sentence(Random random, int words) {
    List<String> sentence = new ArrayList<>();
    for (int i = 0; i < words; i++) {
      sentence.add(word(random));
    }
    return String.join(" ", sentence) + ".";
  }

  private static String word(Random random) {
    int rank = (int) Math.exp(random.nextDouble() * Math.log(20_000));
    StringBuilder word = new StringBuilder();
    for (int rest = rank; rest > 0; rest /= SYLLABLES.length) {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
    }
    return word.toString();
  }

  /** The sentence with some of its words replaced. */
  private static String edited(Random random, String sentence, int replaced) {
    List<String> words = new ArrayList<>(List.of(sentence.split(" ")));
    List<Integer> places = new ArrayList<>(IntStream.range(0, words.size()).boxed().toList());
    Collections.shuffle(places, random);
    places.subList(0, replaced).forEach(place -> words.set(place, "zz" + word(random)));
    return String.join(" ", words);
  }

  private static List<String> sentences(long seed, int count, int fewest, int most) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToObj(i -> sentence(random, fewest + random.nextInt(most - fewest + 1)))
        .toList();
  }

  @Test
  void groupsTextsThatAreEqualButForCaseSpaceAndPunctuation() {
    NearDuplicates found =
        NearDuplicates.of(
            List.of(
                "The pump at Ålesund leaks.",
                "Nothing of the kind happened in Bergen.",
                "the  pump at\tÅLESUND leaks",
                Normalizer.normalize("The pump at Ålesund leaks.", Normalizer.Form.NFD),
                "Nothing of the kind happened in Bergen.",
                "The pump at \u201CÅlesund\u201D leaks\u200B!"));

    assertThat(found.groups()).containsExactly(List.of(0, 2, 3, 5), List.of(1, 4));
    assertThat(found.pairs())
        .containsExactly(
            new Pair(0, 2, 1), new Pair(0, 3, 1), new Pair(0, 5, 1), new Pair(1, 4, 1));
  }

  @Test
  void groupsAlongChains() {
    Random random = new Random(5);
    List<String> chain = new ArrayList<>();
    chain.add(sentence(random, 60));
    for (int i = 0; i < 6; i++) {
      chain.add(edited(random, chain.get(i), 2));
    }

    NearDuplicates found = NearDuplicates.of(chain);

    assertThat(NearDuplicates.similarity(chain.get(0), chain.get(6))).isLessThan(0.8);
    assertThat(found.groups()).containsExactly(List.of(0, 1, 2, 3, 4, 5, 6));
    assertThat(found.pairs()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Oslo                     | Bergen
          Oslo                     | Osl
          B 12                     | B 13
          Room 12 is free.         | Room 13 is free.
          yes                      | no
          東京                     | 京都
          東京都に住んでいます     | 大阪府に住んでいます
          😀                       | 😎
          +                        | $
          ?                        | !
          """)
  void keepsShortTextsApart(String one, String other) {
    assertThat(NearDuplicates.of(List.of(one, other)).groups()).isEmpty();
    assertThat(NearDuplicates.similarity(one, other)).isLessThan(0.8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OSLO                     | oslo.
          Straße                   | STRAßE
          １２ ﬁn                  | 12 fin
          東 京                    | 東京
          The crew of the Marit left Tromsø at noon on Friday | The crew of Marit left Tromsø at noon on Friday
          株式会社青葉は昨日、東京で新しい工場の計画を発表した  | 株式会社青葉は昨日、東京で新しい工場の計画を発表しました
          '...'                    | ' ... '
          ''                       | '  '
          """)
  void takesShortTextsForDuplicates(String one, String other) {
    assertThat(NearDuplicates.of(List.of(one, other)).groups()).containsExactly(List.of(0, 1));
  }

  @Test
  void measuresWhatItSaysItMeasures() {
    // ^ab, abc, bcd, cd$ and ^ab, abc, bce, ce$
    assertThat(NearDuplicates.similarity("abcd", "abce")).isEqualTo(2.0 / 6);
    String twenty = "a b c d e f g h i j k l m n o p q r s t";
    assertThat(NearDuplicates.similarity(twenty, twenty.replace('c', 'z')))
        .isEqualTo(19.0 / 23, within(1e-12));
    assertThat(NearDuplicates.similarity(twenty, twenty + " " + twenty)).isGreaterThan(0.8);
    assertThat(NearDuplicates.similarity("a b c", twenty + " " + twenty)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.8, 0.9})
  void findsWhatBruteForceFinds(double similarity) {
    List<String> texts = planted();
    DisjointSets expected = bruteForce(texts, similarity);

    NearDuplicates found = NearDuplicates.of(texts, similarity);

    assertThat(found.threshold()).isEqualTo(similarity);
    for (Pair pair : found.pairs()) {
      assertThat(pair.similarity())
          .isGreaterThanOrEqualTo(similarity)
          .isEqualTo(NearDuplicates.similarity(texts.get(pair.first()), texts.get(pair.second())));
    }
    int joined = found.groups().stream().mapToInt(group -> group.size() - 1).sum();
    int expectedJoined = expected.sets().stream().mapToInt(group -> group.size() - 1).sum();
    assertThat(expectedJoined).isGreaterThan(80);
    assertThat(joined)
        .isEqualTo(found.pairs().size())
        .isBetween((int) Math.ceil(0.985 * expectedJoined), expectedJoined);
    // No group of ours reaches over two of the true ones.
    found
        .groups()
        .forEach(group -> assertThat(group.stream().map(expected::first).distinct()).hasSize(1));
  }

  private static DisjointSets bruteForce(List<String> texts, double similarity) {
    List<Shingles> shingles = texts.stream().map(Shingles::of).toList();
    List<long[]> characters = shingles.stream().map(Shingles::ofCharacters).toList();
    List<long[]> words = shingles.stream().map(Shingles::ofWords).toList();
    DisjointSets sets = new DisjointSets(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      for (int j = i + 1; j < texts.size(); j++) {
        int fewer = Math.min(shingles.get(i).words(), shingles.get(j).words());
        int more = Math.max(shingles.get(i).words(), shingles.get(j).words());
        List<long[]> kind = fewer < 20 ? characters : words;
        if ((fewer >= 20 || more < 40)
            && Shingles.jaccard(kind.get(i), kind.get(j)) >= similarity) {
          sets.join(i, j);
        }
      }
    }
    return sets;
  }

  /** Sentences of all lengths, most alone, some with copies that differ by 0 to 20 % of words. */
  private static List<String> planted() {
    Random random = new Random(7);
    List<String> texts = new ArrayList<>(sentences(8, 600, 1, 70));
    for (int i = 0; i < 300; i++) {
      String original = texts.get(i);
      int words = original.split(" ").length;
      texts.add(edited(random, original, random.nextInt(1 + words / 5)));
    }
    return texts;
  }

  @Test
  void isTheSameWhateverTheRunAndTheLocale() {
    List<String> texts = new ArrayList<>(planted());
    texts.add("TITANIC IN ISTANBUL");
    texts.add("titanic in istanbul");
    Locale before = Locale.getDefault();
    NearDuplicates found = NearDuplicates.of(texts);
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(NearDuplicates.of(texts).pairs()).isEqualTo(found.pairs());
    } finally {
      Locale.setDefault(before);
    }
    assertThat(found.groups()).contains(List.of(texts.size() - 2, texts.size() - 1));
  }

  @Test
  void takesWhateverTextsHold() {
    String marks = "a" + "\u0315\u0300".repeat(200_000);
    List<String> texts =
        List.of(
            "", " ", "\uD83D", "\uDE00\uD83D", marks, marks + "b", "\u0000", "x".repeat(500_000));

    assertThat(NearDuplicates.of(texts).groups()).containsExactly(List.of(0, 1, 6));
    assertThat(NearDuplicates.of(List.of()).groups()).isEmpty();
    assertThat(NearDuplicates.of(List.of("alone")).groups()).isEmpty();
  }

  @Test
  void comparesInProportionToTheTextsThoughAllAreAlike() {
    long few = comparisons(1_000);
    long tenfold = comparisons(10_000);

    assertThat(few).isGreaterThan(1_000);
    assertThat(tenfold).isLessThan(20 * few);
  }

  private static long comparisons(int texts) {
    DuplicateSearch search =
        new DuplicateSearch(template(texts), NearDuplicates.DEFAULT_SIMILARITY);
    search.find();
    return search.comparisons();
  }

  /** Each text is a candidate for each other, most are just not similar enough. */
  private static List<String> template(int texts) {
    return IntStream.range(0, texts)
        .mapToObj(i -> "Order %d of customer %d was sent today".formatted(i * 7919L % 99_991, i))
        .toList();
  }

  @Test
  void findsEqualWordsAmongTextsThatAreAllAlike() {
    List<String> texts = new ArrayList<>(template(2_000));
    template(2_000).forEach(text -> texts.add(text.toUpperCase(Locale.ROOT) + "!"));

    DisjointSets sets = new DisjointSets(texts.size());
    NearDuplicates.of(texts).pairs().forEach(pair -> sets.join(pair.first(), pair.second()));

    assertThat(IntStream.range(0, 2_000)).allMatch(i -> sets.first(i) == sets.first(i + 2_000));
  }

  @Test
  void listsAsManyPairsAsHoldAGroupTogether() {
    List<String> equal = Collections.nCopies(200_000, "Order 7 was sent to the yard in Narvik.");
    List<String> equalButForSpace =
        IntStream.range(0, 1_000).mapToObj(i -> "Sent" + " ".repeat(i + 1) + "today").toList();

    assertThat(NearDuplicates.of(equal).groups())
        .singleElement()
        .satisfies(group -> assertThat(group).hasSize(200_000));
    assertThat(NearDuplicates.of(equalButForSpace).pairs())
        .hasSize(999)
        .allSatisfy(pair -> assertThat(pair.similarity()).isEqualTo(1));
  }

  @Test
  void refusesAThresholdThatMeansNothing() {
    assertThatThrownBy(() -> NearDuplicates.of(List.of(), 0.4))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("similarity must be 0.5 to 1, found 0.4");
    assertThatThrownBy(() -> NearDuplicates.of(List.of(), Double.NaN))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Pair(1, 1, 1))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first < second");
  }
}
