package io.nerine.onnx.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.nerine.exception.ModelLoadingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a {@code tokenizer.json} that stand for no text. The two around a window are those
 * that its post-processor adds; where it has none, those of BERT and RoBERTa by name.
 *
 * @param cls the id of the token that opens a window
 * @param sep the id of the token that closes it
 * @param pad the id of the token that fills up a batch
 * @param unk the id of the token for what the vocabulary can't express; byte-level vocabularies
 *     express everything and need none
 */
record SpecialTokens(int cls, int sep, int pad, int unk) {

  static SpecialTokens of(JsonNode definition, Map<String, Integer> vocabulary) {
    int[] around = around(definition.path("post_processor"));
    int cls = around != null ? around[0] : idOf(vocabulary, "[CLS]", "<s>");
    int sep = around != null ? around[1] : idOf(vocabulary, "[SEP]", "</s>");
    JsonNode model = definition.path("model");
    JsonNode unknown = model.path("unk_token");
    int unk;
    if (model.path("unk_id").isInt()) {
      unk = model.path("unk_id").intValue();
    } else if (model.path("type").asText().equals("BPE") && !unknown.isTextual()) {
      unk = vocabulary.getOrDefault("<unk>", cls);
    } else {
      unk = idOf(vocabulary, unknown.asText("[UNK]"), "<unk>");
    }
    return new SpecialTokens(cls, sep, idOf(vocabulary, "[PAD]", "<pad>"), unk);
  }

  private static int idOf(Map<String, Integer> vocabulary, String token, String otherSpelling) {
    Integer id = vocabulary.get(vocabulary.containsKey(token) ? token : otherSpelling);
    if (id == null) {
      throw new ModelLoadingException(
          "tokenizer.json has no token %s (nor %s); take the file as the encoder came with it"
              .formatted(token, otherSpelling));
    }
    return id;
  }

  private static int @Nullable [] around(JsonNode processor) {
    switch (processor.path("type").asText("")) {
      case "Sequence" -> {
        for (JsonNode part : processor.path("processors")) {
          int[] around = around(part);
          if (around != null) {
            return around;
          }
        }
        return null;
      }
      case "BertProcessing", "RobertaProcessing" -> {
        return new int[] {
          id(processor.path("cls").path(1), processor), id(processor.path("sep").path(1), processor)
        };
      }
      case "TemplateProcessing" -> {
        return template(processor);
      }
      default -> {
        return null;
      }
    }
  }

  private static int[] template(JsonNode processor) {
    List<Integer> ids = new ArrayList<>();
    int text = -1;
    for (JsonNode part : processor.path("single")) {
      if (part.has("Sequence")) {
        text = ids.size();
      } else {
        String token = part.path("SpecialToken").path("id").asText();
        for (JsonNode id : processor.path("special_tokens").path(token).path("ids")) {
          ids.add(id(id, processor));
        }
      }
    }
    if (ids.size() != 2 || text != 1) {
      throw new ModelLoadingException(
          "tokenizer.json must put one token before a text and one behind it, its post_processor"
              + " says "
              + processor.path("single"));
    }
    return new int[] {ids.get(0), ids.get(1)};
  }

  private static int id(JsonNode id, JsonNode processor) {
    if (!id.isInt() || id.intValue() < 0) {
      throw new ModelLoadingException(
          "tokenizer.json: the post_processor %s must give ids of at least 0, found %s"
              .formatted(processor.path("type"), id));
    }
    return id.intValue();
  }
}
