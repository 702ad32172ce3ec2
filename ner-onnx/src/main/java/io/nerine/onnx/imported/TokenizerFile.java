package io.nerine.onnx.imported;

import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.OnnxBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The {@code tokenizer.json} of a directory. */
final class TokenizerFile {

  private TokenizerFile() {}

  /**
   * Reads it.
   *
   * @throws IOException if it can't be read
   * @throws ModelLoadingException if it is not there; the message says how to come by it
   */
  static byte[] read(Path directory) throws IOException {
    Path file = directory.resolve(OnnxBackend.TOKENIZER);
    if (Files.isRegularFile(file)) {
      return Files.readAllBytes(file);
    }
    for (String other :
        List.of("vocab.txt", "sentencepiece.bpe.model", "spm.model", "merges.txt", "vocab.json")) {
      if (Files.exists(directory.resolve(other))) {
        throw new ModelLoadingException(
            ("'%s' holds %s but no tokenizer.json; make one of it in Python with"
                    + " AutoTokenizer.from_pretrained(directory).save_pretrained(directory)")
                .formatted(directory, other));
      }
    }
    throw new ModelLoadingException(
        "'%s' holds no tokenizer.json; copy it from where the model comes from"
            .formatted(directory));
  }
}
