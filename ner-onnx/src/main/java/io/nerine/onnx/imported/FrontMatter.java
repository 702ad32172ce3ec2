package io.nerine.onnx.imported;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The block of YAML that a model's README begins with; of it, the licence is read. */
final class FrontMatter {

  private static final int MAX_LINES = 500;

  private static final Pattern LICENSE =
      Pattern.compile("license(_name)?:\\s*['\"]?([^'\"#]+)['\"]?.*");

  private FrontMatter() {}

  /** {@return the licence that a file states, if it can be read and does} */
  static Optional<String> license(Path readme) {
    if (!Files.isRegularFile(readme)) {
      return Optional.empty();
    }
    try (BufferedReader lines = Files.newBufferedReader(readme)) {
      String line = lines.readLine();
      if (line == null || !line.strip().equals("---")) {
        return Optional.empty();
      }
      String found = null;
      for (int i = 0; i < MAX_LINES && (line = lines.readLine()) != null; i++) {
        Matcher matcher = LICENSE.matcher(line.stripTrailing());
        if (line.strip().equals("---")) {
          break;
        } else if (matcher.matches() && (found == null || matcher.group(1) != null)) {
          // A licence of another kind is named in a line of its own.
          found = matcher.group(2).strip();
        }
      }
      return Optional.ofNullable(found).filter(license -> !license.isEmpty());
    } catch (IOException e) {
      // A note that cannot be read states nothing.
      return Optional.empty();
    }
  }
}
