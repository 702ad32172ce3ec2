package io.nerine.onnx.text;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A WordPiece tokenizer of a few whole words, and of single ASCII characters for all others. */
public final class TinyTokenizer {

  /** The ids of the special tokens. */
  public static final int PAD = 0;

  /** The id of what can't be expressed. */
  public static final int UNK = 1;

  private TinyTokenizer() {}

  /** The vocabulary: special tokens, the words, then pieces of one character. */
  public static List<String> vocabulary(List<String> words) {
    List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    vocabulary.addAll(words);
    for (char c = '!'; c <= '~'; c++) {
      if (!vocabulary.contains(String.valueOf(c))) {
        vocabulary.add(String.valueOf(c));
      }
      vocabulary.add("##" + c);
    }
    return vocabulary;
  }

  /** A {@code tokenizer.json} that cuts and fills up to eight tokens if it is let. */
  public static byte[] json(List<String> words, boolean lowercase) {
    return json(definition(words, lowercase));
  }

  /** The definition as a map, for tests that change it. */
  public static Map<String, Object> definition(List<String> words, boolean lowercase) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (String token : vocabulary(words)) {
      ids.put(token, ids.size());
    }
    Map<String, Object> normalizer = new LinkedHashMap<>();
    normalizer.put("type", "BertNormalizer");
    normalizer.put("clean_text", true);
    normalizer.put("handle_chinese_chars", true);
    normalizer.put("strip_accents", null);
    normalizer.put("lowercase", lowercase);
    List<Map<String, Object>> added = new ArrayList<>();
    for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
      Map<String, Object> token = new LinkedHashMap<>();
      token.put("id", ids.get(special));
      token.put("content", special);
      for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        token.put(flag, false);
      }
      token.put("special", true);
      added.add(token);
    }
    Map<String, Object> padding = new LinkedHashMap<>();
    padding.put("strategy", Map.of("Fixed", 8));
    padding.put("direction", "Right");
    padding.put("pad_to_multiple_of", null);
    padding.put("pad_id", 0);
    padding.put("pad_type_id", 0);
    padding.put("pad_token", "[PAD]");
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("version", "1.0");
    definition.put(
        "truncation",
        Map.of("direction", "Right", "max_length", 8, "strategy", "LongestFirst", "stride", 0));
    definition.put("padding", padding);
    definition.put("added_tokens", added);
    definition.put("normalizer", normalizer);
    definition.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
    definition.put("post_processor", null);
    definition.put("decoder", Map.of("type", "WordPiece", "prefix", "##", "cleanup", true));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "WordPiece");
    model.put("unk_token", "[UNK]");
    model.put("continuing_subword_prefix", "##");
    model.put("max_input_chars_per_word", 100);
    model.put("vocab", ids);
    definition.put("model", model);
    return definition;
  }

  /** Writes a definition. */
  public static byte[] json(Map<String, Object> definition) {
    try {
      return new ObjectMapper().writeValueAsBytes(definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
