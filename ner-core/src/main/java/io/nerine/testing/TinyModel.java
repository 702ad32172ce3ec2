package io.nerine.testing;

import io.nerine.Extractors;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.Extractor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * A real model of 150 KB, for tests of the wiring: that the backend is there, that natives load,
 * that a bundle is found, deployed and closed. Running it needs the backend {@code
 * io.nerine:ner-onnx}.
 *
 * <p>It is a BERT of two layers, trained on invented English orders, in which it finds {@code PART}
 * (a part by its name, with size or number), {@code QUANTITY} (how many or how much, with its unit)
 * and {@code PLACE} (a town): in {@code Send 3 bolts M8 to Basel.} the quantity {@code 3}, the part
 * {@code bolts M8} and the place {@code Basel}. On other sentences of that kind its exact F1 is
 * above 0.95; of anything else it knows nothing, so say nothing of quality with it. A window takes
 * 62 sub-word tokens.
 *
 * <pre>{@code
 * try (Extractor extractor = TinyModel.load()) {
 *   ExtractionAssert.assertThat(extractor.extract("Send 3 bolts M8 to Basel."))
 *       .hasEntity("PART", "bolts M8");
 * }
 * }</pre>
 */
public final class TinyModel {

  private static final String RESOURCE = "tiny.nerine";

  private TinyModel() {}

  /**
   * Writes the model as a bundle of one file.
   *
   * @param file the file, which is replaced if it exists
   * @return the file
   * @throws ModelLoadingException if it cannot be written
   */
  public static Path copyTo(Path file) {
    Objects.requireNonNull(file, "file");
    try (InputStream model = TinyModel.class.getResourceAsStream(RESOURCE)) {
      if (model == null) {
        throw new FileNotFoundException("ner-core was packed without " + RESOURCE);
      }
      Files.copy(model, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The tiny model cannot be written to '%s': %s".formatted(file, e), e);
    }
  }

  /**
   * Loads the model with default options.
   *
   * @return the extractor, which the caller closes
   * @throws ModelLoadingException if no backend for it is present, or the directory for temporary
   *     files cannot be written
   */
  public static Extractor load() {
    Path file = temporaryFile();
    try {
      return Extractors.load(copyTo(file));
    } finally {
      delete(file);
    }
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("tiny", ".nerine");
    } catch (IOException e) {
      throw new ModelLoadingException("No temporary file can be made: " + e, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The temporary file '%s' cannot be deleted: %s".formatted(file, e), e);
    }
  }
}
