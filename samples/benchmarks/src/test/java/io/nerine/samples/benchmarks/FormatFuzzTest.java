package io.nerine.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatFuzzTest {

  private static final int FILES_OF_A_FORMAT = 150;

  @TempDir private Path directory;

  @Test
  void spoiltFilesOfEveryFormatAreReadOrRefused() throws IOException {
    List<FuzzSeed> seeds = FormatFuzz.seeds(directory);
    FuzzTally tally = new FuzzTally();
    try (FuzzedReading reading = new FuzzedReading(directory)) {
      for (int number = 0; number < FILES_OF_A_FORMAT * seeds.size(); number++) {
        FuzzSeed seed = seeds.get(number % seeds.size());
        assertThat(reading.attempt(seed, seeds, number, tally)).isNull();
      }
    }
    assertThat(tally.files()).isEqualTo((long) FILES_OF_A_FORMAT * seeds.size());
  }

  @Test
  void oneNumberSpoilsAFileInOneWay() {
    byte[] content =
        "{\"text\": \"Ines is in Porto\"}\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    byte[] other = "<a>Porto</a>\n".repeat(20).getBytes(StandardCharsets.UTF_8);
    for (long seed = 0; seed < 200; seed++) {
      assertThat(new FuzzMutation(seed).spoilt(content, other))
          .isEqualTo(new FuzzMutation(seed).spoilt(content, other));
    }
    assertThat(new FuzzMutation(1).spoilt(new byte[0], other)).isNotNull();
  }
}
