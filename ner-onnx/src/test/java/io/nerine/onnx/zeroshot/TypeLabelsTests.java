package io.nerine.onnx.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeLabelsTests {

  private static final EntitySchema SCHEMA =
      EntitySchema.builder("depot")
          .type(EntityType.builder("PartNo").description(" spare part number ").build())
          .type(EntityType.of("Site"))
          .build();

  @ParameterizedTest
  @CsvSource({
    "PartNumber, part number",
    "PART_NUMBER, part number",
    "part-number, part number",
    "Part Number, part number",
    "XMLFile, xml file",
    "Track2Data, track2 data",
    "HTTP, http",
    "ORG, organization",
    "Per, person",
    "LOC, location",
    "Straße, straße",
    "設備, 設備",
    "ISTANBUL_ILI, istanbul ili",
    "--, --"
  })
  void namesBecomePlainWords(String name, String label) {
    EntitySchema schema = EntitySchema.of("one", name);
    assertThat(TypeLabels.names(schema).label(name)).isEqualTo(label);
  }

  @Test
  void descriptionsAreTakenWhereThereAreSome() {
    assertThat(TypeLabels.descriptions(SCHEMA).toMap())
        .containsExactly(Map.entry("PartNo", "spare part number"), Map.entry("Site", "site"));
  }

  @Test
  void labelsCanBeSet() {
    TypeLabels labels = TypeLabels.names(SCHEMA).with("Site", " wind farm ");
    assertThat(labels.label("Site")).isEqualTo("wind farm");
    assertThat(labels.label("PartNo")).isEqualTo("part no");
    assertThat(labels.schema()).isEqualTo(SCHEMA);
    assertThat(TypeLabels.of(SCHEMA, labels.toMap()).toMap()).isEqualTo(labels.toMap());
  }

  @Test
  void labelsThatTellNothingAreRefused() {
    TypeLabels labels = TypeLabels.names(SCHEMA);
    refused(() -> labels.with("Site", " "), "type 'Site' has no label");
    refused(
        () -> labels.with("Site", "part no").checkDistinct(),
        "'PartNo' and 'Site' have the same label");
    refused(() -> labels.with("Depot", "depot"), "'Depot', which the schema does not declare");
    refused(() -> labels.label("Depot"), "[PartNo, Site]");
    refused(() -> TypeLabels.of(SCHEMA, Map.of("Site", "site")), "'PartNo' has no label");
    EntitySchema twins = EntitySchema.of("twins", "PartNo", "PART_NO");
    refused(() -> TypeLabels.names(twins).checkDistinct(), "same label 'part no'");
    TypeLabels.names(twins).with("PartNo", "spare part number").checkDistinct();
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
