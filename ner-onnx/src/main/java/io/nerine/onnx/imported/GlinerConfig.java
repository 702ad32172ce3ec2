package io.nerine.onnx.imported;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.checkpoint.CheckpointConfig;
import io.nerine.onnx.zeroshot.GlinerSettings;
import io.nerine.onnx.zeroshot.GlinerSettings.Pooling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the {@code gliner_config.json} of a model says, as far as it matters here. */
final class GlinerConfig {

  static final String FILE = "gliner_config.json";

  /** A run of the engine takes so many tokens at most, unless a single window needs more. */
  private static final int MAX_TOKENS = 1_024;

  /** Tokenizers without a limit state some huge number. */
  private static final double NO_LIMIT = 1e6;

  /** What says that a model is of a kind that can't be run, by the words for it. */
  private static final Map<String, String> OTHER_KINDS = new LinkedHashMap<>();

  static {
    OTHER_KINDS.put("bi_encoder", "a bi-encoder");
    OTHER_KINDS.put("decoder", "a model that generates labels");
    OTHER_KINDS.put("relex", "a model for relations");
    OTHER_KINDS.put("streaming", "a streaming model");
  }

  private final CheckpointConfig config;
  private final Path directory;

  private GlinerConfig(CheckpointConfig config, Path directory) {
    this.config = config;
    this.directory = directory;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if it can't be read
   * @throws ModelLoadingException if it is missing or damaged, or the model of another kind
   */
  static GlinerConfig read(Path directory) throws IOException {
    CheckpointConfig config =
        CheckpointConfig.read(
            directory,
            FILE,
            "give the directory of a GLiNER model as the Python package gliner exports it");
    GlinerConfig gliner = new GlinerConfig(config, directory);
    gliner.checkKind();
    return gliner;
  }

  private void checkKind() {
    String type = config.text("", "model_type").toLowerCase(Locale.ROOT);
    OTHER_KINDS.forEach(
        (part, kind) -> {
          if (type.contains(part)) {
            throw otherKind(kind, "model_type '" + type + "'");
          }
        });
    for (Map.Entry<String, String> key :
        Map.of(
                "labels_encoder", "a bi-encoder",
                "labels_decoder", "a model that generates labels",
                "relations_layer", "a model for relations")
            .entrySet()) {
      String value = config.text("", key.getKey());
      if (!value.isEmpty()) {
        throw otherKind(key.getValue(), key.getKey() + " '" + value + "'");
      }
    }
    if (config.flag("precomputed_prompts_mode", false)) {
      throw otherKind("a model of fixed labels", "precomputed_prompts_mode");
    }
    String splitter = config.text("whitespace", "words_splitter_type");
    if (!splitter.equals("whitespace")) {
      throw new ModelLoadingException(
          ("'%s' says that the model splits words by '%s'; only 'whitespace' is supported, which is"
                  + " what the published models have")
              .formatted(config.file(), splitter));
    }
  }

  private ModelLoadingException otherKind(String kind, String found) {
    return new ModelLoadingException(
        ("'%s' describes %s (%s), which is not supported; take a uni-encoder span or token model,"
                + " such as those of the GLiNER v2.1 family")
            .formatted(config.file(), kind, found));
  }

  /** {@return how the model takes its input; windows overlap by a quarter, at least by a span} */
  GlinerSettings settings() throws IOException {
    int maxWidth = config.size(12, "max_width");
    int maxWords = config.size(384, "max_len");
    int overlap = Math.min(maxWords / 2, Math.max(maxWidth, maxWords / 4));
    try {
      return new GlinerSettings(
          maxWidth,
          maxWords,
          overlap,
          maxTokens(),
          config.size(25, "max_types"),
          config.text("<<ENT>>", "ent_token"),
          config.text("<<SEP>>", "sep_token"),
          pooling());
    } catch (IllegalArgumentException e) {
      throw new ModelLoadingException(
          "'%s' can't be that of a model: %s; copy it again"
              .formatted(config.file(), e.getMessage()),
          e);
    }
  }

  private Pooling pooling() {
    String found = config.text("first", "subtoken_pooling");
    return switch (found) {
      case "first" -> Pooling.FIRST;
      case "last" -> Pooling.LAST;
      case "mean", "max" -> Pooling.ALL;
      default ->
          throw new ModelLoadingException(
              "'%s' has the subtoken_pooling '%s', known are first, last, mean and max"
                  .formatted(config.file(), found));
    };
  }

  private int maxTokens() throws IOException {
    int tokens = MAX_TOKENS;
    if (Files.exists(directory.resolve("tokenizer_config.json"))) {
      CheckpointConfig tokenizer =
          CheckpointConfig.read(directory, "tokenizer_config.json", "copy the model again");
      double limit = tokenizer.number(NO_LIMIT, "model_max_length");
      tokens = (int) Math.min(tokens, limit);
    }
    CheckpointConfig encoder = config.inner("encoder_config").orElse(null);
    if (encoder != null
        && encoder.size(0, "max_position_embeddings") > 0
        && hasPositions(encoder)) {
      tokens = Math.min(tokens, encoder.positions());
    }
    return tokens;
  }

  /** DeBERTa knows distances alone, of any length, unless it says otherwise. */
  private static boolean hasPositions(CheckpointConfig encoder) {
    return !encoder.modelType().startsWith("deberta")
        || encoder.flag("position_biased_input", true);
  }

  /**
   * Checks that a tokenizer is that of the model, and not of the encoder that it was made from.
   *
   * @param tokenizerJson the content of {@code tokenizer.json}
   */
  void checkTokenizer(byte[] tokenizerJson, GlinerSettings settings) throws IOException {
    JsonNode added = new ObjectMapper().readTree(tokenizerJson).path("added_tokens");
    for (String token : new String[] {settings.entityToken(), settings.separatorToken()}) {
      int id = -1;
      for (JsonNode entry : added) {
        if (entry.path("content").asText().equals(token)) {
          id = entry.path("id").asInt(-1);
        }
      }
      if (id < 0) {
        throw new ModelLoadingException(
            "tokenizer.json in '%s' lacks the token '%s' of %s; take the file that was exported with the model, not that of its encoder"
                .formatted(directory, token, FILE));
      }
      double expected = config.number(-1, "class_token_index");
      if (token.equals(settings.entityToken()) && expected >= 0 && expected != id) {
        throw new ModelLoadingException(
            "tokenizer.json in '%s' gives '%s' the id %d, %s says class_token_index %s; take both files from the same export"
                .formatted(directory, token, id, FILE, (long) expected));
      }
    }
  }
}
