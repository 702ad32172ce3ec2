package io.nerine.onnx.internal;

import io.nerine.exception.ModelLoadingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** Says why native code can't be loaded, and what to do about it. */
public final class NativeLibraries {

  private NativeLibraries() {}

  /**
   * Returns the failure to load the native code of a jar.
   *
   * @param artifact the jar, as {@code groupId:artifactId}
   * @param folder the folder that the code is unpacked to, in words
   * @param failure what was thrown
   * @return the exception, which names the platform, the jar and the fix
   */
  public static ModelLoadingException missing(String artifact, String folder, Throwable failure) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reasons.add(cause.getMessage());
      }
    }
    String why = String.join(": ", reasons);
    return new ModelLoadingException(
        "The native library of %s can't be loaded on %s/%s (%s); %s"
            .formatted(
                artifact,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                why,
                fix(artifact, folder, why)),
        failure);
  }

  private static String fix(String artifact, String folder, String why) {
    if (why.contains("already loaded in another classloader")) {
      return "a JVM loads it for one class loader alone: put "
          + artifact
          + " and ner-onnx where the applications' loaders have a parent in common";
    }
    if (usesMusl(Path.of("/lib"))) {
      return "this Linux has the C library musl, and the jar's code needs glibc: run on a system or"
          + " container image with glibc";
    }
    return ("check that the jar is on the class path and serves this platform, and that %s can be"
            + " written and may hold programs that run")
        .formatted(folder);
  }

  /** Whether a folder of libraries holds the loader of musl, as Alpine Linux has it. */
  static boolean usesMusl(Path libraries) {
    try (DirectoryStream<Path> loaders = Files.newDirectoryStream(libraries, "ld-musl-*")) {
      return loaders.iterator().hasNext()
          && !Files.exists(libraries.resolveSibling("lib64").resolve("ld-linux-x86-64.so.2"));
    } catch (IOException e) {
      // No such folder, so not that Linux.
      return false;
    }
  }
}
