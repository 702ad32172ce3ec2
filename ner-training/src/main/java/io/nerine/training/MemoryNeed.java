package io.nerine.training;

import io.nerine.exception.TrainingException;
import io.nerine.onnx.graph.EncoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory a training run needs about, beside what the process has already, and whether the
 * machine has it. The estimate follows from the arrays that are kept: six of the size of the
 * weights that learn (values, two moments, average, gradients, best values) and one in 16 bits; the
 * activations of a pass, which the backward computation needs; and on the heap the encoder's
 * weights three times while the graph is written.
 *
 * @param weights bytes of native memory for the weights that learn and what belongs to them
 * @param activations bytes of native memory for what a pass computes
 * @param heap bytes of the Java heap
 */
record MemoryNeed(long weights, long activations, long heap) {

  private static final Logger LOG = LoggerFactory.getLogger(MemoryNeed.class);

  /** Floats of the size of the hidden state that a layer keeps for each token. */
  private static final int STATES_A_LAYER = 34;

  /** Floats that a layer keeps for each pair of tokens of a window and each head. */
  private static final int SCORES_A_PAIR = 4;

  private static final double MIB = 1 << 20;

  private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");

  /**
   * Estimates the need of a run.
   *
   * @param encoder the shape of the encoder
   * @param rows the number of rows of the word embedding that learn
   * @param passTokens the number of tokens of a pass
   * @param longest the number of tokens of the longest window
   */
  static MemoryNeed of(EncoderConfig encoder, int rows, int passTokens, int longest) {
    long hidden = encoder.hidden();
    long layers = encoder.layers();
    long body = layers * (4 * hidden * hidden + 2 * hidden * encoder.intermediate());
    long learning = body + (rows + (long) encoder.positions()) * hidden;
    long tokens = Math.max(passTokens, longest);
    long states = STATES_A_LAYER * hidden + (long) SCORES_A_PAIR * encoder.heads() * longest;
    long whole = body + (encoder.vocabulary() + (long) encoder.positions()) * hidden;
    return new MemoryNeed(
        Float.BYTES * 6 * learning + Short.BYTES * body,
        Float.BYTES * tokens * layers * states,
        Float.BYTES * 3 * whole);
  }

  long total() {
    return weights + activations + heap;
  }

  /**
   * Finds how many tokens can be computed at once with the memory that is free.
   *
   * @param encoder the shape of the encoder
   * @param rows the number of rows of the word embedding that learn
   * @param wanted the number of tokens to compute at once if there is memory for it
   * @param longest the number of tokens of the longest window
   * @param available the bytes that are free, see {@link #available()}
   * @return the wanted number, or less
   * @throws TrainingException if there is not even memory to compute one window at once, or the
   *     heap is too small; the process would be killed in the midst of training
   */
  static int fittingPassTokens(
      EncoderConfig encoder, int rows, int wanted, int longest, long available) {
    int passTokens = wanted;
    MemoryNeed need = of(encoder, rows, passTokens, longest);
    while (need.total() > available && passTokens > longest) {
      passTokens = Math.max(longest, passTokens / 2);
      need = of(encoder, rows, passTokens, longest);
    }
    LOG.debug("Training needs about {}; {} bytes are free", need, available);
    if (need.total() > available) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "Training needs about %s, but only %.0f MiB are free; take shorter windows (maxTokens)"
                  + " or a smaller encoder, or free some memory",
              need,
              available / MIB));
    }
    if (need.heap > Runtime.getRuntime().maxMemory()) {
      throw new TrainingException(
          String.format(
              Locale.ROOT,
              "Training needs a Java heap of about %.0f MiB to write the model, but it may grow to"
                  + " %.0f MiB only; start Java with a larger -Xmx or take a smaller encoder",
              need.heap / MIB,
              Runtime.getRuntime().maxMemory() / MIB));
    }
    return passTokens;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.0f MiB (%.0f for weights, %.0f for what is computed at once, %.0f of the Java heap)",
        total() / MIB,
        weights / MIB,
        activations / MIB,
        heap / MIB);
  }

  /** {@return what the machine and the process's container leave; no limit where unknown} */
  static long available() {
    return Math.min(machine().orElse(Long.MAX_VALUE), container().orElse(Long.MAX_VALUE));
  }

  private static OptionalLong machine() {
    for (String line : lines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemAvailable:")) {
        return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) << 10);
      }
    }
    return OptionalLong.empty();
  }

  /** Version 2 of control groups: {@code max} is no limit, and cached files can be given up. */
  private static OptionalLong container() {
    List<String> limit = lines(CONTROL_GROUP.resolve("memory.max"));
    List<String> used = lines(CONTROL_GROUP.resolve("memory.current"));
    if (limit.size() != 1 || used.size() != 1 || !limit.get(0).matches("\\d{1,18}")) {
      return OptionalLong.empty();
    }
    long cached = 0;
    for (String line : lines(CONTROL_GROUP.resolve("memory.stat"))) {
      if (line.startsWith("inactive_file ")) {
        cached = Long.parseLong(line.substring("inactive_file ".length()).strip());
      }
    }
    long taken = Math.max(0, Long.parseLong(used.get(0)) - cached);
    return OptionalLong.of(Math.max(0, Long.parseLong(limit.get(0)) - taken));
  }

  private static List<String> lines(Path file) {
    if (!Files.isReadable(file)) {
      return List.of();
    }
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return List.of();
    }
  }
}
