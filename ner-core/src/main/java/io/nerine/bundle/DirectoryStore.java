package io.nerine.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bundle that is a directory. Files that the manifest does not name are never read and do no
 * harm: people put notes beside a model.
 */
record DirectoryStore(Path directory) implements BundleStore {

  @Override
  public @Nullable InputStream open(String name) throws IOException {
    Path file = directory.resolve(name);
    return Files.isRegularFile(file) ? Files.newInputStream(file) : null;
  }

  @Override
  public long length(String name) throws IOException {
    return Files.size(directory.resolve(name));
  }

  @Override
  public Optional<String> foreign(Set<String> expected) {
    return Optional.empty();
  }

  @Override
  public Optional<Path> path(String name) {
    return Optional.of(directory.resolve(name));
  }

  @Override
  public void close() {}
}
