package io.nerine.training;

import com.sun.jna.Function;
import com.sun.jna.Platform;
import io.nerine.exception.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads LibTorch once a process and says what the processor can do. */
final class LibTorch {

  private static final Logger LOG = LoggerFactory.getLogger(LibTorch.class);

  private static boolean loaded;

  private LibTorch() {}

  /**
   * Loads the native library and sets its threads.
   *
   * @param threads how many threads a matrix product runs on, at least 1
   * @throws TrainingException if there is no LibTorch for this platform or it cannot be loaded
   */
  static synchronized void load(int threads) {
    if (!loaded) {
      yieldAtBarriers();
      try {
        Loader.load(torch.class);
      } catch (LinkageError | RuntimeException e) {
        throw new TrainingException(
            ("LibTorch cannot be loaded on %s %s: %s. Training needs org.bytedeco:pytorch and"
                    + " org.bytedeco:openblas with the classifier of this platform (linux-x86_64,"
                    + " windows-x86_64 or macosx-arm64) on the class path and a writable cache"
                    + " folder (-Dorg.bytedeco.javacpp.cachedir=DIR moves it)")
                .formatted(
                    System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
            e);
      }
      loaded = true;
    }
    torch.set_num_threads(threads);
  }

  /**
   * Lets OpenMP's threads spin only briefly at a barrier before they sleep. Where another process
   * takes a core, threads that spin for long starve the one that is waited for, and training slows
   * down several times over; threads that sleep at once wake up too late for small batches. The
   * library reads the setting from the environment when it is loaded.
   */
  private static void yieldAtBarriers() {
    if (Platform.isLinux() && System.getenv("GOMP_SPINCOUNT") == null) {
      try {
        Function.getFunction("c", "setenv")
            .invokeInt(new Object[] {"GOMP_SPINCOUNT", "2000", /* overwrite */ 0});
      } catch (UnsatisfiedLinkError | RuntimeException e) {
        LOG.debug("OpenMP keeps its default waiting policy", e);
      }
    }
  }

  /** {@return whether the processor multiplies matrices of bfloat16 in hardware} */
  static boolean hasBfloat16() {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpuInfo)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(cpuInfo)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .anyMatch(line -> line.contains(" avx512_bf16") || line.contains(" amx_bf16"));
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.debug("The processor's features cannot be read", e);
      return false;
    }
  }
}
