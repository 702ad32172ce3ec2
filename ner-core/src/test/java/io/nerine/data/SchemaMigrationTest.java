package io.nerine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.data.Unmigrated.Reason;
import io.nerine.document.AnnotatedDocument;
import io.nerine.document.DatasetPart;
import io.nerine.document.EntitySpan;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import io.nerine.schema.SchemaComparison;
import io.nerine.text.CharSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {

  private static final EntitySchema OLDER =
      EntitySchema.of("port", "Ship", "Boat", "Place", "Cargo", "Person");

  /** Ships and boats are one, places are two, cargo is gone, people are crew, flags are new. */
  private static final EntitySchema NEWER =
      EntitySchema.builder("port")
          .version("2")
          .type(EntityType.builder("Vessel").formerly("Ship", "Boat").build())
          .type(EntityType.builder("City").formerly("Place").build())
          .type(EntityType.builder("Quay").formerly("Place").build())
          .type(EntityType.builder("Crew").formerly("Person").build())
          .type(EntityType.of("Flag"))
          .build();

  private static final SchemaMigration DECLARED =
      SchemaMigration.of(SchemaComparison.of(OLDER, NEWER));

  private static final SchemaMigration DECIDED =
      SchemaMigration.builder(OLDER, NEWER)
          .decide("Place", (document, span) -> Optional.of(cityOrQuay(document.textOf(span))))
          .build();

  private static final String TEXT = "Marit left Riga, berth 7, with timber; Ina Berg is aboard.";

  private static String cityOrQuay(String mention) {
    return mention.contains("berth") ? "Quay" : "City";
  }

  private static AnnotatedDocument.Builder tagged() {
    return AnnotatedDocument.builder("d1", TEXT)
        .span(0, 5, "Ship")
        .span(11, 15, "Place")
        .span(17, 24, "Place")
        .span(31, 37, "Cargo")
        .span(39, 47, "Person");
  }

  private static EntitySpan span(int start, int end, String type) {
    return new EntitySpan(start, end, type);
  }

  private static AnnotatedDocument migrated(SchemaMigration migration, AnnotatedDocument document) {
    return migration.migrate(document).value();
  }

  @Test
  void renamesMergesSplitsAndDrops() {
    Migrated<AnnotatedDocument> migrated = DECIDED.migrate(tagged().build());

    assertThat(migrated.value().spans())
        .containsExactly(
            span(0, 5, "Vessel"), span(11, 15, "City"), span(17, 24, "Quay"), span(39, 47, "Crew"));
    assertThat(migrated.unmigrated())
        .containsExactly(new Unmigrated.Tag("d1", span(31, 37, "Cargo"), "timber", Reason.REMOVED));
    assertThat(migrated.unmigrated().get(0).type()).isEqualTo("Cargo");
    assertThat(migrated.unmigrated().get(0))
        .hasToString(
            "Document 'd1': tag 'Cargo' of 'timber' at 31 to 37: no type of the newer schema stands"
                + " for it");
  }

  @Test
  void returnsWhatNothingDecidesOn() {
    Migrated<AnnotatedDocument> migrated = DECLARED.migrate(tagged().build());

    assertThat(migrated.value().spans())
        .containsExactly(span(0, 5, "Vessel"), span(39, 47, "Crew"));
    assertThat(migrated.unmigrated())
        .extracting(Unmigrated::reason)
        .containsExactly(Reason.UNDECIDED, Reason.UNDECIDED, Reason.REMOVED);
  }

  @Test
  void keepsAllElse() {
    AnnotatedDocument document =
        tagged()
            .clearSpans()
            .span(new EntitySpan(0, 5, "Boat", Map.of(EntitySpan.ANNOTATOR, "ines")))
            .language("en")
            .part(DatasetPart.TEST)
            .metadata("watch", 3)
            .reviewedRegions(List.of(new CharSpan(0, 20)))
            .build();

    AnnotatedDocument migrated = migrated(DECIDED, document);

    assertThat(migrated.spans())
        .containsExactly(new EntitySpan(0, 5, "Vessel", Map.of(EntitySpan.ANNOTATOR, "ines")));
    assertThat(migrated.id()).isEqualTo("d1");
    assertThat(migrated.text()).isEqualTo(TEXT);
    assertThat(migrated.language()).contains("en");
    assertThat(migrated.part()).contains(DatasetPart.TEST);
    assertThat(migrated.metadata()).isEqualTo(document.metadata());
    assertThat(migrated.reviewedRegions()).isEqualTo(document.reviewedRegions());
  }

  @Test
  void tagsThatAMergerMakesEqualBecomeOne() {
    EntitySpan byInes = new EntitySpan(0, 5, "Boat", Map.of(EntitySpan.ANNOTATOR, "ines"));
    AnnotatedDocument document =
        AnnotatedDocument.builder("d1", TEXT)
            .span(0, 5, "Ship")
            .span(0, 5, "Boat")
            .span(0, 5, "Boat")
            .span(byInes)
            .span(39, 47, "Person")
            .span(39, 47, "Person")
            .build();

    assertThat(migrated(DECIDED, document).spans())
        .containsExactlyInAnyOrder(
            span(0, 5, "Vessel"),
            span(0, 5, "Vessel"),
            new EntitySpan(0, 5, "Vessel", byInes.attributes()),
            span(39, 47, "Crew"),
            span(39, 47, "Crew"));
    assertThat(
            migrated(
                    DECIDED,
                    AnnotatedDocument.builder("d2", TEXT)
                        .span(0, 5, "Ship")
                        .span(0, 5, "Boat")
                        .build())
                .spans())
        .containsExactly(span(0, 5, "Vessel"));
  }

  @Test
  void aCompletelyTaggedDocumentIsSoButForNewTypes() {
    assertThat(migrated(DECIDED, tagged().build()).reviewedTypes())
        .contains(Set.of("Vessel", "City", "Quay", "Crew"));

    EntitySchema noNewOnes =
        EntitySchema.builder("port")
            .type(EntityType.builder("Vessel").formerly("Ship", "Boat", "Cargo").build())
            .type(EntityType.of("Place"))
            .type(EntityType.of("Person"))
            .build();
    assertThat(
            migrated(SchemaMigration.of(SchemaComparison.of(OLDER, noNewOnes)), tagged().build())
                .reviewedTypes())
        .isEmpty();
  }

  @Test
  void aSplitTypeIsNotReviewedUntilAllItsTagsAreDecided() {
    AnnotatedDocument document = tagged().reviewedTypes(List.of("Place", "Person")).build();
    SchemaMigration half =
        SchemaMigration.builder(OLDER, NEWER)
            .decide(
                "Place",
                (whole, span) -> span.start() == 11 ? Optional.of("City") : Optional.empty())
            .build();

    assertThat(migrated(DECIDED, document).reviewedTypes())
        .contains(Set.of("City", "Quay", "Crew"));
    assertThat(migrated(half, document).reviewedTypes()).contains(Set.of("Crew"));
    assertThat(half.migrate(document).unmigrated())
        .contains(
            new Unmigrated.Tag("d1", span(17, 24, "Place"), "berth 7", Reason.UNDECIDED),
            new Unmigrated.Review("d1", "Place", Reason.UNDECIDED));
    // Where there is no place at all, there is neither a city nor a quay.
    assertThat(migrated(DECLARED, document.toBuilder().clearSpans().build()).reviewedTypes())
        .contains(Set.of("City", "Quay", "Crew"));
  }

  @Test
  void aMergedTypeIsReviewedOnlyIfAllItsTypesWere() {
    Migrated<AnnotatedDocument> half =
        DECIDED.migrate(
            AnnotatedDocument.builder("d1", TEXT)
                .span(0, 5, "Ship")
                .reviewedTypes(List.of("Ship", "Cargo", "Wind"))
                .build());
    AnnotatedDocument both =
        AnnotatedDocument.builder("d1", TEXT).reviewedTypes(List.of("Ship", "Boat")).build();

    assertThat(half.value().reviewedTypes()).contains(Set.of());
    assertThat(half.value().spans()).containsExactly(span(0, 5, "Vessel"));
    assertThat(half.unmigrated())
        .containsExactly(
            new Unmigrated.Review("d1", "Ship", Reason.PARTIAL),
            new Unmigrated.Review("d1", "Cargo", Reason.REMOVED),
            new Unmigrated.Review("d1", "Wind", Reason.UNDECLARED));
    assertThat(half.unmigrated().get(0))
        .hasToString(
            "Document 'd1': 'Ship' was fully reviewed: it does not hold for all types that were"
                + " merged");
    assertThat(migrated(DECIDED, both).reviewedTypes()).contains(Set.of("Vessel"));
  }

  @Test
  void aRejectionHoldsForAMergedTypeOnlyIfAllItsTypesWereRejected() {
    AnnotatedDocument document =
        AnnotatedDocument.builder("d1", TEXT)
            .rejectedSpan(span(0, 5, "Ship"))
            .rejectedSpan(span(0, 5, "Boat"))
            .rejectedSpan(span(11, 15, "Ship"))
            .rejectedSpan(span(31, 37, "Place"))
            .rejectedSpan(span(31, 37, "Cargo"))
            .rejectedSpan(span(39, 42, "Wind"))
            .build();

    Migrated<AnnotatedDocument> migrated = DECLARED.migrate(document);

    assertThat(migrated.value().rejectedSpans())
        .containsExactly(span(0, 5, "Vessel"), span(31, 37, "City"), span(31, 37, "Quay"));
    assertThat(migrated.unmigrated())
        .containsExactly(
            new Unmigrated.Rejection("d1", span(11, 15, "Ship"), Reason.PARTIAL),
            new Unmigrated.Rejection("d1", span(31, 37, "Cargo"), Reason.REMOVED),
            new Unmigrated.Rejection("d1", span(39, 42, "Wind"), Reason.UNDECLARED));
    assertThat(migrated.unmigrated().get(2))
        .hasToString(
            "Document 'd1': 39 to 42 is not 'Wind': the older schema does not declare the type");
  }

  @Test
  void aMergedTypeHasTheLowestThresholdAndASplitOneEachTheOld() {
    Map<String, Double> thresholds = new TreeMap<>();
    thresholds.put("Ship", 0.7);
    thresholds.put("Boat", 0.4);
    thresholds.put("Place", 0.9);
    thresholds.put("Cargo", 0.2);
    thresholds.put("Wind", 0.1);

    Migrated<Map<String, Double>> migrated = DECLARED.migrateThresholds(thresholds);

    assertThat(migrated.value())
        .containsExactly(Map.entry("Vessel", 0.4), Map.entry("City", 0.9), Map.entry("Quay", 0.9));
    assertThat(migrated.unmigrated())
        .containsExactly(
            new Unmigrated.Threshold("Cargo", 0.2, Reason.REMOVED),
            new Unmigrated.Threshold("Wind", 0.1, Reason.UNDECLARED));

    thresholds.remove("Boat");
    Migrated<Map<String, Double>> half = DECLARED.migrateThresholds(thresholds);
    assertThat(half.value()).doesNotContainKey("Vessel");
    assertThat(half.unmigrated()).contains(new Unmigrated.Threshold("Ship", 0.7, Reason.PARTIAL));
    assertThat(half.unmigrated().get(1))
        .hasToString("Threshold 0.7 of 'Ship': it does not hold for all types that were merged");
  }

  @Test
  void rulesOverrideWhatIsDeclared() {
    SchemaMigration migration =
        SchemaMigration.builder(OLDER, NEWER)
            .drop("Person")
            .merge(List.of("Cargo", "Ship"), "Flag")
            .rename("Place", "City")
            .split("Boat", List.of("Vessel", "Crew"), (document, span) -> Optional.of("Crew"))
            .build();

    Migrated<AnnotatedDocument> migrated = migration.migrate(tagged().span(2, 5, "Boat").build());

    assertThat(migration.from()).isEqualTo(OLDER);
    assertThat(migration.to()).isEqualTo(NEWER);
    assertThat(migrated.value().spans())
        .containsExactly(
            span(0, 5, "Flag"),
            span(2, 5, "Crew"),
            span(11, 15, "City"),
            span(17, 24, "City"),
            span(31, 37, "Flag"));
    assertThat(migrated.unmigrated())
        .containsExactly(
            new Unmigrated.Tag("d1", span(39, 47, "Person"), "Ina Berg", Reason.REMOVED));
    assertThat(migrated.value().reviewedTypes()).contains(Set.of("Flag", "City", "Vessel", "Crew"));
  }

  @Test
  void migratesADataSet() {
    Dataset data =
        Dataset.of(
            OLDER,
            List.of(
                tagged().build(),
                AnnotatedDocument.builder("d2", "No cargo today.").span(3, 8, "Cargo").build()));

    Migrated<Dataset> migrated = DECIDED.migrate(data);

    assertThat(migrated.value().schema()).isEqualTo(NEWER);
    assertThat(migrated.value().size()).isEqualTo(2);
    assertThat(migrated.value().mentions()).containsEntry("Vessel", 1).containsEntry("Flag", 0);
    assertThat(migrated.unmigrated()).hasSize(2);
  }

  @Test
  void refusesRulesThatNameWhatIsNotDeclared() {
    SchemaMigration.Builder builder = SchemaMigration.builder(OLDER, NEWER);

    assertThatThrownBy(() -> builder.rename("Vessel", "Ship"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The older schema port 1")
        .hasMessageContaining("does not declare 'Vessel'");
    assertThatThrownBy(() -> builder.rename("Ship", "Boat"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The newer schema port 2");
    assertThatThrownBy(() -> builder.drop("Flag"))
        .isExactlyInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.decide("Ship", (document, span) -> Optional.empty()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Type 'Ship' can be split into two types or more, found [Vessel]");
  }

  @Test
  void refusesADecisionForATypeThatIsNoneOfThose() {
    SchemaMigration migration =
        SchemaMigration.builder(OLDER, NEWER)
            .decide("Place", (document, span) -> Optional.of("Flag"))
            .build();

    assertThatThrownBy(() -> migration.migrate(tagged().build()))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The decision on 'Place' in document 'd1' named 'Flag'; it was split into City, Quay");
  }

  @Property(tries = 500)
  void everyTagIsInTheResultOrReturned(@ForAll("documents") AnnotatedDocument document) {
    Migrated<AnnotatedDocument> migrated = DECIDED.migrate(document);

    List<EntitySpan> places = new ArrayList<>(migrated.value().spans());
    for (EntitySpan span : document.spans()) {
      boolean kept = places.stream().anyMatch(place -> place.span().equals(span.span()));
      boolean returned =
          migrated.unmigrated().stream()
              .anyMatch(lost -> lost instanceof Unmigrated.Tag tag && tag.span().equals(span));
      assertThat(kept || returned).isTrue();
      assertThat(returned).isEqualTo(span.type().equals("Cargo"));
    }
    assertThat(places).allMatch(place -> NEWER.declares(place.type()));
    // What is said of the newer types follows from what was said of the older ones.
    for (String type : migrated.value().reviewedTypes().orElseThrow()) {
      for (String origin : DECIDED.originsOf(type)) {
        assertThat(document.reviewedTypes().map(types -> types.contains(origin)).orElse(true))
            .isTrue();
      }
    }
  }

  @Property(tries = 200)
  void nothingChangesWithoutAChange(@ForAll("documents") AnnotatedDocument document) {
    Migrated<AnnotatedDocument> migrated =
        SchemaMigration.of(SchemaComparison.of(OLDER, OLDER)).migrate(document);

    assertThat(migrated.value()).isEqualTo(document);
    assertThat(migrated.unmigrated()).isEmpty();
  }

  @Provide
  Arbitrary<AnnotatedDocument> documents() {
    Arbitrary<EntitySpan> span =
        Combinators.combine(
                Arbitraries.integers().between(0, 20),
                Arbitraries.integers().between(1, 9),
                Arbitraries.of(OLDER.typeNames()),
                Arbitraries.of("ines", "tom").injectNull(0.5))
            .as(
                (start, length, type, annotator) ->
                    new EntitySpan(
                        start,
                        start + length,
                        type,
                        annotator == null ? Map.of() : Map.of(EntitySpan.ANNOTATOR, annotator)));
    return Combinators.combine(
            span.list().ofMaxSize(6),
            span.list().ofMaxSize(4),
            Arbitraries.of(OLDER.typeNames()).list().uniqueElements().injectNull(0.4))
        .as(
            (spans, rejected, reviewed) -> {
              AnnotatedDocument.Builder document =
                  AnnotatedDocument.builder("d", TEXT).spans(spans);
              rejected.forEach(document::rejectedSpan);
              if (reviewed != null) {
                // In the order of the schema, as a migration writes them.
                document.reviewedTypes(
                    OLDER.typeNames().stream().filter(reviewed::contains).toList());
              }
              return document.build();
            });
  }
}
