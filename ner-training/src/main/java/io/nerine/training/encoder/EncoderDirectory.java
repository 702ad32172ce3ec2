package io.nerine.training.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.checkpoint.CheckpointConfig;
import io.nerine.onnx.checkpoint.EncoderCheckpoint;
import io.nerine.onnx.checkpoint.EncoderFamily;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Reads an encoder from a directory in the layout of the Hugging Face library. */
final class EncoderDirectory {

  /** The kinds whose tokenizer follows from a list of word pieces. */
  private static final Set<EncoderFamily> OF_WORD_PIECES =
      Set.of(EncoderFamily.BERT, EncoderFamily.DISTILBERT, EncoderFamily.ELECTRA);

  private EncoderDirectory() {}

  static PretrainedEncoder read(Path directory) throws IOException {
    CheckpointConfig config = CheckpointConfig.read(directory);
    if (!EncoderCheckpoint.isOwn(config)) {
      // Refuses others before it looks for their files.
      EncoderFamily.of(config);
    }
    byte[] tokenizer = tokenizer(directory, config);
    EncoderCheckpoint checkpoint = checkpoint(directory, config);
    return new PretrainedEncoder(
        String.valueOf(directory.toAbsolutePath().normalize().getFileName()),
        checkpoint.config(),
        checkpoint.weights(),
        tokenizer);
  }

  private static EncoderCheckpoint checkpoint(Path directory, CheckpointConfig config)
      throws IOException {
    if (EncoderCheckpoint.hasWeights(directory)) {
      return EncoderCheckpoint.read(directory, config);
    }
    Path graph = directory.resolve("model.onnx");
    if (Files.isRegularFile(graph)) {
      if (EncoderFamily.of(config) != EncoderFamily.BERT) {
        throw new ModelLoadingException(
            ("'%s' is a model of type '%s' and holds its weights in model.onnx only, which tells"
                    + " those of BERT; add model.safetensors")
                .formatted(directory, config.modelType()));
      }
      try (InputStream stream = new BufferedInputStream(Files.newInputStream(graph), 1 << 20)) {
        return EncoderCheckpoint.of(OnnxWeights.read(stream, "'" + graph + "'"), config);
      }
    }
    if (Files.exists(directory.resolve("pytorch_model.bin"))) {
      throw new ModelLoadingException(
          ("'%s' holds its weights in pytorch_model.bin, a pickle, which runs code when it is read;"
                  + " convert it where you trust it, in Python with"
                  + " AutoModel.from_pretrained(directory).save_pretrained(directory), which writes"
                  + " model.safetensors")
              .formatted(directory));
    }
    throw new ModelLoadingException(
        "'%s' holds neither model.safetensors nor model.onnx".formatted(directory));
  }

  private static byte[] tokenizer(Path directory, CheckpointConfig config) throws IOException {
    Path file = directory.resolve("tokenizer.json");
    if (Files.isRegularFile(file)) {
      return Files.readAllBytes(file);
    }
    Path vocabulary = directory.resolve("vocab.txt");
    if (Files.isRegularFile(vocabulary)
        && EncoderFamily.isKnown(config)
        && OF_WORD_PIECES.contains(EncoderFamily.of(config))) {
      return WordPieceDefinition.of(Files.readString(vocabulary), lowercases(directory)).toJson();
    }
    for (String other :
        new String[] {"sentencepiece.bpe.model", "spm.model", "spiece.model", "merges.txt"}) {
      if (Files.exists(directory.resolve(other))) {
        throw new ModelLoadingException(
            ("'%s' holds %s but no tokenizer.json; make one of it in Python with"
                    + " AutoTokenizer.from_pretrained(directory).save_pretrained(directory)")
                .formatted(directory, other));
      }
    }
    throw new ModelLoadingException(
        "'%s' holds no tokenizer.json; copy it from where the encoder comes from"
            .formatted(directory));
  }

  /** What the library does without a setting. */
  private static boolean lowercases(Path directory) throws IOException {
    Path file = directory.resolve("tokenizer_config.json");
    if (!Files.isRegularFile(file)) {
      return true;
    }
    try {
      return new ObjectMapper().readTree(file.toFile()).path("do_lower_case").asBoolean(true);
    } catch (JsonProcessingException e) {
      throw new ModelLoadingException(
          "'%s' is not valid JSON: %s; copy the file again".formatted(file, e.getOriginalMessage()),
          e);
    }
  }
}
