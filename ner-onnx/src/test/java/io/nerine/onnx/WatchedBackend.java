package io.nerine.onnx;

import io.nerine.bundle.BundleBackend;
import io.nerine.bundle.ModelBundle;
import io.nerine.extract.Extractor;
import io.nerine.extract.LoadOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The backend under another name, which remembers what it loads. */
public final class WatchedBackend implements BundleBackend {

  static final String NAME = "onnx-watched";

  private static final List<OnnxExtractor> LOADED = new CopyOnWriteArrayList<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Extractor load(ModelBundle bundle, LoadOptions options) {
    OnnxExtractor extractor = (OnnxExtractor) new OnnxBackend().load(bundle, options);
    LOADED.add(extractor);
    return extractor;
  }

  /** {@return what was loaded since the last call} */
  static List<OnnxExtractor> takeLoaded() {
    List<OnnxExtractor> loaded = List.copyOf(LOADED);
    LOADED.clear();
    return loaded;
  }
}
