package io.nerine.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import io.nerine.extract.Extractor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is freed must go back to the system, or memory grows with each model that is exchanged. */
class ClosingMemoryTests {

  private static final int HOLES = 1_024;

  /** Below the size from which the C library maps each block on its own. */
  private static final int HOLE = 100_000;

  @Test
  void closingGivesFreeMemoryBackToTheSystem() throws IOException {
    Extractor extractor = TinyModel.load();
    List<Long> kept = makeHoles();
    try {
      long before = residentBytes();
      extractor.close();
      long freed = before - residentBytes();
      assertThat(freed).isGreaterThan(givesBack() ? (long) HOLES * HOLE / 4 : Long.MIN_VALUE);
    } finally {
      kept.forEach(Native::free);
    }
  }

  /** Writes blocks of one size and frees every other one; returns those that are in use. */
  private static List<Long> makeHoles() {
    List<Long> holes = new ArrayList<>();
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < 2 * HOLES; i++) {
      long block = Native.malloc(HOLE);
      new Pointer(block).setMemory(0, HOLE, (byte) 1);
      (i % 2 == 0 ? holes : kept).add(block);
    }
    holes.forEach(Native::free);
    return kept;
  }

  private static boolean givesBack() {
    return Platform.isLinux() && !Files.exists(Path.of("/etc/alpine-release"));
  }

  private static long residentBytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      String kibibytes = lines.filter(line -> line.startsWith("VmRSS:")).findFirst().orElse("0");
      return Long.parseLong(kibibytes.replaceAll("\\D", "")) << 10;
    }
  }
}
