package io.nerine.onnx.checkpoint;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.Activation;
import io.nerine.onnx.graph.AttentionPositions;
import io.nerine.onnx.graph.EncoderArchitecture;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A kind of encoder as the Hugging Face library writes it: what it calls its weights, and what its
 * configuration says of its architecture.
 */
// Its collections are of Set.of and Map.of.
@SuppressWarnings("ImmutableEnumChecker")
public enum EncoderFamily {
  /** BERT (Devlin et al. 2019). */
  BERT(Set.of("bert"), Map.of()),

  /** DistilBERT (Sanh et al. 2019). */
  DISTILBERT(
      Set.of("distilbert"),
      Map.of(
          "transformer.layer.", "encoder.layer.",
          ".attention.q_lin.", ".attention.self.query.",
          ".attention.k_lin.", ".attention.self.key.",
          ".attention.v_lin.", ".attention.self.value.",
          ".attention.out_lin.", ".attention.output.dense.",
          ".sa_layer_norm.", ".attention.output.LayerNorm.",
          ".ffn.lin1.", ".intermediate.dense.",
          ".ffn.lin2.", ".output.dense.",
          ".output_layer_norm.", ".output.LayerNorm.")),

  /** RoBERTa (Liu et al. 2019), XLM-R (Conneau et al. 2020), CamemBERT (Martin et al. 2020). */
  ROBERTA(
      Set.of("roberta", "xlm-roberta", "camembert"),
      Map.of(
          "lm_head.dense.", "cls.predictions.transform.dense.",
          "lm_head.layer_norm.", "cls.predictions.transform.LayerNorm.",
          "lm_head.bias", "cls.predictions.bias")),

  /** ELECTRA (Clark et al. 2020). */
  ELECTRA(Set.of("electra"), Map.of()),

  /** ALBERT (Lan et al. 2020). */
  ALBERT(
      Set.of("albert"),
      Map.of(
          "encoder.embedding_hidden_mapping_in.", "embeddings_project.",
          "encoder.albert_layer_groups.0.albert_layers.0.", "encoder.layer.0.",
          ".attention.query.", ".attention.self.query.",
          ".attention.key.", ".attention.self.key.",
          ".attention.value.", ".attention.self.value.",
          ".attention.dense.", ".attention.output.dense.",
          ".attention.LayerNorm.", ".attention.output.LayerNorm.",
          ".ffn.", ".intermediate.dense.",
          ".ffn_output.", ".output.dense.",
          ".full_layer_layer_norm.", ".output.LayerNorm.")),

  /** MPNet (Song et al. 2020). */
  MPNET(
      Set.of("mpnet"),
      Map.of(
          "lm_head.dense.", "cls.predictions.transform.dense.",
          "lm_head.layer_norm.", "cls.predictions.transform.LayerNorm.",
          "lm_head.bias", "cls.predictions.bias",
          ".attention.attn.q.", ".attention.self.query.",
          ".attention.attn.k.", ".attention.self.key.",
          ".attention.attn.v.", ".attention.self.value.",
          ".attention.attn.o.", ".attention.output.dense.",
          ".attention.LayerNorm.", ".attention.output.LayerNorm.")),

  /** DeBERTa-v2 and v3 (He et al. 2021, 2023). */
  DEBERTA(
      Set.of("deberta-v2"),
      Map.of(
          ".attention.self.query_proj.", ".attention.self.query.",
          ".attention.self.key_proj.", ".attention.self.key.",
          ".attention.self.value_proj.", ".attention.self.value.")),

  /** ModernBERT (Warner et al. 2024). */
  MODERNBERT(
      Set.of("modernbert"),
      Map.of(
          "embeddings.tok_embeddings.", "embeddings.word_embeddings.",
          "embeddings.norm.", "embeddings.LayerNorm.",
          "layers.", "encoder.layer.",
          ".attn_norm.", ".attention.LayerNorm.",
          ".attn.Wqkv.", ".qkv.",
          ".attn.Wo.", ".attention.output.dense.",
          ".mlp_norm.", ".intermediate.LayerNorm.",
          ".mlp.Wi.", ".intermediate.dense.",
          ".mlp.Wo.", ".output.dense.",
          "final_norm.", "encoder.LayerNorm."));

