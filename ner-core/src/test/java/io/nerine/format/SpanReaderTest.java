package io.nerine.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.EntitySpan;
import io.nerine.text.OffsetEncoding;
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
}
