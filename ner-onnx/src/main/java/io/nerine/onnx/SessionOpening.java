package io.nerine.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import io.nerine.exception.ModelLoadingException;
import io.nerine.extract.GpuOptions;
import io.nerine.extract.GpuPolicy;
import io.nerine.extract.LoadOptions;
import io.nerine.onnx.graph.Float16Graph;
import io.nerine.onnx.graph.PlainGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a session of ONNX Runtime on the processor that the options ask for, on the CPU where they
 * let it.
 */
final class SessionOpening {

  private static final Logger LOGGER = LoggerFactory.getLogger(SessionOpening.class);

  private static final String ON = "1";
  private static final String OFF = "0";

  /**
   * An open session.
   *
   * @param session the session; whoever gets it closes it
   * @param processor what runs it, in words
   * @param withoutGpu why no graphics processor runs it although one was preferred, or empty
   */
  record Opened(OrtSession session, String processor, Optional<String> withoutGpu) {}

  /** A graph that can be opened as it is, or read to be written in another form. */
  interface GraphSource {

    OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;

    byte[] read();
  }

  /** What may run a graph, the best first. */
  private enum Accelerator {
    TENSOR_RT("TensorRT"),
    CUDA("CUDA");

    private final String words;

    Accelerator(String words) {
      this.words = words;
    }
  }

  private final OrtEnvironment environment;
  private final GraphSource graph;
  private final GpuOptions gpu;

  private SessionOpening(OrtEnvironment environment, GraphSource graph, GpuOptions gpu) {
    this.environment = environment;
    this.graph = graph;
    this.gpu = gpu;
  }

  static Opened open(OrtEnvironment environment, GraphSource graph, LoadOptions options)
      throws OrtException {
    return new SessionOpening(environment, graph, options.gpuOptions()).open(options.gpu());
  }

  private Opened open(GpuPolicy policy) throws OrtException {
    if (policy == GpuPolicy.NEVER) {
      return onCpu(Optional.empty());
    }
    List<Accelerator> wanted =
        gpu.tensorRtCache().isEmpty()
            ? List.of(Accelerator.CUDA)
            : policy == GpuPolicy.REQUIRE
                ? List.of(Accelerator.TENSOR_RT)
                : List.of(Accelerator.TENSOR_RT, Accelerator.CUDA);
    List<String> reasons = new ArrayList<>();
    for (Accelerator accelerator : wanted) {
      try {
        return onGpu(accelerator);
      } catch (OrtException | LinkageError e) {
        if (policy == GpuPolicy.REQUIRE) {
          throw new ModelLoadingException(
              missing(accelerator, "is required and", reason(e))
                  + ", or load with GpuPolicy.PREFER",
              e);
        }
        reasons.add(accelerator.words + ": " + reason(e));
      }
    }
    String why =
        missing(wanted.get(wanted.size() - 1), "was preferred and", String.join("; ", reasons));
    LOGGER.warn("{}; the model runs on the CPU", why);
    return onCpu(Optional.of(why));
  }

  private static String reason(Throwable failure) {
    return String.valueOf(failure.getMessage()).strip();
  }

  private static String missing(Accelerator accelerator, String wish, String reason) {
    return ("A graphics processor %s can't be used by %s on %s/%s (%s); put the jar"
            + " com.microsoft.onnxruntime:onnxruntime_gpu, which serves Linux and Windows on x64,"
            + " in the place of com.microsoft.onnxruntime:onnxruntime of the same version, and"
            + " check that %s installed where the system's loader finds them")
        .formatted(
            wish,
            accelerator.words,
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            reason,
            accelerator == Accelerator.CUDA
                ? "the driver, CUDA and cuDNN are"
                : "the driver, CUDA, cuDNN and TensorRT are");
  }

  private Opened onCpu(Optional<String> withoutGpu) throws OrtException {
    try (SessionOptions options = options()) {
      return new Opened(graph.open(environment, options), "CPU", withoutGpu);
    }
  }

