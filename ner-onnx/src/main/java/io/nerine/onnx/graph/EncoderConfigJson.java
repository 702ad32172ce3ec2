package io.nerine.onnx.graph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.exception.ModelLoadingException;

/** The shape of an encoder as JSON, as a graph carries it. */
final class EncoderConfigJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EncoderConfigJson() {}

  static String write(EncoderConfig config) {
    ObjectNode node =
        MAPPER
            .createObjectNode()
            .put("layers", config.layers())
            .put("hidden", config.hidden())
            .put("heads", config.heads())
            .put("intermediate", config.intermediate())
            .put("vocabulary", config.vocabulary())
            .put("positions", config.positions())
            .put("layerNormEpsilon", config.layerNormEpsilon())
            .put("activation", config.architecture().activation().name())
            .put("sharedLayers", config.architecture().sharedLayers())
            .put("normalisesFirst", config.architecture().normalisesFirst());
    write(config.architecture().positions(), node.putObject("attention"));
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Numbers and names can't be written as JSON", e);
    }
  }

  private static void write(AttentionPositions positions, ObjectNode node) {
    node.put("positions", positions.getClass().getSimpleName());
    if (positions instanceof AttentionPositions.Buckets buckets) {
      node.put("buckets", buckets.buckets()).put("greatestDistance", buckets.greatestDistance());
    } else if (positions instanceof AttentionPositions.Disentangled distances) {
      node.put("span", distances.span())
          .put("logarithmic", distances.logarithmic())
          .put("greatestDistance", distances.greatestDistance())
          .put("contentToPosition", distances.contentToPosition())
          .put("positionToContent", distances.positionToContent());
    } else if (positions instanceof AttentionPositions.Rotary rotary) {
      node.put("wholeBase", rotary.wholeBase())
          .put("nearBase", rotary.nearBase())
          .put("reach", rotary.reach())
          .put("every", rotary.every());
    }
  }

  static EncoderConfig read(String json, String source) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new EncoderConfig(
          node.path("layers").asInt(),
          node.path("hidden").asInt(),
          node.path("heads").asInt(),
          node.path("intermediate").asInt(),
          node.path("vocabulary").asInt(),
          node.path("positions").asInt(),
          node.path("layerNormEpsilon").asDouble(),
          new EncoderArchitecture(
              Activation.valueOf(node.path("activation").asText()),
              node.path("sharedLayers").asBoolean(),
              node.path("normalisesFirst").asBoolean(),
              positions(node.path("attention"))));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new ModelLoadingException(
          "%s describes its encoder in a way that this version does not know: %s"
              .formatted(source, e.getMessage()),
          e);
    }
  }

  private static AttentionPositions positions(JsonNode node) {
    String kind = node.path("positions").asText();
    return switch (kind) {
      case "InEmbeddings" -> new AttentionPositions.InEmbeddings();
      case "Buckets" ->
          new AttentionPositions.Buckets(
              node.path("buckets").asInt(), node.path("greatestDistance").asInt());
      case "Disentangled" ->
          new AttentionPositions.Disentangled(
              node.path("span").asInt(),
              node.path("logarithmic").asBoolean(),
              node.path("greatestDistance").asInt(),
              node.path("contentToPosition").asBoolean(),
              node.path("positionToContent").asBoolean());
      case "Rotary" ->
          new AttentionPositions.Rotary(
              node.path("wholeBase").asDouble(),
              node.path("nearBase").asDouble(),
              node.path("reach").asInt(),
              node.path("every").asInt());
      default -> throw new IllegalArgumentException("attention of kind '" + kind + "'");
    };
  }
}
