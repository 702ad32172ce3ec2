package io.nerine.onnx;

import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.decode.TagSet;
import io.nerine.onnx.text.PipelineSettings;
import io.nerine.onnx.text.TinyTokenizer;
import io.nerine.schema.EntitySchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model that tags a word by what it is, so that every result can be foretold: {@code Anna} and
 * {@code Bob} begin a Person, {@code Smith} goes on with one, {@code Paris} is a Place, {@code
 * Apple} an Org, and any word outside the vocabulary is Odd.
 */
final class TinyModel {

  static final EntitySchema SCHEMA = EntitySchema.of("tiny", "Person", "Place", "Org", "Odd");
  static final TagSet TAGS = TagSet.bio(SCHEMA.typeNames());
  static final PipelineSettings SETTINGS = new PipelineSettings(64, 16, false);

  private static final float SURE = 12;

  private static final Map<String, String> TAG_BY_WORD = new LinkedHashMap<>();

  static {
    TAG_BY_WORD.put("Anna", "B-Person");
    TAG_BY_WORD.put("Ann", "B-Person");
    TAG_BY_WORD.put("Andre", "B-Person");
    TAG_BY_WORD.put("Bob", "B-Person");
    TAG_BY_WORD.put("Smith", "I-Person");
    TAG_BY_WORD.put("Paris", "B-Place");
    TAG_BY_WORD.put("Apple", "B-Org");
    TAG_BY_WORD.put("visits", "O");
    TAG_BY_WORD.put("poison", "O");
  }

  private TinyModel() {}

  private static List<String> words(boolean lowercase) {
    return TAG_BY_WORD.keySet().stream()
        .map(word -> lowercase ? word.toLowerCase(Locale.ROOT) : word)
        .toList();
  }

  static byte[] tokenizer() {
    return TinyTokenizer.json(words(false), false);
  }

  static byte[] uncasedTokenizer() {
    return TinyTokenizer.json(words(true), true);
  }

  static int vocabularySize() {
    return TinyTokenizer.vocabulary(words(false)).size();
  }

  static int id(String word) {
    return TinyTokenizer.vocabulary(words(false)).indexOf(word);
  }

  /** The scores by token id. */
  static float[][] table() {
    float[][] table = new float[vocabularySize()][TAGS.size()];
    for (int id = 0; id < table.length; id++) {
      String token = TinyTokenizer.vocabulary(words(false)).get(id);
      String tag = token.equals("[UNK]") ? "B-Odd" : TAG_BY_WORD.getOrDefault(token, "O");
      table[id][TAGS.tagNames().indexOf(tag)] = SURE;
    }
    return table;
  }

  static Extractor load() {
    return load(TinyGraph.byIdentity(table()));
  }

  static Extractor load(byte[] graph) {
    return load(graph, SETTINGS, LoadOptions.builder().threads(2).build());
  }

  static Extractor load(byte[] graph, PipelineSettings settings, LoadOptions options) {
    return OnnxExtractors.create(SCHEMA, graph, tokenizer(), settings, Map.of(), "tiny", options);
  }

  static Extractor loadUncased() {
    return OnnxExtractors.create(
        SCHEMA,
        TinyGraph.byIdentity(table()),
        uncasedTokenizer(),
        SETTINGS,
        Map.of(),
        "tiny",
        LoadOptions.defaults());
  }
}
