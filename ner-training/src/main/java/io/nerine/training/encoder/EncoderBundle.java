package io.nerine.training.encoder;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.onnx.OnnxBackend;
import io.nerine.onnx.graph.ExportedEncoder;
import io.nerine.onnx.text.PipelineSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Takes the encoder out of a model that was trained before, to go on from there with other types:
 * its body stays, its head goes.
 */
final class EncoderBundle {

  private EncoderBundle() {}

  static PretrainedEncoder read(Path path) {
    try (ModelBundle bundle = ModelBundle.open(path)) {
      BundleManifest manifest = bundle.manifest();
      if (!manifest.backend().equals(OnnxBackend.NAME)) {
        throw new ModelLoadingException(
            "The model '%s' is of backend '%s'; only those of backend '%s' have an encoder"
                .formatted(path, manifest.backend(), OnnxBackend.NAME));
      }
      ExportedEncoder encoder =
          ExportedEncoder.read(bundle.read(OnnxBackend.GRAPH), "The model '" + path + "'");
      return new PretrainedEncoder(
          manifest.name(),
          encoder.config(),
          encoder.weights(),
          bundle.read(OnnxBackend.TOKENIZER),
          PipelineSettings.from(manifest.settings()).tokenization(),
          provenance(manifest));
    }
  }

  private static Map<String, Object> provenance(BundleManifest manifest) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", manifest.name());
    source.put("digest", manifest.digest());
    source.put("created", manifest.created().toString());
    for (String key : new String[] {"encoder", "trainSha256"}) {
      Object value = manifest.provenance().get(key);
      if (value != null) {
        source.put(key, value);
      }
    }
    return Map.of("startedFrom", source);
  }
}
