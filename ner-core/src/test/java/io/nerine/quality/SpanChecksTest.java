package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanChecksTest {

  private static List<Finding> find(FindingCode code, String... marked) {
    return DataQuality.check(Marked.dataset(marked)).findings(code);
  }

  /** Enough faultless mentions that one odd edge is no convention. */
  private static String[] amongOthers(String marked) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("Order " + i + " went to [Depot " + i + " North|Site] today");
    }
    texts.add(marked);
    return texts.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[ Riga|City]", "[Riga |City]", "[Riga\n|City]", "[\u00a0Riga|City]"})
  void whiteSpaceAtAnEdgeIsAnError(String mention) {
    assertThat(find(FindingCode.WHITE_SPACE_EDGE, "They left " + mention + " at noon"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.ERROR);
              assertThat(finding.types()).containsExactly("City");
              assertThat(finding.documentId()).contains("d1");
              assertThat(finding.span().orElseThrow().start()).isEqualTo(10);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Send it to *,Depot 7* now | beginning",
        "Send it to *Depot 7,* now | end",
        "Send it (to *Depot 7)* now | end",
        "Send it to *\"Depot 7* now | beginning",
        "Send it to *Depot South.* | end",
      })
  void signThatDoesNotBelongIsTold(String text, String side) {
    String marked = text.replaceFirst("\\*", "[").replaceFirst("\\*", "|Site]");
    assertThat(find(FindingCode.PUNCTUATION_EDGE, amongOthers(marked)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("1 mention of Site", side);
              assertThat(finding.documentId()).contains("d41");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "They sold to [Smith & Sons (Tartu)|Site] today",
        "They sold to [„Nordwind“|Site] today",
        "They sold to [Kask Ltd.|Site] and [Ozola Ltd.|Site] today",
        "Ask [@depot7|Site] or [#depot|Site] about [$5|Site] or [7%|Site]",
        "They sold to [《航运》|Site] today",
      })
  void signThatBelongsIsNotTold(String marked) {
    assertThat(find(FindingCode.PUNCTUATION_EDGE, amongOthers(marked))).isEmpty();
  }

  @Test
  void signThatTheTypeOftenHasIsNotTold() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      texts.add("See [" + i + ".1:|Clause] for more");
    }
    assertThat(find(FindingCode.PUNCTUATION_EDGE, texts.toArray(String[]::new))).isEmpty();
  }

  @Test
  void edgeWithinAWordIsToldAndIsNoBoundaryDoubtAsWell() {
    QualityReport report =
        DataQuality.check(Marked.dataset(amongOthers("It went to [Depot 5 Nor|Site]th today")));
    assertThat(report.findings(FindingCode.CUT_WORD))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.span()).contains(new CharSpan(11, 22));
            });
    assertThat(report.findings(FindingCode.BOUNDARY_DOUBTFUL))
        .flatExtracting(Finding::places)
        .extracting(Place::documentId)
        .doesNotContain("d41");
  }

  @Test
  void edgeBetweenDigitAndLetterIsInformation() {
    assertThat(find(FindingCode.CUT_WORD, amongOthers("Heat it to [480|Number]degC first")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.message()).contains("between digit and letter");
            });
  }

  @Test
  void cutsThatTheTypeOftenHasAreInformation() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      texts.add("The [sub|Prefix]station " + i + " is closed");
    }
    assertThat(find(FindingCode.CUT_WORD, texts.toArray(String[]::new)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.INFO);
              assertThat(finding.placeCount()).isEqualTo(20);
            });
  }

  @Test
  void mentionWithoutLetterOrDigitIsTold() {
    assertThat(find(FindingCode.BLANK_MENTION, amongOthers("Send it to [--|Site] now")))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void mentionAcrossABlankLineIsTold() {
    assertThat(find(FindingCode.PARAGRAPH_CROSSED, "Send to [Depot\n \nSeven|Site] now"))
        .singleElement()
        .satisfies(finding -> assertThat(finding.span()).contains(new CharSpan(8, 21)));
    assertThat(find(FindingCode.PARAGRAPH_CROSSED, "Send to [Depot\nSeven|Site] now")).isEmpty();
  }

  @Test
  void tagOnWhiteSpaceAloneIsAnErrorAndBlank() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d", "two  words").span(3, 5, "Gap").build();
    QualityReport report = DataQuality.check(Marked.dataset(List.of(document)));
    assertThat(report.counts())
        .containsKeys(FindingCode.WHITE_SPACE_EDGE, FindingCode.BLANK_MENTION);
  }
}
