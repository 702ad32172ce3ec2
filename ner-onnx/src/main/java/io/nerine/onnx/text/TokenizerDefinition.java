package io.nerine.onnx.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a {@code tokenizer.json} of the Hugging Face library says, as far as it matters here.
 *
 * @param json the definition without truncation and padding, in UTF-8
 * @param clsId the id of the token that opens a window
 * @param sepId the id of the token that closes it
 * @param padId the id of the token that fills up a batch
 * @param unkId the id of the token for what the vocabulary can't express
 * @param vocabularySize one more than the greatest id
 * @param lowercases whether the text is turned to lower case
 */
@SuppressWarnings("ArrayRecordComponent") // Package-private, handed over once, never compared.
record TokenizerDefinition(
    byte[] json,
    int clsId,
    int sepId,
    int padId,
    int unkId,
    int vocabularySize,
    boolean lowercases) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> KINDS = List.of("WordPiece", "BPE", "Unigram");

  static TokenizerDefinition parse(byte[] tokenizerJson, Tokenization tokenization) {
    JsonNode root;
    try {
      root = MAPPER.readTree(tokenizerJson);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "tokenizer.json is not valid JSON (%s); take the file as the encoder came with it"
              .formatted(reason(e)),
          e);
    }
    if (!(root instanceof ObjectNode definition)) {
      throw new ModelLoadingException(
          "tokenizer.json does not hold a JSON object; take the file as the encoder came with it");
    }
    String model = definition.path("model").path("type").asText("");
    check(model, tokenization);
    Map<String, Integer> vocabulary = vocabulary(definition);
    SpecialTokens special = SpecialTokens.of(definition, vocabulary);

    // A file can carry a length to cut or fill up to, which would silently lose text.
    definition.putNull("truncation");
    definition.putNull("padding");
    try {
      return new TokenizerDefinition(
          MAPPER.writeValueAsBytes(definition),
          special.cls(),
          special.sep(),
          special.pad(),
          special.unk(),
          vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1,
          lowercases(definition.path("normalizer")));
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException("tokenizer.json can't be prepared for loading", e);
    }
  }

  private static void check(String model, Tokenization tokenization) {
    if (tokenization == Tokenization.WORDS && !model.equals("WordPiece")) {
      throw new ModelLoadingException(
          ("tokenizer.json describes a tokenizer of kind '%s', which can't be applied word by word"
                  + " without a change of its tokens; use an encoder with a WordPiece tokenizer")
              .formatted(model));
    }
    if (!KINDS.contains(model)) {
      throw new ModelLoadingException(
          "tokenizer.json describes a tokenizer of kind '%s', known are %s; take the file as the"
                  .formatted(model, KINDS)
              + " model came with it");
    }
  }

  private static String reason(IOException e) {
    return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
  }

  private static Map<String, Integer> vocabulary(JsonNode definition) {
    Map<String, Integer> vocabulary = new HashMap<>();
    JsonNode vocab = definition.path("model").path("vocab");
    for (Map.Entry<String, JsonNode> token : vocab.properties()) {
      put(vocabulary, token.getKey(), token.getValue());
    }
    // Unigram lists its tokens with their scores.
    for (int id = 0; vocab.isArray() && id < vocab.size(); id++) {
      vocabulary.put(vocab.get(id).path(0).asText(), id);
    }
    for (JsonNode token : definition.path("added_tokens")) {
      put(vocabulary, token.path("content").asText(), token.path("id"));
    }
    return vocabulary;
  }

  private static void put(Map<String, Integer> vocabulary, String token, JsonNode id) {
    if (!id.isInt() || id.intValue() < 0) {
      throw new ModelLoadingException(
          "tokenizer.json: the id of token '%s' must be an integer of at least 0, found %s"
              .formatted(token, id));
    }
    vocabulary.put(token, id.intValue());
  }

  private static boolean lowercases(JsonNode normalizer) {
    for (JsonNode part : normalizer.path("normalizers")) {
      if (lowercases(part)) {
        return true;
      }
    }
    return switch (normalizer.path("type").asText("").toLowerCase(Locale.ROOT)) {
      case "lowercase" -> true;
      case "bertnormalizer" -> normalizer.path("lowercase").asBoolean(true);
      default -> false;
    };
  }
}