  /** What the library calls the encoder inside a larger model. */
  private static final String ENCODER =
      "^(bert|distilbert|roberta|electra|camembert|albert|mpnet|deberta|model)\\.";

  private final Set<String> types;
  private final Map<String, String> names;

  EncoderFamily(Set<String> types, Map<String, String> names) {
    this.types = types;
    this.names = names;
  }

  /**
   * Finds the kind that a configuration is of.
   *
   * @param config the configuration
   * @return the kind
   * @throws ModelLoadingException if it is of none of these
   */
  public static EncoderFamily of(CheckpointConfig config) {
    return Stream.of(values())
        .filter(family -> family.types.contains(config.modelType()))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelLoadingException(
                    "'%s' describes a model of type '%s'; the weights of %s can be read"
                        .formatted(config.file(), config.modelType(), known())));
  }

  /**
   * Tells whether a configuration is of one of these kinds.
   *
   * @param config the configuration
   * @return whether {@link #of} finds it
   */
  public static boolean isKnown(CheckpointConfig config) {
    return Stream.of(values()).anyMatch(family -> family.types.contains(config.modelType()));
  }

  /** {@return the kinds by the names that configurations give them} */
  public static List<String> known() {
    return Stream.of(values()).flatMap(family -> family.types.stream().sorted()).toList();
  }

  /**
   * Returns the name of a weight in BERT's words.
   *
   * @param name the name in a checkpoint of this kind
   * @return the name without that of the encoder
   */
  public String bertName(String name) {
    String bare = name.replaceFirst(ENCODER, "");
    for (Map.Entry<String, String> part : names.entrySet()) {
      String found = part.getKey();
      if (found.startsWith(".") ? bare.contains(found) : bare.startsWith(found)) {
        bare = bare.replace(found, part.getValue());
      }
    }
    // As TensorFlow calls them, in old checkpoints.
    return bare.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }

  /** {@return how many rows of the position embedding no token has} */
  int unusedPositions(CheckpointConfig config) {
    return this == ROBERTA || this == MPNET ? config.padId() + 1 : 0;
  }

  /** {@return whether the position embedding, if there is one, is added to the words'} */
  boolean hasPositionsInEmbeddings(CheckpointConfig config) {
    return this == DEBERTA ? config.flag("position_biased_input", true) : this != MODERNBERT;
  }

  double epsilon(CheckpointConfig config) {
    return switch (this) {
      case DEBERTA -> config.number(1e-7, "layer_norm_eps");
      case MODERNBERT -> config.number(1e-5, "norm_eps");
      default -> config.number(1e-12, "layer_norm_eps");
    };
  }

  EncoderArchitecture architecture(CheckpointConfig config) {
    Activation activation = activation(config);
    return switch (this) {
      case ALBERT -> {
        config.require("num_hidden_groups", 1, 1);
        config.require("inner_group_num", 1, 1);
        yield new EncoderArchitecture(
            activation, true, false, new AttentionPositions.InEmbeddings());
      }
      case MPNET ->
          new EncoderArchitecture(
              activation,
              false,
              false,
              // The library computes with these whatever the configuration says.
              new AttentionPositions.Buckets(32, 128));
      case DEBERTA -> new EncoderArchitecture(activation, false, false, Deberta.positions(config));
      case MODERNBERT ->
          new EncoderArchitecture(activation, false, true, ModernBert.positions(config));
      default -> {
        config.require("position_embedding_type", "absolute", "absolute");
        yield new EncoderArchitecture(
            activation, false, false, new AttentionPositions.InEmbeddings());
      }
    };
  }

  private Activation activation(CheckpointConfig config) {
    String otherwise = this == ALBERT ? "gelu_new" : "gelu";
    String name = config.text(otherwise, "hidden_act", "activation", "hidden_activation");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "gelu", "gelu_python" -> Activation.GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Activation.GELU_TANH;
      case "relu" -> Activation.RELU;
      default ->
          throw new ModelLoadingException(
              "'%s' asks for the activation '%s'; gelu, gelu_new and relu can be computed"
                  .formatted(config.file(), name));
    };
  }
}