  private Opened onGpu(Accelerator accelerator) throws OrtException {
    try (SessionOptions options = options();
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu.device())) {
      if (accelerator == Accelerator.TENSOR_RT) {
        try (OrtTensorRTProviderOptions tensorRt = tensorRt()) {
          options.addTensorrt(tensorRt);
        }
      }
      // Reduced products are what 16 bits are for; the statistics of layers are kept whole.
      cuda.add("use_tf32", gpu.halfPrecision() ? ON : OFF);
      cuda.add("enable_skip_layer_norm_strict_mode", ON);
      // The arena of the device else doubles whenever it grows.
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      // TensorRT leaves to CUDA what it has no operator for.
      options.addCUDA(cuda);
      Optional<byte[]> form = form(accelerator);
      OrtSession session =
          form.isPresent()
              ? environment.createSession(form.get(), options)
              : graph.open(environment, options);
      String precision = gpu.halfPrecision() && isNarrow(accelerator, form) ? "16" : "32";
      return new Opened(
          session,
          "%s on graphics processor %d, floats of %s bits"
              .formatted(accelerator.words, gpu.device(), precision),
          Optional.empty());
    }
  }

  private static boolean isNarrow(Accelerator accelerator, Optional<byte[]> form) {
    return accelerator == Accelerator.TENSOR_RT || form.isPresent();
  }

  /** TensorRT knows plain operators alone, and narrows them itself. */
  private Optional<byte[]> form(Accelerator accelerator) {
    if (accelerator == Accelerator.TENSOR_RT) {
      return Optional.of(PlainGraph.of(graph.read()));
    }
    return gpu.halfPrecision() ? Float16Graph.of(graph.read()) : Optional.empty();
  }

  private OrtTensorRTProviderOptions tensorRt() throws OrtException {
    Path cache = gpu.tensorRtCache().orElseThrow();
    try {
      Files.createDirectories(cache);
    } catch (IOException e) {
      throw new ModelLoadingException(
          "The folder '%s' for TensorRT's engines can't be made (%s); name one that can be written"
              .formatted(cache, e),
          e);
    }
    OrtTensorRTProviderOptions options = new OrtTensorRTProviderOptions(gpu.device());
    options.add("trt_engine_cache_enable", ON);
    options.add("trt_engine_cache_path", cache.toString());
    options.add("trt_timing_cache_enable", ON);
    options.add("trt_timing_cache_path", cache.toString());
    options.add("trt_fp16_enable", gpu.halfPrecision() ? ON : OFF);
    return options;
  }

  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    // Batches run side by side on the callers' threads. Threads of the runtime cost more processor
    // time than they save, and idle ones would spin.
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.setOptimizationLevel(OptLevel.ALL_OPT);
    // Patterns are kept for each shape that was ever seen, and shapes are many here.
    options.setMemoryPatternOptimization(false);
    // The runtime's own arena keeps the most that its runs ever held at once. Without it a run of a
    // real model takes about 1 % more processor time, and its activations are freed with it.
    options.setCPUArenaAllocator(false);
    // What goes wrong is thrown; the runtime need not print it as well.
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    return options;
  }

  /** A graph in memory. */
  static GraphSource of(byte[] graph) {
    return new GraphSource() {
      @Override
      public OrtSession open(OrtEnvironment environment, SessionOptions options)
          throws OrtException {
        return environment.createSession(graph, options);
      }

      @Override
      public byte[] read() {
        return graph;
      }
    };
  }

  /** A graph in a file. */
  static GraphSource of(Path file) {
    return new GraphSource() {
      @Override
      public OrtSession open(OrtEnvironment environment, SessionOptions options)
          throws OrtException {
        return environment.createSession(file.toString(), options);
      }

      @Override
      public byte[] read() {
        try {
          return Files.readAllBytes(file);
        } catch (IOException e) {
          throw new ModelLoadingException(
              "The graph '%s' can't be read (%s); copy the model again".formatted(file, e), e);
        }
      }
    };
  }
}
