package io.nerine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.data.Dataset;
import io.nerine.document.AnnotatedDocument;
import io.nerine.evaluation.Evaluation;
import io.nerine.schema.EntitySchema;
import io.nerine.schema.EntityType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCardTest {

  private static final EntitySchema SCHEMA =
      EntitySchema.builder("tickets")
          .version("3")
          .description("What a service ticket is about")
          .type(EntityType.builder("Person").description("Who did | the work").build())
          .type(EntityType.of("Part"))
          .type(EntityType.of("Site"))
          .build();

  private static final Evaluation EVALUATION = InventedEvaluation.evaluation(60, 0.35, 1);

  private static ModelCard.Builder card() {
    return ModelCard.builder("tickets_v3", SCHEMA)
        .data("train", DataStatistics.of(InventedEvaluation.training()))
        .settings(Map.of("seed", 42))
        .evaluation("dev", EVALUATION);
  }

  @Test
  void tellsSchemaDataSettingsAndScoresWithIntervals() throws IOException {
    ModelCard card = card().intendedUse("Routing of tickets").limit("English only").build();
    assertThat(card.toMarkdown())
        .startsWith("# tickets\\_v3\n")
        .contains(
            "What a service ticket is about",
            "- Routing of tickets",
            "- English only",
            "| Person | Who did \\| the work |",
            "| documents | 40 |",
            "| seed | 42 |",
            "## Scores on dev",
            "| all | " + Figures.percent(EVALUATION.micro().precision()) + " (",
            "### By seen in training");
    JsonNode json = new ObjectMapper().readTree(card.toJson());
    assertThat(json.at("/schema/version").asText()).isEqualTo("3");
    assertThat(json.at("/data/train/sha256").asText()).hasSize(64);
    assertThat(json.at("/evaluations/dev/exact/micro/f1").asDouble())
        .isEqualTo(EVALUATION.micro().f1());
    assertThat(json.at("/evaluations/dev/intervals/micro/f1/low").asDouble())
        .isLessThan(EVALUATION.micro().f1());
    assertThat(json.at("/intendedUse/0").asText()).isEqualTo("Routing of tickets");
  }

  @Test
  void namesTheLimitsThatFollowFromDataAndScores() {
    List<AnnotatedDocument> few = InventedEvaluation.documents(4, 1);
    String card =
        ModelCard.builder("m", SCHEMA)
            .data("train", DataStatistics.of(Dataset.of(SCHEMA, few)))
            .evaluation("dev", InventedEvaluation.evaluation(6, 0.4, 1))
            .build()
            .toMarkdown();
    assertThat(card)
        .contains(
            "fewer than 15 mentions",
            "Trained on texts in en",
            "documents that chose its weights alone",
            "documents of dev are too few");
    assertThat(card().evaluation("test", EVALUATION).build().toMarkdown())
        .doesNotContain("chose its weights alone");
  }

  @Test
  void holdsNoTextOfTheDocuments() {
    assertThat(card().build().toMarkdown() + card().build().toJson())
        .doesNotContain("Ana Ruiz", "Gdynia", "complained");
  }

  @Test
  void equalInputsGiveEqualCards() {
    assertThat(card().build().toJson()).isEqualTo(card().build().toJson());
  }
}
