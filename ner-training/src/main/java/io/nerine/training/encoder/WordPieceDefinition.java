package io.nerine.training.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nerine.exception.ModelLoadingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vocabulary of BERT, one word piece a line, as a {@code tokenizer.json} of the Hugging Face
 * library: what {@code BertTokenizerFast} makes of a {@code vocab.txt}.
 */
final class WordPieceDefinition {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private static final int MAX_WORD_CHARACTERS = 100;

  private final Map<String, Integer> ids;
  private final boolean lowercase;

  private WordPieceDefinition(Map<String, Integer> ids, boolean lowercase) {
    this.ids = ids;
    this.lowercase = lowercase;
  }

  /**
   * Takes a vocabulary.
   *
   * @param vocabulary the lines of a {@code vocab.txt}
   * @param lowercase whether text is turned to lower case and loses its accents
   * @return the definition
   * @throws ModelLoadingException if a special token is missing
   */
  static WordPieceDefinition of(String vocabulary, boolean lowercase) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    int line = 0;
    // Not lines(), since pieces can be characters that other programs take for line ends.
    for (String piece : vocabulary.split("\r?\n", -1)) {
      ids.put(piece, line++);
    }
    // What comes behind the last line end is no line.
    ids.remove("", line - 1);
    for (String token : SPECIAL) {
      if (!ids.containsKey(token)) {
        throw new ModelLoadingException(
            "vocab.txt has no line '%s'; take the file as the encoder came with it"
                .formatted(token));
      }
    }
    return new WordPieceDefinition(ids, lowercase);
  }

  /** {@return the content of a {@code tokenizer.json}} */
  byte[] toJson() {
    ObjectNode root = MAPPER.createObjectNode().put("version", "1.0");
    root.putNull("truncation");
    root.putNull("padding");
    ArrayNode added = root.putArray("added_tokens");
    for (String token : SPECIAL) {
      added
          .addObject()
          .put("id", ids.get(token))
          .put("content", token)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .putNull("strip_accents")
        .put("lowercase", lowercase);
    root.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode around = root.putObject("post_processor").put("type", "BertProcessing");
    around.putArray("sep").add("[SEP]").add(ids.get("[SEP]"));
    around.putArray("cls").add("[CLS]").add(ids.get("[CLS]"));
    root.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
    ObjectNode model =
        root.putObject("model")
            .put("type", "WordPiece")
            .put("unk_token", "[UNK]")
            .put("continuing_subword_prefix", "##")
            .put("max_input_chars_per_word", MAX_WORD_CHARACTERS);
    ObjectNode pieces = model.putObject("vocab");
    ids.forEach(pieces::put);
    try {
      return MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException("The vocabulary can't be written as JSON", e);
    }
  }
}
