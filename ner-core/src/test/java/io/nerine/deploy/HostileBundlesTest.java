package io.nerine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nerine.bundle.BundleManifest;
import io.nerine.bundle.BundleWriter;
import io.nerine.bundle.ModelBundle;
import io.nerine.exception.ModelLoadingException;
import io.nerine.internal.DirectoryReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that somebody, or a bad disk, has spoilt, at each door through which bundles come. */
class HostileBundlesTest {

  @TempDir Path temporary;

  @Test
  void refusesEachOrFindsItsContentWhole() throws IOException {
    Path home = Files.createDirectories(temporary.resolve("a/b/c"));
    ModelStore origin = ModelStore.open(home.resolve("origin"));
    ModelVersion version =
        origin.add("depots", StoreBundles.write(home.resolve("plain.nerine"), "Gera"));
    Path file = home.resolve("exported.nerine");
    origin.exportVersion(version, file);
    Path directory = home.resolve("exported");
    Map<String, byte[]> good = new LinkedHashMap<>();
    BundleManifest manifest;
    try (ModelBundle bundle = ModelBundle.open(file)) {
      BundleWriter.from(bundle).write(directory);
      manifest = bundle.manifest();
      manifest.parts().keySet().forEach(part -> good.put(part, bundle.read(part)));
    }
    ModelStore store = ModelStore.open(home.resolve("store"));
    List<HostileBundles.Hostile> all = new HostileBundles(directory, file, 20261124).all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(500);

    Path hostile = home.resolve("hostile");
    List<String> before = files();
    int outlived = 0;
    List<String> accepted = new ArrayList<>();
    for (HostileBundles.Hostile bundle : all) {
      bundle.writing().to(hostile);
      boolean refused = refuses(bundle, path -> ModelBundle.open(path).close(), hostile);
      if (refused) {
        assertThat(refuses(bundle, path -> store.add("depots", path), hostile))
            .as(bundle.name())
            .isTrue();
        assertThat(refuses(bundle, store::importVersion, hostile)).as(bundle.name()).isTrue();
      } else {
        outlived++;
        if (!bundle.mayBeHarmless()) {
          accepted.add(bundle.name());
        }
        // Time stamps and the like, which nobody reads: all that is read is as it was.
        try (ModelBundle open = ModelBundle.open(hostile)) {
          assertThat(open.manifest()).as(bundle.name()).isEqualTo(manifest);
          good.forEach(
              (part, content) ->
                  assertThat(open.read(part)).as(bundle.name() + ", " + part).isEqualTo(content));
        }
        ModelVersion imported = store.importVersion(hostile);
        assertThat(imported.digest()).isEqualTo(version.digest());
        store.remove(imported);
      }
      DirectoryReplacement.delete(hostile);
    }

    assertThat(accepted).as("accepted").isEmpty();
    assertThat(outlived).isBetween(1, all.size() / 10);
    assertThat(store.models()).isEmpty();
    List<String> after = files();
    after.removeIf(path -> path.startsWith("a/b/c/store/"));
    assertThat(after)
        .isEqualTo(before.stream().filter(path -> !path.startsWith("a/b/c/store/")).toList());
    assertThat(temporary.resolve("a/b/c/store/incoming")).isEmptyDirectory();
  }

  private static boolean refuses(HostileBundles.Hostile bundle, Consumer<Path> door, Path path) {
    try {
      door.accept(path);
      return false;
    } catch (ModelLoadingException e) {
      assertThat(e.getMessage()).as(bundle.name()).contains(path.toString()).hasSizeLessThan(2_000);
      return true;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(bundle.name() + " ends in " + e, e);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(temporary)) {
      return new ArrayList<>(
          walk.map(path -> temporary.relativize(path).toString().replace('\\', '/'))
              .sorted()
              .toList());
    }
  }
}
