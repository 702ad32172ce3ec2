package io.nerine.training;

import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.EncoderGraph;
import io.nerine.onnx.graph.Weights;
import io.nerine.training.encoder.PretrainedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** A BERT encoder of a few thousand random weights with a WordPiece tokenizer of letters. */
final class TinyEncoder {

  static final EncoderConfig CONFIG = new EncoderConfig(2, 32, 4, 64, 80, 64, 1e-12);

  private TinyEncoder() {}

  static PretrainedEncoder create() {
    return new PretrainedEncoder("tiny", CONFIG, weights(CONFIG, 11), tokenizerJson(true));
  }

  static Weights weights(EncoderConfig config, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int hidden = config.hidden();
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    put(arrays, random, "embeddings.word_embeddings.weight", config.vocabulary(), hidden);
    put(arrays, random, "embeddings.position_embeddings.weight", config.positions(), hidden);
    put(arrays, random, "embeddings.token_type_embeddings.weight", 2, hidden);
    putNormalisation(arrays, random, "embeddings", hidden);
    for (int layer = 0; layer < config.layers(); layer++) {
      String prefix = EncoderGraph.layerPrefix(layer);
      for (String part : new String[] {"self.query", "self.key", "self.value", "output.dense"}) {
        putLinear(arrays, random, prefix + "attention." + part, hidden, hidden);
      }
      putNormalisation(arrays, random, prefix + "attention.output", hidden);
      putLinear(arrays, random, prefix + "intermediate.dense", config.intermediate(), hidden);
      putLinear(arrays, random, prefix + "output.dense", hidden, config.intermediate());
      putNormalisation(arrays, random, prefix + "output", hidden);
    }
    return new Weights("the tiny encoder", arrays);
  }

  private static void putLinear(
      Map<String, Weights.Array> arrays, SplittableRandom random, String name, int out, int in) {
    put(arrays, random, name + ".weight", out, in);
    put(arrays, random, name + ".bias", out);
  }

  private static void putNormalisation(
      Map<String, Weights.Array> arrays, SplittableRandom random, String name, int hidden) {
    put(arrays, random, name + ".LayerNorm.weight", hidden);
    put(arrays, random, name + ".LayerNorm.bias", hidden);
    float[] scale = arrays.get(name + ".LayerNorm.weight").values();
    for (int i = 0; i < scale.length; i++) {
      scale[i] += 1;
    }
  }

  private static void put(
      Map<String, Weights.Array> arrays, SplittableRandom random, String name, int... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextGaussian() * 0.15);
    }
    arrays.put(name, new Weights.Array(shape, values));
  }

  /** Letters, digits and a few marks, whole and as continuations: any plain word has tokens. */
  static byte[] tokenizerJson(boolean lowercase) {
    return tokenizerJson(vocabulary(List.of()), lowercase);
  }

  /** {@return the special tokens, words, then letters, digits and marks as pieces} */
  static List<String> vocabulary(List<String> words) {
    List<String> vocabulary = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]"));
    vocabulary.addAll(words);
    for (char c : "abcdefghijklmnopqrstuvwxyz0123456789".toCharArray()) {
      vocabulary.add(String.valueOf(c));
      vocabulary.add("##" + c);
    }
    for (char c : ".,:-".toCharArray()) {
      vocabulary.add(String.valueOf(c));
    }
    return vocabulary;
  }

  static byte[] tokenizerJson(List<String> vocabulary, boolean lowercase) {
    StringJoiner ids = new StringJoiner(",");
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.add("\"%s\":%d".formatted(vocabulary.get(id), id));
    }
    String json =
        """
        {"version":"1.0","truncation":null,"padding":null,"added_tokens":[
          {"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
          {"id":1,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
          {"id":2,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
          {"id":3,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
         "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":%s},
         "pre_tokenizer":{"type":"BertPreTokenizer"},
         "post_processor":null,"decoder":null,
         "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{%s}}}
        """
            .formatted(lowercase, ids);
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
