package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nerine.document.EntitySpan;
import io.nerine.text.OffsetEncoding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanReaderTest {

  private static final String TEXT =
      "\uD83D\uDE9A Truck from Riga to Kalmar; back in Riga, Jose\u0301.";

  private final FormatLog log = new FormatLog();

  private Optional<EntitySpan> read(
      OffsetEncoding unit, ReadOptions options, long start, long end, @Nullable String mention) {
    return new SpanReader("a.json", TEXT, unit, options, log)
        .read("/spans/0", start, end, "Site", mention, Map.of());
  }

  private static final ReadOptions LENIENT = ReadOptions.builder().lenient().build();

  @Test
  void readsOffsetsInTheirUnit() {
    assertThat(read(OffsetEncoding.CODE_POINT, ReadOptions.defaults(), 13, 17, "Riga"))
        .contains(new EntitySpan(14, 18, "Site"));
    assertThat(read(OffsetEncoding.UTF8, ReadOptions.defaults(), 16, 20, "Riga"))
        .contains(new EntitySpan(14, 18, "Site"));
    assertThat(log.report().problems()).isEmpty();
  }

  @Test
  void takesComposedAndDecomposedMentionsAsEqual() {
    int start = TEXT.indexOf("Jose");
    assertThat(read(OffsetEncoding.UTF16, ReadOptions.defaults(), start, start + 5, "Jos\u00E9"))
        .contains(new EntitySpan(start, start + 5, "Site"));
  }

  @Test
  void refusesWhatDoesNotFitWhenStrict() {
    assertThat(read(OffsetEncoding.UTF16, ReadOptions.defaults(), 13, 17, "Riga")).isEmpty();
    assertThat(log.report().errors()).isEqualTo(1);
    assertThat(log.report().toString())
        .contains("a.json, /spans/0", "covers ' Rig', not 'Riga'", "code points", "left out");
  }

  @Test
  void repairsByAnotherUnitWhenLenient() {
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 13, 17, "Riga"))
        .contains(new EntitySpan(14, 18, "Site"));
    assertThat(log.report().warnings()).isEqualTo(1);
    assertThat(log.report().toString()).contains("moved to UTF-16 offsets 14..18");
  }

  @Test
  void repairsByTheNearestPlaceWhenLenient() {
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 33, 37, "Riga"))
        .contains(new EntitySpan(TEXT.lastIndexOf("Riga"), TEXT.lastIndexOf("Riga") + 4, "Site"));
  }

  @Test
  void refusesWhatCouldBeRepairedInTwoWays() {
    int middle = (TEXT.indexOf("Riga") + TEXT.lastIndexOf("Riga")) / 2;
    assertThat(TEXT.lastIndexOf("Riga") - middle).isEqualTo(middle - TEXT.indexOf("Riga"));
    assertThat(read(OffsetEncoding.UTF16, LENIENT, middle, middle + 4, "Riga")).isEmpty();
    assertThat(log.report().errors()).isEqualTo(1);
  }

  @Test
  void refusesEmptyReversedAndOutsideSpans() {
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 5, 5, null)).isEmpty();
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 5, 3, null)).isEmpty();
    assertThat(read(OffsetEncoding.UTF16, LENIENT, -1, 3, null)).isEmpty();
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 5, 5_000_000_000L, null)).isEmpty();
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 1, 4, null)).isEmpty();
    assertThat(log.report().errors()).isEqualTo(5);
    assertThat(log.report().toString())
        .contains("is empty", "is reversed", "reaches outside the text", "inside a character");
  }

  @Test
  void refusesAMentionThatIsNotInTheText() {
    assertThat(read(OffsetEncoding.UTF16, LENIENT, 3, 8, "Oslo")).isEmpty();
    assertThat(log.report().errors()).isEqualTo(1);
  }

  @Test
  void looksForAMentionNearItsOffsetsOnly() {
    for (int distance : new int[] {1, 199, 200, 201, SpanReader.REACH, SpanReader.REACH + 1}) {
      String text = "-".repeat(distance) + "Riga" + "-".repeat(20_000);
      Optional<EntitySpan> read =
          new SpanReader("a.json", text, OffsetEncoding.UTF16, LENIENT, log)
              .read("/spans/0", 0, 4, "Site", "Riga", Map.of());
      if (distance <= SpanReader.REACH) {
        assertThat(read).contains(new EntitySpan(distance, distance + 4, "Site"));
      } else {
        assertThat(read).isEmpty();
        assertThat(log.report().toString()).contains("nowhere within 10,000 characters");
      }
    }
  }

  /** It takes many minutes if each span searches or compares the whole text. */
  @Test
  void wrongSpansOfAHugeTextTakeTimeByTheirNumber() {
    String text = "ab".repeat(300_000) + "a".repeat(300_000) + "Riga";
    SpanReader reader = new SpanReader("a.json", text, OffsetEncoding.UTF16, LENIENT, log);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 300; i++) {
            int at = 3_000 * i;
            assertThat(reader.read("/", at, at + 4, "Site", "Oslo", Map.of())).isEmpty();
            assertThat(reader.read("/", 0, text.length(), "Site", "Oslo", Map.of())).isEmpty();
            String repeating = (i % 2 == 0 ? "a" : "ab").repeat(2_000) + "c";
            assertThat(reader.read("/", at, at + 4, "Site", repeating, Map.of())).isEmpty();
          }
        });
    assertThat(log.report().errors()).isEqualTo(900);
  }
}
