package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.schema.EntitySchema;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextChecksTest {

  private static QualityReport check(String... texts) {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (String text : texts) {
      documents.add(AnnotatedDocument.of("d" + (documents.size() + 1), text));
    }
    return DataQuality.check(Dataset.of(EntitySchema.of("any", "Person"), documents));
  }

  private static List<FindingCode> textCodes(String... texts) {
    return check(texts).findings().stream()
        .map(Finding::code)
        .filter(code -> code.topic() == FindingCode.Topic.TEXT)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "a\\u0007b, CONTROL_CHARACTER, 1, 2",
    "a\\u0085b, CONTROL_CHARACTER, 1, 2",
    "soft\\u00adhyphen, INVISIBLE_CHARACTER, 4, 5",
    "\\ufeffmark, INVISIBLE_CHARACTER, 0, 1",
    "lost\\ufffd, BROKEN_CHARACTER, 4, 5",
    "half\\ud83d of it, BROKEN_CHARACTER, 4, 5",
    "M\\u00c3\\u00bcnchen, MOJIBAKE, 1, 3",
    "don\\u00e2\\u20ac\\u2122t, MOJIBAKE, 3, 6",
    "\\u00f0\\u0178\\u02dc\\u20ac ok, MOJIBAKE, 0, 4",
  })
  void spoiltTextIsToldAtItsPlace(String escaped, FindingCode code, int start, int end) {
    String text = unescaped(escaped);
    assertThat(check("Sound text", text).findings(code))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.documentId()).contains("d2");
              assertThat(finding.span()).contains(new CharSpan(start, end));
            });
  }

  private static String unescaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        out.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Tabs\tand\nlines\r\nare fine",
        "München, Ærø, Çanakkale, SÃO PAULO, Ångström, CAFÉ–BAR, „Ä“",
        "👩‍🔬 and 🇪🇪 and नमस्ते and 日本語",
        "naïve façade coöperate",
      })
  void soundTextIsNotTold(String text) {
    assertThat(textCodes(text)).isEmpty();
  }

  @Test
  void severityTellsHalvesOfCharactersFromLostOnes() {
    assertThat(check("half\ud83d").findings(FindingCode.BROKEN_CHARACTER))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.ERROR));
    assertThat(check("lost\ufffd").findings(FindingCode.BROKEN_CHARACTER))
        .singleElement()
        .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void textWithoutAnythingVisibleIsEmpty() {
    assertThat(textCodes("", "  \n\u00a0", "x")).containsExactly(FindingCode.EMPTY_TEXT);
    assertThat(check("", " ", "x").findings(FindingCode.EMPTY_TEXT))
        .singleElement()
        .satisfies(finding -> assertThat(finding.placeCount()).isEqualTo(2));
  }

  @Test
  void accentsWrittenInTwoWaysAreToldOnTheRarerSide() {
    assertThat(
            check("Café one", "Café two", "Cafe\u0301 three")
                .findings(FindingCode.MIXED_NORMALISATION))
        .singleElement()
        .satisfies(finding -> assertThat(finding.documentId()).contains("d3"));
    assertThat(textCodes("Cafe\u0301 one", "Cafe\u0301 two")).isEmpty();
  }

  @Test
  void veryLongWordsAndDocumentsAreTold() {
    String word = "x".repeat(65);
    assertThat(check("see " + word + " now").findings(FindingCode.LONG_WORD))
        .singleElement()
        .satisfies(finding -> assertThat(finding.span()).contains(new CharSpan(4, 69)));
    assertThat(textCodes("x".repeat(64), "go ".repeat(40_000))).isEmpty();
    assertThat(textCodes("go ".repeat(43_000))).containsExactly(FindingCode.LONG_DOCUMENT);
  }

  @Test
  void manyPlacesOfOneDocumentAreNotAllListed() {
    assertThat(check("\u0007".repeat(1000) + "x").findings(FindingCode.CONTROL_CHARACTER))
        .singleElement()
        .satisfies(finding -> assertThat(finding.placeCount()).isEqualTo(5));
  }
}
