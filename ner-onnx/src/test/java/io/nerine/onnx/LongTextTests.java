package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nerine.extract.Entity;
import io.nerine.extract.Extraction;
import io.nerine.extract.Extractor;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LongTextTests {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static Extractor extractor;

  @BeforeAll
  static void load() {
    extractor = TinyModel.load();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  private static String text(int characters) {
    String line = "visits gx 4471, visits the annual report of visits.\n";
    return line.repeat(characters / line.length()) + "visits Paris";
  }

  @Test
  void mentionInTheLastLineOfAMillionCharactersIsFound() {
    String text = text(1_000_000);
    Extraction extraction = extractor.extract(text);
    assertThat(extraction.entities())
        .singleElement()
        .satisfies(
            entity -> {
              assertThat(entity.text()).isEqualTo("Paris");
              assertThat(entity.end()).isEqualTo(text.length());
            });
    assertThat(extraction.complete()).isTrue();
  }

  @Test
  void timeAndMemoryACharacterStayFlat() {
    String shortText = text(10_000);
    String longText = text(1_000_000);
    Cost warm = cost(longText, 1);
    Cost small = cost(shortText, 100);
    Cost large = cost(longText, 1);
    assertThat(large.bytes)
        .as("bytes allocated a character; %s, %s, %s", warm, small, large)
        .isLessThan(small.bytes * 1.5)
        .isLessThan(1_000);
    assertThat(large.nanos)
        .as("nanoseconds a character; %s, %s, %s", warm, small, large)
        .isLessThan(small.nanos * 4);
  }

  private record Cost(double nanos, double bytes) {}

  private static Cost cost(String text, int times) {
    long thread = Thread.currentThread().getId();
    long bytes = THREADS.getThreadAllocatedBytes(thread);
    long begun = System.nanoTime();
    for (int i = 0; i < times; i++) {
      assertThat(extractor.extract(text).entities()).extracting(Entity::text).contains("Paris");
    }
    double characters = (double) text.length() * times;
    return new Cost(
        (System.nanoTime() - begun) / characters,
        (THREADS.getThreadAllocatedBytes(thread) - bytes) / characters);
  }
}
