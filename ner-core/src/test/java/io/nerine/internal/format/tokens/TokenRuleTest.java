package io.nerine.internal.format.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TokenRuleTest {

  private static List<String> tokens(TokenRule rule, String text) {
    int[] edges = rule.cut(text);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < edges.length; i += 2) {
      tokens.add(text.substring(edges[i], edges[i + 1]));
    }
    return tokens;
  }

  @Test
  void wordsAreThoseThatModelsLabel() {
    assertThat(tokens(TokenRule.WORDS, "GX-4471 cafe\u0301, 東京!"))
        .containsExactly("GX", "-", "4471", "cafe\u0301", ",", "東", "京", "!");
  }

  @Test
  void whatIsVisibleInNoWordIsATokenToo() {
    assertThat(tokens(TokenRule.WORDS, "a \u0000\u0001 \u202Eb \uD83D"))
        .containsExactly("a", "\u0000\u0001", "\u202E", "b", "\uD83D");
  }

  @Test
  void spacesCutAtSpaceAlone() {
    assertThat(tokens(TokenRule.SPACES, " U.S.\u00A0soil,\t(so)\n"))
        .containsExactly("U.S.", "soil,", "(so)");
    assertThat(tokens(TokenRule.SPACES, "")).isEmpty();
  }

  @Test
  void glinerCutsAsItsPatternDoes() {
    // What re.findall(r"\w+(?:[-_]\w+)*|\S", text) gives in Python.
    assertThat(tokens(TokenRule.GLINER, "state-of-the-art _x_ a--b don't 3.5 m² e\u0301 -z 😀"))
        .containsExactly(
            "state-of-the-art",
            "_x_",
            "a",
            "-",
            "-",
            "b",
            "don",
            "'",
            "t",
            "3",
            ".",
            "5",
            "m²",
            "e",
            "\u0301",
            "-",
            "z",
            "😀");
  }

  @Property(tries = 500)
  void tokensCoverAllThatIsNoSpace(@ForAll String text, @ForAll TokenRule rule) {
    int[] edges = rule.cut(text);
    boolean[] covered = new boolean[text.length()];
    int before = 0;
    for (int i = 0; i < edges.length; i += 2) {
      assertThat(edges[i]).isGreaterThanOrEqualTo(before).isLessThan(edges[i + 1]);
      before = edges[i + 1];
      for (int at = edges[i]; at < edges[i + 1]; at++) {
        covered[at] = true;
      }
    }
    for (int at = 0; at < text.length(); at++) {
      assertThat(covered[at]).isEqualTo(!TokenRule.isSpace(text.charAt(at)));
    }
  }
}
