package io.nerine.improve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.document.AnnotatedDocument;
import io.nerine.document.EntitySpan;
import io.nerine.exception.DataFormatException;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LabelErrorSearchTest {

  private static final String TEXT =
      "Order 17 gaskets DN50 from Halvorsen in Bergen for the Aurora";

  private static EntitySpan span(String mention, String type) {
    int start = TEXT.indexOf(mention);
    return new EntitySpan(start, start + mention.length(), type);
  }

  private static EntitySpan span(String mention, String type, double confidence) {
    EntitySpan span = span(mention, type);
    return new EntitySpan(
        span.start(), span.end(), type, Map.of(EntitySpan.CONFIDENCE, Double.toString(confidence)));
  }

  private static AnnotatedDocument document(EntitySpan... spans) {
    return AnnotatedDocument.builder("order", TEXT).spans(List.of(spans)).build();
  }

  private static List<LabelError> find(AnnotatedDocument gold, AnnotatedDocument predicted) {
    return LabelErrorSearch.find(List.of(gold), List.of(predicted));
  }

  @Test
  void eachKindIsToldWithItsTagsAndPlace() {
    AnnotatedDocument gold =
        document(
            span("gaskets", "Part", 0.04),
            span("Halvorsen", "Place", 0.02),
            span("Aurora", "Ship", 0.001),
            span("17", "Quantity", 0.9));
    AnnotatedDocument predicted =
        document(
            span("gaskets DN50", "Part", 0.93),
            span("Halvorsen", "Supplier", 0.97),
            span("Bergen", "Place", 0.99),
            span("17", "Quantity", 0.9));
    List<LabelError> errors = find(gold, predicted);
    assertThat(errors)
        .extracting(LabelError::kind)
        .containsExactlyInAnyOrder(
            LabelErrorKind.WRONG_BOUNDARY,
            LabelErrorKind.WRONG_TYPE,
            LabelErrorKind.MISSING_TAG,
            LabelErrorKind.SPURIOUS_TAG);
    assertThat(errors).isSortedAccordingTo(Comparator.comparing(LabelError::score).reversed());
    LabelError boundary = of(errors, LabelErrorKind.WRONG_BOUNDARY);
    assertThat(boundary.current()).containsExactly(span("gaskets", "Part", 0.04));
    assertThat(boundary.suggested()).containsExactly(span("gaskets DN50", "Part", 0.93));
    assertThat(TEXT.substring(boundary.start(), boundary.end())).isEqualTo("gaskets DN50");
    assertThat(of(errors, LabelErrorKind.MISSING_TAG).current()).isEmpty();
    assertThat(of(errors, LabelErrorKind.SPURIOUS_TAG).suggested()).isEmpty();
  }

  private static LabelError of(List<LabelError> errors, LabelErrorKind kind) {
    return errors.stream().filter(error -> error.kind() == kind).findFirst().orElseThrow();
  }

  @Test
  void typeAndBoundaryMayBothBeWrong() {
    assertThat(find(document(span("gaskets", "Part")), document(span("17 gaskets", "Quantity"))))
        .singleElement()
        .extracting(LabelError::kind)
        .isEqualTo(LabelErrorKind.WRONG_TYPE_AND_BOUNDARY);
  }

  @Test
  void oneTagForTwoMentionsIsAWrongBoundary() {
    assertThat(
            find(
                document(span("Halvorsen in Bergen", "Name")),
                document(span("Halvorsen", "Name", 0.9), span("Bergen", "Name", 0.7))))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.kind()).isEqualTo(LabelErrorKind.WRONG_BOUNDARY);
              assertThat(error.suggested()).hasSize(2);
            });
  }

  @Test
  void surerPredictionsAndLessProbableTagsAreMoreSuspicious() {
    AnnotatedDocument gold =
        document(
            span("gaskets", "Part", 0.2), span("Aurora", "Part", 0.05), span("17", "Part", 0.4));
    AnnotatedDocument predicted = document(span("Bergen", "Part", 0.6), span("DN50", "Part", 0.9));
    List<LabelError> errors = find(gold, predicted);
    assertThat(errors.stream().filter(error -> error.suggested().isEmpty()))
        .extracting(error -> TEXT.substring(error.start(), error.end()))
        .containsExactly("Aurora", "gaskets", "17");
    assertThat(errors.stream().filter(error -> error.current().isEmpty()))
        .extracting(error -> TEXT.substring(error.start(), error.end()))
        .containsExactly("DN50", "Bergen");
  }

  @Test
  void typeThatModelsFindBadlyIsLessSuspicious() {
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String id = "d" + i;
      boolean oddPart = i == 7;
      AnnotatedDocument.Builder tags = AnnotatedDocument.builder(id, TEXT);
      tags.span(span("gaskets", "Part", oddPart ? 0.01 : 0.95));
      tags.span(span("Aurora", "Ship", 0.01));
      gold.add(tags.build());
      AnnotatedDocument.Builder found = AnnotatedDocument.builder(id, TEXT);
      if (!oddPart) {
        found.span(span("gaskets", "Part", 0.95));
      }
      predicted.add(found.build());
    }
    List<LabelError> errors = LabelErrorSearch.find(gold, predicted);
    assertThat(errors).hasSize(21);
    assertThat(errors.get(0).documentId()).isEqualTo("d7");
    assertThat(errors.get(0).current()).containsExactly(span("gaskets", "Part", 0.01));
    assertThat(errors.get(1).score()).isLessThan(errors.get(0).score() / 2);
  }

  @Test
  void modelsWithoutConfidencesAreTakenAtTheirWord() {
    AnnotatedDocument gold = document(span("gaskets", "Part"), span("Aurora", "Part"));
    AnnotatedDocument predicted = document(span("gaskets", "Part"), span("Bergen", "Part"));
    List<LabelError> errors = find(gold, predicted);
    assertThat(errors)
        .extracting(LabelError::kind)
        .containsExactly(LabelErrorKind.MISSING_TAG, LabelErrorKind.SPURIOUS_TAG);
    assertThat(find(gold, gold)).isEmpty();
  }

  @Test
  void whatWasNotReviewedOrWasRejectedIsNotMissing() {
    AnnotatedDocument predicted =
        document(span("gaskets", "Part", 0.9), span("Bergen", "Place", 0.9));
    AnnotatedDocument byType =
        AnnotatedDocument.builder("order", TEXT).reviewedTypes(Set.of("Place")).build();
    assertThat(find(byType, predicted))
        .singleElement()
        .extracting(error -> error.suggested().get(0).type())
        .isEqualTo("Place");
    AnnotatedDocument byRegion =
        AnnotatedDocument.builder("order", TEXT)
            .reviewedRegions(List.of(new CharSpan(0, 20)))
            .build();
    assertThat(find(byRegion, predicted))
        .singleElement()
        .extracting(error -> error.suggested().get(0).type())
        .isEqualTo("Part");
    AnnotatedDocument rejected =
        AnnotatedDocument.builder("order", TEXT).rejectedSpan(span("Bergen", "Place")).build();
    assertThat(find(rejected, predicted))
        .singleElement()
        .extracting(error -> error.suggested().get(0).type())
        .isEqualTo("Part");
  }

  @Test
  void documentWithoutPredictionHasOnlySpuriousTags() {
    assertThat(LabelErrorSearch.find(List.of(document(span("Aurora", "Ship"))), List.of()))
        .singleElement()
        .extracting(LabelError::kind)
        .isEqualTo(LabelErrorKind.SPURIOUS_TAG);
    assertThat(LabelErrorSearch.find(List.of(), List.of())).isEmpty();
  }

  @Test
  void confidenceThatIsNoNumberIsNamed() {
    EntitySpan odd = new EntitySpan(0, 5, "Part", Map.of(EntitySpan.CONFIDENCE, "high"));
    assertThatThrownBy(() -> find(document(odd), document()))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("'high'");
    assertThatThrownBy(() -> find(document(), document(odd)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("'high'");
  }

  @Test
  void entryHoldsToItsKind() {
    assertThatThrownBy(
            () -> new LabelError(LabelErrorKind.MISSING_TAG, 0.5, "d", List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MISSING_TAG");
    assertThatThrownBy(
            () ->
                new LabelError(
                    LabelErrorKind.SPURIOUS_TAG, 2, "d", List.of(span("17", "X")), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("score");
  }

  /**
   * Data of 400 documents with a tag for each of 4 mentions, 40 of which are spoilt, and
   * predictions of models that miss a tenth, are wrong in places and know how sure to be: of the
   * first 40 suggestions most are planted ones.
   */
  @Property(tries = 25)
  void plantedErrorsComeFirst(@ForAll long seed) {
    Random random = new Random(seed);
    List<AnnotatedDocument> gold = new ArrayList<>();
    List<AnnotatedDocument> predicted = new ArrayList<>();
    Set<String> spoilt = new HashSet<>();
    String[] mentions = {"gaskets DN50", "Halvorsen", "Bergen", "Aurora"};
    String[] types = {"Part", "Supplier", "Place", "Ship"};
    for (int d = 0; d < 400; d++) {
      AnnotatedDocument.Builder tags = AnnotatedDocument.builder("d" + d, TEXT);
      AnnotatedDocument.Builder found = AnnotatedDocument.builder("d" + d, TEXT);
      int spoiltMention = d % 10 == 0 ? random.nextInt(4) : -1;
      for (int m = 0; m < mentions.length; m++) {
        // A sharp model: mostly near 1, and seldom far from it.
        double sure = 1 - Math.pow(random.nextDouble(), 6);
        boolean finds = random.nextDouble() < sure;
        if (sure > 0.5) {
          found.span(span(mentions[m], types[m], sure));
        }
        double held = finds ? sure : 1 - sure;
        if (m != spoiltMention) {
          tags.span(span(mentions[m], types[m], Math.max(held, 0.05)));
          continue;
        }
        spoilt.add("d" + d);
        switch (random.nextInt(3)) {
          case 0 -> tags.span(span(mentions[m].substring(0, 4), types[m], (1 - sure) / 4));
          case 1 -> tags.span(span(mentions[m], types[(m + 1) % 4], (1 - sure) / 4));
          default -> {
            // The tag is forgotten.
          }
        }
      }
      gold.add(tags.build());
      predicted.add(found.build());
    }
    List<LabelError> errors = LabelErrorSearch.find(gold, predicted);
    assertThat(errors.subList(0, 30))
        .filteredOn(error -> spoilt.contains(error.documentId()))
        .hasSizeGreaterThan(24);
    assertThat(errors).allMatch(error -> error.score() >= 0 && error.score() <= 1);
    List<AnnotatedDocument> shuffled = new ArrayList<>(predicted);
    Collections.shuffle(shuffled, random);
    assertThat(LabelErrorSearch.find(gold, shuffled)).isEqualTo(errors);
  }
}
