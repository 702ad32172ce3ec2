package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.data.Dataset;
import io.nerine.data.SplitOptions;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.schema.EntitySchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class DataQualityTest {

  private static final EntitySchema SCHEMA = EntitySchema.of("news", "City", "Firm", "Person");

  @Test
  void emptyDataHaveNothingToTrainOn() {
    QualityReport report = DataQuality.check(Dataset.of(SCHEMA, List.of()));
    assertThat(report.counts())
        .containsOnlyKeys(FindingCode.FEW_DOCUMENTS, FindingCode.NO_MENTIONS);
    assertThat(report.toString()).startsWith("train: 0 documents, 0 words, 0 mentions");
  }

  @Test
  void schemasMustAgree() {
    assertThatThrownBy(
            () ->
                DataQuality.check(
                    Dataset.of(SCHEMA, List.of()),
                    Dataset.of(EntitySchema.of("other", "City"), List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void splitIsCheckedByItsParts() {
    Dataset data = Dataset.of(SCHEMA, InventedNews.documents(60, "a", 12));
    QualityReport report =
        DataQuality.check(data.split(SplitOptions.builder().dev(0.2).test(0.2).build()));
    assertThat(report.data()).containsKeys("train", "dev", "test");
  }

  @Test
  void aTestPartIsCheckedByItself() {
    List<AnnotatedDocument> documents =
        InventedNews.documents(60, "a", 12).stream()
            .map(document -> document.toBuilder().part(DatasetPart.TEST).build())
            .toList();
    QualityReport report =
        DataQuality.check(
            Dataset.of(EntitySchema.of("news", "City", "Firm", "Person", "Ship"), documents));

    assertThat(report.data()).containsKey("test").doesNotContainKeys("train", "dev");
    assertThat(report.findings(FindingCode.NO_MENTIONS))
        .extracting(Finding::message)
        .containsExactly("No mention of Ship in test");
  }

  @Test
  void strangeTextIsChecked() {
    List<AnnotatedDocument> documents = new ArrayList<>();
    for (String text :
        List.of(
            "",
            "\ud83d",
            "👩‍🔬 Ilze 🇪🇪",
            "\u0000\u0000",
            "e\u0301".repeat(100),
            "........",
            "日本語の文章",
            "İstanbul'da ıssız",
            "\n\n\n")) {
      documents.add(AnnotatedDocument.of("u" + documents.size(), text));
      if (!text.isEmpty()) {
        documents.add(
            AnnotatedDocument.builder("t" + documents.size(), text)
                .span(0, text.length(), "City")
                .span(0, 1, "Person")
                .span(text.length() - 1, text.length(), "Firm")
                .rejectedSpan(new EntitySpan(0, 1, "Firm"))
                .build());
      }
    }
    QualityReport report = DataQuality.check(Dataset.of(SCHEMA, documents));
    assertThat(report.findings()).isNotEmpty();
    assertThat(report.toJson()).isNotBlank();
    assertThat(report.toDetailedString()).isNotBlank();
  }

  @Test
  void nothingDependsOnTheLocale() {
    Dataset data = Dataset.of(SCHEMA, InventedNews.documents(40, "I", 4));
    QualityOptions options = QualityOptions.builder().ignoreCase(true).build();
    String expected = DataQuality.check(data, options).toJson();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(DataQuality.check(data, options).toJson()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void hostileTagsTakeLinearTime() {
    int count = 20_000;
    String text = "ab ".repeat(count);
    AnnotatedDocument.Builder nested = AnnotatedDocument.builder("nested", text);
    AnnotatedDocument.Builder same = AnnotatedDocument.builder("same", text);
    for (int i = 0; i < count; i++) {
      nested
          .span(i, 3 * count - 1 - i, "City")
          .rejectedSpan(new EntitySpan(i, 3 * count - i, "Firm"));
      same.span(i * 3, i * 3 + 2, i % 2 == 0 ? "City" : "Firm");
    }
    QualityReport report =
        DataQuality.check(Dataset.of(SCHEMA, List.of(nested.build(), same.build())));
    assertThat(report.findings(FindingCode.OVERLAP)).isNotEmpty();
  }
}
