package io.nerine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  @Test
  void drawsAllNumbersAlikeOften() {
    SplitMix64 random = new SplitMix64(1, 0);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }

    // Five standard deviations of a binomial count.
    assertThat(counts).satisfies(all -> assertThat(all).hasSize(7));
    for (int count : counts) {
      assertThat(count).isBetween(10_000 - 463, 10_000 + 463);
    }
  }

  @Test
  void givesEachSeedAndStreamItsOwnNumbers() {
    Set<Long> first = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      for (long stream = 0; stream < 50; stream++) {
        SplitMix64 random = new SplitMix64(seed, stream);
        for (int i = 0; i < 5; i++) {
          first.add(random.next());
        }
      }
    }

    assertThat(first).hasSize(50 * 50 * 5);
  }

  @Test
  void givesTheSameNumbersOnEveryMachine() {
    SplitMix64 random = new SplitMix64(42, 7);

    assertThat(new long[] {random.next(), random.next(), random.next()})
        .containsExactly(8163751063597049310L, -1049075177076636460L, -6805249006425996554L);
  }
}
