package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.EntitySpan;
import io.nerine.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordCountsTest {

  @Test
  void countsAWordOnceHoweverManyMentionsTouchIt() {
    List<EntitySpan> gold = List.of(span(0, 2, "A"), span(2, 4, "A"), span(0, 9, "B"));

    assertThat(WordCounts.count("Ludwigshafen am Rhein", gold, List.of(span(3, 21, "A"))))
        .isEqualTo(Map.of("A", new Scores(1, 3, 1), "B", new Scores(1, 0, 0)));
  }

  @Test
  void countsNothingWhereNoWordIs() {
    assertThat(WordCounts.count("a  b", List.of(span(1, 2, "A")), List.of()))
        .isEqualTo(Map.of("A", new Scores(0, 0, 0)));
    assertThat(WordCounts.count("a b", List.of(), List.of())).isEmpty();
  }

  @Test
  void countsEmojiAndLoneSurrogates() {
    String text = "\uD83D\uDE00 \uD83D x";

    assertThat(WordCounts.count(text, List.of(span(1, 4, "A")), List.of(span(0, 1, "A"))))
        .isEqualTo(Map.of("A", new Scores(2, 1, 1)));
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  @Property(tries = 500)
  void countsLikeALoopOverAllWords(
      @ForAll("texts") String text,
      @ForAll("mentions") List<EntitySpan> gold,
      @ForAll("mentions") List<EntitySpan> predicted) {
    Words words = Words.of(text);
    Map<String, Scores> counts = WordCounts.count(text, gold, predicted);

    for (String type : List.of("A", "B")) {
      int inGold = 0;
      int inPredicted = 0;
      int inBoth = 0;
      for (int word = 0; word < words.size(); word++) {
        boolean isGold = touches(words, word, type, gold);
        boolean isPredicted = touches(words, word, type, predicted);
        inGold += isGold ? 1 : 0;
        inPredicted += isPredicted ? 1 : 0;
        inBoth += isGold && isPredicted ? 1 : 0;
      }
      assertThat(counts.getOrDefault(type, Scores.NONE))
          .isEqualTo(new Scores(inGold, inPredicted, inBoth));
    }
  }

  private static boolean touches(Words words, int word, String type, List<EntitySpan> mentions) {
    return mentions.stream()
        .anyMatch(
            mention ->
                mention.type().equals(type)
                    && mention.start() < words.end(word)
                    && mention.end() > words.start(word));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab .\u6771\u0301").ofLength(40);
  }

  @Provide
  Arbitrary<List<EntitySpan>> mentions() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 30),
            Arbitraries.integers().between(1, 10),
            Arbitraries.of("A", "B"))
        .as((start, length, type) -> new EntitySpan(start, start + length, type))
        .list()
        .ofMaxSize(6)
        .map(spans -> new ArrayList<>(new TreeSet<>(spans)));
  }
}
