package io.nerine.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.schema.EntitySchema;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DataQualityLawsTest {

  private static final List<DatasetPart> PARTS = List.of(DatasetPart.values());
  private static final List<String> TYPES = List.of("City", "Firm", "Person");
  private static final String[] PIECES = {
    "Riga", "riga", "Lumen", "Ilze", "Kask", " ", " ", "\n", "\n\n", ".", "(", "\"", "7", "é",
    "e\u0301", "日", "👩‍🔬", "\ud83d", "\u00ad", "Ã¼", "\t", "of the"
  };

  @Provide
  Arbitrary<Dataset> datasets() {
    return Arbitraries.longs().map(DataQualityLawsTest::dataset);
  }

  private static Dataset dataset(long seed) {
    Random random = new Random(seed);
    List<AnnotatedDocument> documents = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      documents.add(document("d" + i, random));
    }
    return Dataset.of(EntitySchema.of("any", TYPES), documents);
  }

  private static AnnotatedDocument document(String id, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    AnnotatedDocument.Builder builder = AnnotatedDocument.builder(id, text.toString());
    for (int i = random.nextInt(6); i > 0 && text.length() > 0; i--) {
      int start = random.nextInt(text.length());
      int end = start + 1 + random.nextInt(Math.min(12, text.length() - start));
      builder.span(start, end, TYPES.get(random.nextInt(TYPES.size())));
    }
    if (random.nextInt(4) == 0) {
      builder.reviewedTypes(Set.of(TYPES.get(random.nextInt(TYPES.size()))));
    }
    if (random.nextInt(4) == 0) {
      builder.reviewedRegions(List.of(new CharSpan(0, random.nextInt(text.length() + 1))));
    }
    if (random.nextBoolean()) {
      builder.part(PARTS.get(random.nextInt(PARTS.size()))).language("en");
    }
    return builder.build();
  }

  @Property(tries = 300)
  void placesLieInTheirDocuments(@ForAll("datasets") Dataset data) {
    Map<String, AnnotatedDocument> documents = new HashMap<>();
    data.documents().forEach(document -> documents.put(document.id(), document));
    for (Finding finding : DataQuality.check(data).findings()) {
      assertThat(finding.placeCount()).isGreaterThanOrEqualTo(finding.places().size());
      for (Place place : finding.places()) {
        AnnotatedDocument document = documents.get(place.documentId());
        assertThat(document).isNotNull();
        assertThat(place.part()).isEqualTo(document.part().orElse(DatasetPart.TRAIN));
        place
            .span()
            .ifPresent(
                span -> assertThat(span.end()).isLessThanOrEqualTo(document.text().length()));
        assertThat(place.excerpt()).doesNotContain("\n", "\t");
      }
    }
  }

  @Property(tries = 200)
  void nothingIsMissingWhereNothingWasReviewed(@ForAll("datasets") Dataset data) {
    List<AnnotatedDocument> unreviewed =
        data.documents().stream()
            .map(document -> document.toBuilder().reviewedTypes(Set.of()).build())
            .toList();
    assertThat(DataQuality.check(Dataset.of(data.schema(), unreviewed)).findings())
        .extracting(Finding::code)
        .doesNotContain(
            FindingCode.MISSING_MENTION,
            FindingCode.RARELY_TAGGED,
            FindingCode.TAGGING_VARIES,
            FindingCode.UNTAGGED_DOCUMENT);
  }

  @Property(tries = 100)
  void checkingTwiceGivesTheSame(@ForAll("datasets") Dataset data) {
    assertThat(DataQuality.check(data)).isEqualTo(DataQuality.check(data));
  }
}
