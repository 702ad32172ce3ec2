package io.nerine.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InventedDocumentsTest {

  private static List<AnnotatedDocument> documents(long seed, long count) {
    return StreamSupport.stream(new InventedDocuments(seed, count).spliterator(), false).toList();
  }

  @Test
  void everyTagIsThatOfAThingInTheText() {
    List<AnnotatedDocument> documents = documents(7, 500);

    assertThat(documents).hasSize(500).doesNotHaveDuplicates();
    assertThat(documents)
        .allSatisfy(
            document -> {
              assertThat(document.text()).doesNotContain("{", "}", "  ");
              for (EntitySpan span : document.spans()) {
                assertThat(document.textOf(span)).doesNotStartWith(" ").doesNotEndWith(" ");
                assertThat(span.type().equals("Part"))
                    .isEqualTo(document.textOf(span).contains(" GX-"));
              }
            });
    assertThat(documents.stream().flatMap(document -> document.spans().stream()))
        .extracting(EntitySpan::type)
        .contains("Person", "Part", "Site", "Date");
  }

  @Test
  void oneSeedGivesOneSeriesOfDocuments() {
    assertThat(documents(3, 50)).isEqualTo(documents(3, 50)).isNotEqualTo(documents(4, 50));
  }
}
