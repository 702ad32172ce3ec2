package io.nerine.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnotatedDocumentTest {

  private static final String TEXT = "Replace valve GX-4471-B in Oslo.";

  private static AnnotatedDocument.Builder document() {
    return AnnotatedDocument.builder("t-17", TEXT).span(27, 31, "Site").span(14, 23, "PartNumber");
  }

  @Test
  void sortsItsSpans() {
    AnnotatedDocument document = document().build();
    assertThat(document.spans()).extracting(document::textOf).containsExactly("GX-4471-B", "Oslo");
  }

  @Test
  void keepsOverlappingAndRepeatedSpans() {
    AnnotatedDocument document = document().span(14, 23, "PartNumber").span(8, 23, "Part").build();
    assertThat(document.spans()).hasSize(4);
    assertThat(document.spans().get(0)).isEqualTo(new EntitySpan(8, 23, "Part"));
  }

  @Test
  void isCompletelyTaggedUnlessItSaysOtherwise() {
    assertThat(document().build().reviewedTypes()).isEmpty();
    assertThat(document().build().reviewedRegions()).isEmpty();
    AnnotatedDocument partly =
        document()
            .reviewedTypes(List.of("Site"))
            .reviewedRegions(List.of(new CharSpan(0, 24)))
            .rejectedSpan(new EntitySpan(0, 7, "Site"))
            .build();
    assertThat(partly.reviewedTypes()).hasValueSatisfying(t -> assertThat(t).containsOnly("Site"));
    assertThat(partly.reviewedRegions()).contains(List.of(new CharSpan(0, 24)));
    assertThat(partly.rejectedSpans()).containsExactly(new EntitySpan(0, 7, "Site"));
  }

  @Test
  void refusesWhatLiesOutsideItsText() {
    assertThatThrownBy(() -> document().span(30, 33, "Site"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("30..33")
        .hasMessageContaining("t-17");
    assertThatThrownBy(() -> document().rejectedSpan(new EntitySpan(0, 99, "Site")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> document().reviewedRegions(List.of(new CharSpan(0, 99))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBuilderOfADocumentHoldsAllOfIt() {
    AnnotatedDocument document =
        document()
            .language("en")
            .part(DatasetPart.TEST)
            .metadata("source", "mail")
            .reviewedTypes(List.of("Site"))
            .reviewedRegions(List.of(new CharSpan(0, 5)))
            .rejectedSpan(new EntitySpan(0, 7, "Site"))
            .build();
    assertThat(document.toBuilder().build()).isEqualTo(document).hasSameHashCodeAs(document);
    assertThat(document.toBuilder().clearSpans().build().spans()).isEmpty();
    assertThat(document.toBuilder().clearRejectedSpans().build().rejectedSpans()).isEmpty();
  }

  @Test
  void metadataAreCopiedAndMayHoldWhatJsonHolds() {
    List<Object> list = new ArrayList<>(List.of(1, "two"));
    AnnotatedDocument document =
        document()
            .metadata("list", list)
            .metadata("none", null)
            .metadata("map", Map.of("a", true))
            .build();
    list.add(3);
    assertThat(document.metadata())
        .containsEntry("list", List.of(1, "two"))
        .containsEntry("none", null)
        .containsEntry("map", Map.of("a", true));
    assertThatThrownBy(() -> document().metadata("date", new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'date'");
  }

  @Test
  void spansCarryWhatAToolKnows() {
    EntitySpan span = new EntitySpan(0, 7, "Action", Map.of(EntitySpan.ANNOTATOR, "kim"));
    assertThat(span.attributes()).containsEntry("annotator", "kim");
    assertThat(span.matches(new EntitySpan(0, 7, "Action"))).isTrue();
    assertThat(span).isNotEqualTo(new EntitySpan(0, 7, "Action"));
    assertThatThrownBy(() -> new EntitySpan(3, 3, "X"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EntitySpan(0, 3, " "))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
