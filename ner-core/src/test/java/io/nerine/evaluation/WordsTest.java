package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.EntitySpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static List<String> words(String text) {
    Words words = Words.of(text);
    return IntStream.range(0, words.size())
        .mapToObj(word -> text.substring(words.start(word), words.end(word)))
        .toList();
  }

  @Test
  void splitsAtWhiteSpaceAndPunctuation() {
    assertThat(words("Don't replace GX-4471, at 6.3 mm/s!"))
        .containsExactly(
            "Don", "'", "t", "replace", "GX", "-", "4471", ",", "at", "6", ".", "3", "mm", "/", "s",
            "!");
    assertThat(words("  a\tb\r\nc\u00A0d\u2028e\u0000f "))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(words("")).isEmpty();
    assertThat(words(" \n")).isEmpty();
  }

  @Test
  void keepsMarksWithWhatTheyStandOn() {
    assertThat(words("Cafe\u0301 na\u00EFve stra\u00DFe"))
        .containsExactly("Cafe\u0301", "na\u00EFve", "stra\u00DFe");
    assertThat(words("\u0939\u093F\u0928\u094D\u0926\u0940 \u05E9\u05B8\u05C1\u05DC\u05D5\u05DD"))
        .hasSize(2);
    assertThat(words("\u0301a")).containsExactly("\u0301a");
  }

  @Test
  void takesCharactersOfScriptsWithoutSpacesApart() {
    assertThat(words("\u6771\u4EACTower\u3067\u3059"))
        .containsExactly("\u6771", "\u4EAC", "Tower", "\u3067", "\u3059");
    assertThat(words("\uD840\uDC0Bx")).containsExactly("\uD840\uDC0B", "x");
    assertThat(words("\u0E01\u0E33\u0E25")).hasSize(3);
  }

  @Test
  void takesEmojiAndLoneSurrogatesForWords() {
    assertThat(words("\uD83D\uDE00\uD83D\uDE00 ok"))
        .containsExactly("\uD83D\uDE00", "\uD83D\uDE00", "ok");
    assertThat(words("a\uD83Db")).containsExactly("a", "\uD83D", "b");
  }

  @Test
  void stopsBehindTheWordThatHoldsTheOffset() {
    assertThat(Words.of("one two three", 5).size()).isEqualTo(2);
    assertThat(Words.of("one two three", 4).size()).isEqualTo(1);
    assertThat(Words.of("one two three", 8).size()).isEqualTo(2);
    assertThat(Words.of("one", 2).end(0)).isEqualTo(3);
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
